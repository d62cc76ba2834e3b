import { expect, type Page, test } from "@playwright/test";
import { chance, enter, scribble } from "./hand";
import { allEqual, hashOf } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** Says these texts to a room, one after the other, and waits until the server has answered a ping after them. */
async function shout(page: Page, room: string, dialect: string | null, texts: string[]) {
  await page.evaluate(
    async ({ room, dialect, texts }) => {
      const url = `ws://${location.host}/ws/${room}`;
      const socket = dialect ? new WebSocket(url, dialect) : new WebSocket(url);
      await new Promise((open) => socket.addEventListener("open", open));
      const over = new Promise<void>((done) => {
        socket.addEventListener("close", () => done());
        socket.addEventListener("message", ({ data }) => {
          const { type } = JSON.parse(data);
          if (type === "pong" || type === "canvasState") done();
        });
      });
      for (const text of texts) socket.send(text);
      socket.send(JSON.stringify(dialect ? { type: "ping", t: 1 } : { type: "canvasRequest" }));
      await over;
      socket.close();
    },
    { room, dialect, texts },
  );
}

test("whatever comes over the wire, the page shows no error and the right pixels", async ({
  page,
}) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (line) => line.type() === "error" && errors.push(line.text()));
  page.on("dialog", () => errors.push("a dialog"));
  await enter(page, server, "hostile");
  await scribble(page, chance(1));
  const name = `<img src=x onerror=alert(1)>"'&`;
  const join = { type: "join", token: "somebody-quite-hostile", raster: 2, name, color: "#c62828" };
  const brush = { type: "begin", tool: "pencil", color: "#c62828", opacity: 255 };
  const long = Array.from({ length: 512 }, (_, i) => [i * 20, (i * 37) % 8000, 24]).flat();
  const rest = Array.from({ length: 20 }, (_, i) => ({
    type: "points",
    n: 2 + i,
    stroke: 1,
    points: long,
  }));
  await shout(page, "hostile", "easel.v1", [
    JSON.stringify(join),
    JSON.stringify({ ...brush, n: 1, points: [8, 8, 24] }),
    ...rest.map((points) => JSON.stringify(points)),
    JSON.stringify({ ...brush, n: 30, points: [1e9, -1e9, 8] }),
    '{"type":"begin","n":31,"tool":"pencil","color":"#c62828","opacity":255,"points":[NaN,1,8]}',
    JSON.stringify({ ...brush, n: 32, points: [262_136, -262_136, 480], ended: true }),
    JSON.stringify({ type: "chat", n: 33, content: name.repeat(9), user: name }),
    JSON.stringify({ type: "cursor", x: 1e300, y: -5, down: true }),
    "[".repeat(5000),
  ]);
  await shout(page, "hostile", null, [
    '{"type":"draw","startX":"NaN","startY":1,"endX":2,"endY":3}',
    '{"type":"draw","startX":1e9,"startY":-1e9,"endX":-1e9,"endY":1e9,"lineWidth":9999,"color":"red"}',
    `{"content":${JSON.stringify(name)},"user":${JSON.stringify(name)}}`,
    "\u0000",
  ]);
  await scribble(page, chance(2));
  await allEqual(server, "hostile", [page]);
  expect(errors).toEqual([]);
});

test("the seed's client and a page draw in one room, and its picture is the server's", async ({
  page,
}) => {
  await enter(page, server, "seed");
  await scribble(page, chance(3));
  await allEqual(server, "seed", [page]);
  const before = await hashOf(page);
  const draw = {
    type: "draw",
    color: "#000000",
    startX: 450,
    startY: 202,
    endX: 484,
    endY: 602,
    lineWidth: 8,
  };
  await shout(page, "seed", null, [JSON.stringify(draw)]);
  await expect.poll(() => hashOf(page)).not.toBe(before);
  await allEqual(server, "seed", [page]);
  const url = await page.evaluate(async () => {
    const socket = new WebSocket(`ws://${location.host}/ws/seed`);
    await new Promise((open) => socket.addEventListener("open", open));
    const state = new Promise<string>((done) => {
      socket.addEventListener("message", ({ data }) => {
        const message = JSON.parse(data);
        if (message.type === "canvasState") done(message.data);
      });
    });
    socket.send('{"type":"canvasRequest","clientId":"7"}');
    return state;
  });
  const shown = await page.evaluate(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const digest = await crypto.subtle.digest("SHA-256", data);
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }, url);
  expect(shown).toBe(await hashOf(page));
});
