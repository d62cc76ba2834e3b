import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server as Net, type Socket } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { chance, scribble } from "./hand";
import { allEqual, hashOf, serverHash } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** A wire between a page and the server that can be slow, silent or torn. */
class Wire {
  readonly #sockets = new Set<Socket>();
  #frozen = false;
  delayMs = 0;
  /** New connections are torn at once. */
  refuses = false;
  url = "";
  #net: Net | null = null;

  static async lay(to: Server): Promise<Wire> {
    const wire = new Wire();
    const target = new URL(to.url);
    wire.#net = createServer((near) => {
      if (wire.refuses) {
        near.resetAndDestroy();
        return;
      }
      const far = connect(Number(target.port), target.hostname);
      wire.#join(near, far);
      wire.#join(far, near);
    });
    wire.#net.listen(0, "127.0.0.1");
    await once(wire.#net, "listening");
    wire.url = `http://127.0.0.1:${(wire.#net.address() as AddressInfo).port}`;
    return wire;
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("data", (bytes) => {
      if (!this.#frozen) setTimeout(() => to.writable && to.write(bytes), this.delayMs);
    });
    from.on("error", () => to.destroy());
    from.on("close", () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }

  /** Nothing gets through any more, and nobody is told. */
  freeze(): void {
    this.#frozen = true;
  }

  /** Cuts what is there; new connections get through. */
  tear(): void {
    this.#frozen = false;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  cut(): void {
    this.tear();
    this.#net?.close();
  }
}

async function enter(page: Page, wire: Wire, room: string): Promise<void> {
  await page.goto(`${wire.url}/r/${room}`);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
}

test("300 ms of lag change nothing but the time", async ({ page, browser }) => {
  const wire = await Wire.lay(server);
  const near = await browser.newPage();
  await enter(page, wire, "lag");
  await near.goto(`${server.url}/r/lag`);
  wire.delayMs = 150;
  for (let i = 0; i < 3; i += 1) {
    await scribble(page, chance(i), 4);
    await scribble(near, chance(i + 10), 4);
  }
  await allEqual(server, "lag", [page, near]);
  wire.cut();
  await near.context().close();
});

test("a wire that goes silent in a stroke loses nothing and doubles nothing", async ({ page }) => {
  const wire = await Wire.lay(server);
  await enter(page, wire, "silent");
  await scribble(page, chance(1));
  await allEqual(server, "silent", [page]);
  const before = (await serverHash(server, "silent")).hash;
  await page.mouse.move(300, 300);
  await page.mouse.down();
  await page.mouse.move(420, 330, { steps: 6 });
  wire.freeze();
  await page.mouse.move(560, 300, { steps: 6 });
  await page.mouse.up();
  await scribble(page, chance(2));
  const drawn = await hashOf(page);
  wire.tear();
  await allEqual(server, "silent", [page]);
  expect(await hashOf(page)).toBe(drawn);
  for (let i = 0; i < 2; i += 1) await page.keyboard.press("Control+z");
  await expect.poll(async () => (await serverHash(server, "silent")).hash).toBe(before);
  wire.cut();
});

test("ten strokes without a server arrive once when it is back, also after a clear", async ({
  page,
  browser,
}) => {
  const other = await browser.newPage();
  const wire = await Wire.lay(server);
  await enter(page, wire, "away");
  await other.goto(`${server.url}/r/away`);
  await expect.poll(() => other.evaluate(() => window.easel?.status())).toBe("live");
  const blank = await hashOf(other);
  await scribble(other, chance(20));
  await allEqual(server, "away", [page, other]);
  // What tells the count comes a little later than the ink, or with the menu.
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  wire.refuses = true;
  wire.tear();
  await expect(page.getByText(/offline/i).first()).toBeVisible();
  for (let i = 0; i < 10; i += 1) await scribble(page, chance(i + 30), 2);
  expect(await page.evaluate(() => window.easel.waiting())).toBe(10);
  await expect(page.getByText(/10 strokes waiting/i).first()).toBeVisible();
  await clear(other, "away");
  await expect.poll(() => hashOf(other)).toBe(blank);
  wire.refuses = false;
  await expect(page.getByText(/10 strokes added/i).first()).toBeVisible({ timeout: 20_000 });
  const after = await allEqual(server, "away", [page, other]);
  expect(after).not.toBe(blank);
  for (let i = 0; i < 10; i += 1) await page.keyboard.press("Control+z");
  await expect.poll(() => hashOf(other)).toBe(blank);
  wire.cut();
  await other.close();
});

/** Clears a room as somebody who is not on a page. */
async function clear(page: Page, room: string): Promise<void> {
  await page.evaluate(async (room) => {
    const socket = new WebSocket(`ws://${location.host}/ws/${room}`, "easel.v1");
    await new Promise((open) => socket.addEventListener("open", open));
    const acknowledged = new Promise<void>((done) => {
      socket.addEventListener("message", ({ data }) => {
        if (JSON.parse(data).type === "ack") done();
      });
    });
    socket.send(JSON.stringify({ type: "join", token: "somebody-who-clears-it", raster: 2 }));
    socket.send(JSON.stringify({ type: "clear", n: 1 }));
    await acknowledged;
    socket.close();
  }, room);
}
