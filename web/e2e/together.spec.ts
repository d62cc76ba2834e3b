import { type Browser, expect, type Page, test } from "@playwright/test";
import { chance, enter, scribble } from "./hand";
import { allEqual, hashOf, seqOf, serverHash, settled } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

async function person(browser: Browser, room: string, scale = 1): Promise<Page> {
  const context = await browser.newContext({
    deviceScaleFactor: scale,
    viewport: { width: 1000, height: 700 },
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("close", () => expect(errors).toEqual([]));
  await enter(page, server, room);
  return page;
}

/** Presses a key, and waits until the journal has what it asks for: what is no stroke is not counted as waiting. */
async function pressed(page: Page, key: string): Promise<void> {
  const before = await seqOf(page);
  await page.keyboard.press(key);
  await expect.poll(() => seqOf(page)).toBeGreaterThan(before);
}

async function close(pages: Page[]): Promise<void> {
  for (const page of pages) await page.context().close();
}

for (const seed of [1, 2, 3]) {
  test(`three draw at once, a fourth comes late, and all show the same bytes (seed ${seed})`, async ({
    browser,
  }) => {
    const room = `together-${seed}`;
    const pages = [
      await person(browser, room),
      await person(browser, room, 2),
      await person(browser, room),
    ];
    await Promise.all(
      pages.map(async (page, who) => {
        const random = chance(seed * 10 + who);
        for (let i = 0; i < 6; i += 1) {
          await page.keyboard.press(String(1 + Math.floor(random() * 6)));
          await page.keyboard.press(random() < 0.25 ? "e" : "p");
          if (random() < 0.5) await page.keyboard.press(random() < 0.5 ? "]" : "[");
          await scribble(page, random, 8);
          if (random() < 0.2) await page.keyboard.press("Control+z");
        }
      }),
    );
    const late = await person(browser, room);
    const hash = await allEqual(server, room, [...pages, late]);
    expect(hash).not.toBe(await hashOf(await person(browser, `blank-${seed}`)));
    expect(await seqOf(late)).toBeGreaterThan(50);
    await close([...pages, late]);
  });
}

test("what comes after a rest does not wait for the next frame", async ({ browser }) => {
  const [ada, ben] = [await person(browser, "soon"), await person(browser, "soon")];
  // From here on Ben's page gets no frame, nor the time after which it takes none.
  await ben.evaluate(() => {
    const later = window.setTimeout;
    window.requestAnimationFrame = () => 0;
    window.setTimeout = ((act: () => void, ms: number) =>
      ms === 50 ? 0 : later(act, ms)) as typeof setTimeout;
  });
  await scribble(ada, chance(1), 3);
  const isInked = () =>
    ben.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>("[data-layer=base]")!;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value !== 255);
    });
  await expect.poll(isInked).toBe(true);
  await close([ada, ben]);
});

test("others see a stroke while it is drawn, in its place from the beginning", async ({
  browser,
}) => {
  const [ada, ben] = [await person(browser, "live"), await person(browser, "live")];
  const blank = await hashOf(ben);
  await ada.mouse.move(300, 300);
  await ada.mouse.down();
  for (let x = 300; x < 700; x += 20) await ada.mouse.move(x, 300 + (x % 60));
  await expect.poll(() => hashOf(ben)).not.toBe(blank);
  expect(await seqOf(ben)).toBeGreaterThan(1);
  await ben.keyboard.press("4");
  await scribble(ben, chance(3));
  await ada.mouse.up();
  await allEqual(server, "live", [ada, ben]);
  await close([ada, ben]);
});

test("undo and redo take only one's own strokes, and clear can be taken back", async ({
  browser,
}) => {
  const [ada, ben] = [await person(browser, "undo"), await person(browser, "undo")];
  await scribble(ada, chance(1));
  await settled([ada, ben]);
  const one = await hashOf(ben);
  await scribble(ben, chance(2));
  const both = await allEqual(server, "undo", [ada, ben]);
  await pressed(ben, "Control+z");
  expect(await allEqual(server, "undo", [ada, ben])).toBe(one);
  await pressed(ben, "Control+Shift+z");
  expect(await allEqual(server, "undo", [ada, ben])).toBe(both);
  await ada.getByRole("button", { name: /clear/i }).first().click();
  await ada
    .getByRole("dialog")
    .getByRole("button", { name: /^clear/i })
    .click();
  await expect.poll(() => hashOf(ben)).not.toBe(both);
  await settled([ada, ben]);
  await ada.keyboard.press("Control+z");
  await expect.poll(() => hashOf(ben)).toBe(both);
  await close([ada, ben]);
});

test("a reload and a restart keep the drawing and the author", async ({ browser }) => {
  const ada = await person(browser, "keep");
  await scribble(ada, chance(5));
  const drawn = await allEqual(server, "keep", [ada]);
  await ada.reload();
  await expect.poll(() => ada.evaluate(() => window.easel?.status())).toBe("live");
  expect(await allEqual(server, "keep", [ada])).toBe(drawn);
  await ada.mouse.move(300, 300);
  await ada.mouse.down();
  for (let x = 300; x < 500; x += 20) await ada.mouse.move(x, 300 + (x % 60));
  await server.kill();
  await expect.poll(() => ada.evaluate(() => window.easel.status())).toBe("waiting");
  for (let x = 500; x < 700; x += 20) await ada.mouse.move(x, 300 + (x % 60));
  await ada.mouse.up();
  await server.run();
  await allEqual(server, "keep", [ada]);
  await ada.keyboard.press("Control+z");
  await expect.poll(async () => (await serverHash(server, "keep")).hash).toBe(drawn);
  await ada.keyboard.press("Control+z");
  await expect.poll(async () => (await serverHash(server, "keep")).hash).not.toBe(drawn);
  await close([ada]);
});

test("the plain page draws in one room with the new one", async ({ browser }) => {
  const ada = await person(browser, "both");
  const old = await ada.context().newPage();
  await old.goto(`${server.url}/plain?room=both`);
  await expect(old.locator("body")).toContainText("2");
  const blank = await hashOf(ada);
  await old.mouse.move(200, 300);
  await old.mouse.down();
  await old.mouse.move(400, 350, { steps: 5 });
  await old.mouse.up();
  await expect.poll(() => hashOf(ada)).not.toBe(blank);
  await scribble(ada, chance(8));
  await allEqual(server, "both", [ada]);
  const inked = () =>
    old.evaluate(() => {
      const canvas = document.querySelector("canvas")!;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3]! > 0 && data[at]! + data[at + 1]! + data[at + 2]! < 700) count += 1;
      }
      return count;
    });
  const drawn = await inked();
  expect(drawn).toBeGreaterThan(500);
  await ada.keyboard.press("Control+z");
  await expect.poll(inked).toBeLessThan(drawn);
  await ada.getByRole("button", { name: /clear/i }).first().click();
  await ada
    .getByRole("dialog")
    .getByRole("button", { name: /^clear/i })
    .click();
  await expect.poll(inked).toBe(0);
  await close([ada]);
});
