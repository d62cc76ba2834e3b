import { type Browser, expect, type Page, test } from "@playwright/test";
import { chance, enter, paper, scribble } from "./hand";
import { allEqual, hashOf, serverHash, settled } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

async function person(browser: Browser, room: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  await enter(page, server, room);
  return page;
}

/** Notes each colour that a pixel of the canvas takes, frame by frame. */
async function watch(page: Page, x: number, y: number): Promise<void> {
  await page.evaluate(
    ([x, y]) => {
      const { width } = document.querySelector<HTMLCanvasElement>("canvas[data-layer=base]")!;
      const seen: string[] = [];
      (window as unknown as { seen: string[] }).seen = seen;
      const look = () => {
        const at = (y * width + x) * 4;
        const colour = window.easel
          .pixels()
          .slice(at, at + 3)
          .join();
        if (seen.at(-1) !== colour) seen.push(colour);
        requestAnimationFrame(look);
      };
      look();
    },
    [x, y] as const,
  );
}

const seen = (page: Page) => page.evaluate(() => (window as unknown as { seen: string[] }).seen);

async function line(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 12 });
}

test("who begins first stays below, at every moment and on every screen", async ({ browser }) => {
  const [ada, ben] = [await person(browser, "order"), await person(browser, "order")];
  const box = await paper(ada);
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  for (const page of [ada, ben]) {
    for (let i = 0; i < 6; i += 1) await page.keyboard.press("]");
    await watch(page, 960, 540);
  }
  await ada.keyboard.press("2");
  await ben.keyboard.press("4");
  await line(ada, [x - 200, y], [x - 80, y]);
  await expect.poll(() => ben.evaluate(() => window.easel.seq())).toBeGreaterThan(0);
  await line(ben, [x, y - 150], [x, y + 150]);
  await ben.mouse.up();
  await settled([ben]);
  await expect.poll(() => seen(ada)).toHaveLength(2);
  await ada.mouse.move(x + 200, y, { steps: 12 });
  await ada.mouse.up();
  await allEqual(server, "order", [ada, ben]);
  for (const page of [ada, ben]) {
    const colours = await seen(page);
    expect(colours[0]).toBe("255,255,255");
    expect(colours).toHaveLength(2);
  }
  expect((await seen(ada))[1]).toBe((await seen(ben))[1]);
  await ada.context().close();
  await ben.context().close();
});

test("fifty random steps of two hands: undo takes only one's own, and all stay equal", async ({
  browser,
}) => {
  const pages = [await person(browser, "steps"), await person(browser, "steps")];
  const random = chance(77);
  let undone = 0;
  for (let step = 0; step < 50; step += 1) {
    const [page, other] = random() < 0.5 ? pages : [pages[1]!, pages[0]!];
    const dice = random();
    if (dice < 0.5) {
      await page!.keyboard.press(String(1 + Math.floor(random() * 6)));
      await scribble(page!, random, 3);
    } else {
      undone += 1;
      await page!.keyboard.press(dice < 0.8 ? "Control+z" : "Control+Shift+z");
    }
    if (step % 5 === 4) await allEqual(server, "steps", [page!, other!]);
  }
  expect(undone).toBeGreaterThan(10);
  const before = await hashOf(pages[0]!);
  await scribble(pages[0]!, random, 4);
  await settled(pages);
  await scribble(pages[1]!, random, 4);
  await settled(pages);
  await pages[1]!.keyboard.press("Control+z");
  await pages[0]!.keyboard.press("Control+z");
  await expect.poll(() => hashOf(pages[0]!)).toBe(before);
  expect((await serverHash(server, "steps")).hash).toBe(before);
  for (const page of pages) await page.context().close();
});
