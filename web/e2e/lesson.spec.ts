import { expect, type Page, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, scribble } from "./hand";
import { hashOf } from "./pixels";
import { card, device, finger, fits, isLive, isStored, join, roomOf, teach } from "./school";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** Who learns, and on what. */
const PUPILS = [
  ["Ada", "phone"],
  ["Ben", "tablet"],
  ["Cleo", "laptop"],
  ["Dan", "small"],
  ["Eve", "laptop"],
] as const;
const NAMES = PUPILS.map(([name]) => name);
const TITLE = "Maps of Spain";

/** How many pixels of a small picture are not paper. */
const inked = (page: Page, name: string) =>
  card(page, name)
    .locator("canvas")
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      let count = 0;
      for (let at = 0; at < (pixels?.length ?? 0); at += 4) {
        if ((pixels?.[at + 3] ?? 0) > 0 && (pixels?.[at] ?? 255) < 200) count += 1;
      }
      return count;
    });

test("a whole lesson: a teacher, five pupils, and everything between the first word and tomorrow", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const teacher = await device(browser, "tablet");
  const code = await teach(teacher, server, TITLE, async (page) => {
    await page.getByLabel("Own board each").check();
    await page.getByLabel(/^Waiting room/).check();
  });
  const pupils: Page[] = [];
  for (const [name, kind] of PUPILS) {
    const pupil = await device(browser, kind);
    await join(pupil, server, code, name);
    await expect(pupil.getByText("Waiting for the teacher to let you in.")).toBeVisible();
    pupils.push(pupil);
  }
  await expect(teacher.getByRole("heading", { name: "5 wait to come in" })).toBeVisible();
  await teacher.getByRole("button", { name: "Let all in" }).click();
  for (const pupil of pupils) await expect(pupil.getByText("You’re in.")).toBeVisible();
  await teacher.getByRole("button", { name: "Start", exact: true }).click();
  const random = chance(7);
  /** With the finger, where the device is touched. */
  const draw = async (pupil: Page): Promise<void> => {
    const isTouched = await pupil.evaluate(() => matchMedia("(pointer: coarse)").matches);
    await (isTouched ? finger(pupil, random) : scribble(pupil, random));
    await isStored(pupil);
  };
  for (const pupil of pupils) {
    await isLive(pupil);
    await fits(pupil);
    await draw(pupil);
  }
  const [ada, ben, cleo] = pupils as [Page, Page, Page];

  // The wall shows every board as it is.
  for (const name of NAMES) await expect.poll(() => inked(teacher, name)).toBeGreaterThan(20);
  await accessible(teacher);
  await fits(teacher);
  await accessible(ada);

  // Locked: the page says so, and the server refuses what is sent past the page.
  await teacher.getByRole("switch", { name: "Lock drawing" }).click();
  await expect(ada.locator(".chip")).toContainText("locked");
  const refused = await ada.evaluate(
    ([url, key]) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url as string, "easel.v1");
        socket.onopen = () =>
          socket.send(
            JSON.stringify({ type: "join", token: "past-the-page-0001", raster: 2, key }),
          );
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(data);
          if (message.type === "snapshot") {
            const begin = { type: "begin", n: 1, tool: "pencil", color: "#c62828", opacity: 255 };
            socket.send(JSON.stringify({ ...begin, points: [80, 80, 24], ended: true }));
          }
          if (message.type === "refusal") resolve(message.code);
        };
      }),
    [
      `${server.url.replace("http", "ws")}/ws/${roomOf(ada)}`,
      await ada.evaluate(() => {
        const kept = Object.keys(localStorage).find((name) => name.startsWith("easel.class."));
        return JSON.parse(localStorage.getItem(kept ?? "") ?? "{}").key;
      }),
    ],
  );
  expect(refused).toBe("locked");
  await expect(teacher.getByRole("switch", { name: "Lock drawing" })).toBeChecked();
  await teacher.getByRole("switch", { name: "Lock drawing" }).click();
  await expect(ada.locator(".chip")).not.toContainText("locked");
  await draw(ada);

  // A hand, seen by the teacher and lowered.
  await ben
    .getByRole("button", { name: /^Raise hand/ })
    .first()
    .tap();
  await expect(card(teacher, "Ben")).toContainText("hand up");
  await teacher.getByRole("button", { name: /Lower/ }).first().click();
  await expect(card(teacher, "Ben")).not.toContainText("hand up");

  // A spotlight: Cleo sees what Ada has drawn, and then her own board as it was.
  const before = await hashOf(cleo);
  await teacher.getByLabel("Select Ada").check();
  await teacher.getByRole("button", { name: "Show to the class" }).click();
  await teacher.getByRole("menuitem", { name: "With the name" }).click();
  const shown = cleo.frameLocator("iframe");
  await expect(cleo.getByRole("dialog", { name: "Ada’s drawing" })).toBeVisible();
  await accessible(cleo);
  await expect
    .poll(() => shown.locator("body").evaluate(() => window.easel?.hash()))
    .toBe(await hashOf(ada));
  await teacher.getByRole("button", { name: "Stop showing" }).first().click();
  await expect(cleo.locator("iframe")).toHaveCount(0);
  expect(await hashOf(cleo)).toBe(before);

  // The teacher's own board, laid on all.
  await teacher.getByRole("button", { name: "Open My board" }).click();
  const own = teacher.frameLocator("iframe");
  await expect.poll(() => own.locator("body").evaluate(() => window.easel?.status())).toBe("live");
  const box = await own.locator("canvas[data-layer=base]").boundingBox();
  if (!box) throw new Error("no paper");
  await teacher.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
  await teacher.mouse.down();
  await teacher.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.6, { steps: 5 });
  await teacher.mouse.up();
  await expect.poll(() => own.locator("body").evaluate(() => window.easel.waiting())).toBe(0);
  const pushed = await own.locator("body").evaluate(() => window.easel.hash());
  await teacher.getByRole("button", { name: "Close", exact: true }).click();
  await teacher.getByRole("button", { name: /^Push/ }).first().click();
  await teacher.getByRole("menuitem", { name: /My board to all/ }).click();
  for (const pupil of pupils) await expect.poll(() => hashOf(pupil)).toBe(pushed);
  await draw(ben);

  // Collected: the gallery's pictures are the boards.
  await teacher.getByRole("button", { name: "Collect" }).click();
  await expect(teacher.getByRole("dialog").getByRole("link").first()).toBeVisible();
  const saved = await teacher.evaluate(async () => {
    const kept = JSON.parse(localStorage.getItem("easel.saved") ?? "[]") as { id: string }[];
    const ids = kept.map(({ id }) => id).join(",");
    const answer = await fetch(`/api/saved?ids=${ids}`);
    return (await answer.json()).canvases as { title: string; room: string; seq: number }[];
  });
  expect(saved.map(({ title }) => title).sort()).toEqual(
    [TITLE, ...NAMES.map((name) => `${TITLE} – ${name}`)].sort(),
  );
  await accessible(teacher);

  // Whoever comes back has the same board.
  const room = roomOf(ben);
  const drawn = await hashOf(ben);
  await ben.goto(`${server.url}/j/${code}`);
  await ben.getByRole("button", { name: "Go on" }).click();
  await isLive(ben);
  expect(roomOf(ben)).toBe(room);
  await expect.poll(() => hashOf(ben)).toBe(drawn);
});
