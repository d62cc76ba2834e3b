import { type Browser, expect, type Page, test } from "@playwright/test";
import { enter, paper } from "./hand";
import { allEqual, hashOf, seqOf } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** A page in a room, with all its tools. */
async function person(browser: Browser, room: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await enter(page, server, room);
  await expect(page.getByRole("button", { name: /^text/i })).toBeVisible();
  return page;
}

/** Drags from one part of the paper to another. */
async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const box = await paper(page);
  const at = ([x, y]: [number, number]): [number, number] => [
    box.x + box.width * x,
    box.y + box.height * y,
  ];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, to[1]]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

/** One pixel of the page's picture. */
const pixel = (page: Page, x: number, y: number) =>
  page.evaluate(
    ([x, y]) => [
      ...(window as never as Picture).easel
        .pixels()
        .slice((y * 1920 + x) * 4)
        .slice(0, 3),
    ],
    [x, y] as const,
  );

interface Picture {
  easel: { pixels(): Uint8ClampedArray };
}

test("each shape is the same on another page and the server, and one undo takes it back", async ({
  browser,
}) => {
  const [ada, ben] = [await person(browser, "shapes"), await person(browser, "shapes")];
  let before = await hashOf(ada);
  const blank = before;
  const keys = ["l", "a", "r", "o", "m"];
  const hashes = [before];
  for (const [index, key] of keys.entries()) {
    await ada.keyboard.press(key);
    await drag(ada, [0.1 + index * 0.1, 0.2], [0.17 + index * 0.1, 0.4]);
    const after = await allEqual(server, "shapes", [ada, ben]);
    expect(after, key).not.toBe(before);
    hashes.push(after);
    before = after;
  }
  for (const hash of hashes.reverse().slice(1)) {
    await ada.keyboard.press("Control+z");
    await expect.poll(() => hashOf(ada)).toBe(hash);
  }
  expect(await allEqual(server, "shapes", [ada, ben])).toBe(blank);
});

test("a shape is shown while it is dragged, as it will be, and Escape takes it away", async ({
  browser,
}) => {
  const page = await person(browser, "preview");
  const blank = await hashOf(page);
  const box = await paper(page);
  await page.keyboard.press("o");
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 400, box.y + 200);
  await expect.poll(() => hashOf(page)).not.toBe(blank);
  const seq = await seqOf(page);
  await page.keyboard.press("Escape");
  await expect.poll(() => hashOf(page)).toBe(blank);
  await page.mouse.up();
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 400, box.y + 200);
  await expect.poll(() => hashOf(page)).not.toBe(blank);
  // Smoothing holds the pen back a little: at rest it arrives.
  for (let i = 0; i < 12; i += 1) await page.mouse.move(box.x + 400, box.y + 200 + (i % 2) / 8);
  await page.mouse.move(box.x + 400, box.y + 200);
  await page.waitForTimeout(100);
  expect(await seqOf(page)).toBe(seq);
  await page.keyboard.down("Shift");
  const round = await hashOf(page);
  await page.mouse.up();
  await page.keyboard.up("Shift");
  expect(await allEqual(server, "preview", [page])).toBe(round);
});

test("a filled ellipse has no white pixel inside", async ({ browser }) => {
  const page = await person(browser, "filled");
  await page.getByRole("button", { name: /^shapes/i }).click();
  await page.getByRole("checkbox", { name: "Filled" }).check();
  await page.getByRole("button", { name: "Ellipse", exact: true }).click();
  await page.keyboard.press("4");
  await drag(page, [0.25, 0.25], [0.75, 0.75]);
  await allEqual(server, "filled", [page]);
  const holes = await page.evaluate(() => {
    const pixels = (window as never as Picture).easel.pixels();
    let count = 0;
    for (let y = 270; y < 810; y += 1) {
      for (let x = 480; x < 1440; x += 1) {
        const inside = ((x - 960) / 470) ** 2 + ((y - 540) / 260) ** 2 < 1;
        if (inside && pixels[(y * 1920 + x) * 4 + 1] !== 0x28) count += 1;
      }
    }
    return count;
  });
  expect(holes).toBe(0);
  await page.keyboard.press("Control+z");
  await expect.poll(() => pixel(page, 960, 540)).toEqual([255, 255, 255]);
});

test("text is written where it was typed, as one stroke, and what cannot be written is kept", async ({
  browser,
}) => {
  const [ada, ben] = [await person(browser, "text"), await person(browser, "text")];
  const blank = await hashOf(ada);
  const box = await paper(ada);
  await ada.keyboard.press("t");
  await ada.mouse.click(box.x + 200, box.y + 200);
  await ada.keyboard.type("Grüße, niño!");
  await ada.keyboard.press("Enter");
  await ada.keyboard.type("ab");
  await ada.keyboard.press("Control+Enter");
  await expect(ada.getByRole("textbox")).toHaveCount(0);
  const written = await allEqual(server, "text", [ada, ben]);
  expect(written).not.toBe(blank);
  await ada.mouse.click(box.x + 200, box.y + 400);
  await ada.keyboard.insertText("سلام");
  await ada.mouse.click(box.x + 600, box.y + 400);
  await expect(ada.getByRole("alert").filter({ hasText: "cannot be written yet" })).toBeVisible();
  await expect(ada.getByRole("textbox")).toHaveValue("سلام");
  await ada.getByRole("textbox").press("Escape");
  expect(await allEqual(server, "text", [ada, ben])).toBe(written);
  await ada.keyboard.press("Control+z");
  expect(await allEqual(server, "text", [ada, ben])).toBe(blank);
});

test("shapes and text by keyboard alone", async ({ browser }) => {
  const page = await person(browser, "by-keys");
  const blank = await hashOf(page);
  await page.locator("#canvas").focus();
  await page.keyboard.press("r");
  await page.keyboard.press("Enter");
  for (const key of ["ArrowRight", "ArrowDown"]) {
    for (let i = 0; i < 4; i += 1) await page.keyboard.press(`Shift+${key}`);
  }
  await page.keyboard.press("Enter");
  const square = await allEqual(server, "by-keys", [page]);
  expect(square).not.toBe(blank);
  expect(await pixel(page, 1160, 740)).toEqual([0x14, 0x17, 0x1c]);
  await page.keyboard.press("t");
  await page.keyboard.press("Enter");
  await page.keyboard.type("keys");
  await page.keyboard.press("Control+Enter");
  expect(await allEqual(server, "by-keys", [page])).not.toBe(square);
  await expect(page.locator("#canvas")).toBeFocused();
});

test("a pencil that rests at its end can be straightened", async ({ browser }) => {
  const page = await person(browser, "rest");
  const box = await paper(page);
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 250, box.y + 220, { steps: 4 });
  await page.mouse.move(box.x + 400, box.y + 100, { steps: 4 });
  await page.waitForTimeout(600);
  await page.mouse.up();
  const bent = await allEqual(server, "rest", [page]);
  await page.getByRole("button", { name: "Straighten" }).click();
  await expect.poll(() => hashOf(page)).not.toBe(bent);
  await allEqual(server, "rest", [page]);
  await expect(page.getByRole("button", { name: "Straighten" })).toHaveCount(0);
});

test("a swatch takes another colour, and keeps it", async ({ browser }) => {
  const page = await person(browser, "colours");
  await page.getByRole("radio").nth(3).click({ button: "right" });
  const input = page.getByLabel("Replace this colour");
  await input.evaluate((element: HTMLInputElement) => {
    element.value = "#123456";
    element.dispatchEvent(new Event("change"));
  });
  await drag(page, [0.3, 0.5], [0.6, 0.5]);
  expect(await pixel(page, 900, 540)).toEqual([0x12, 0x34, 0x56]);
  await page.reload();
  await expect(page.getByRole("radio", { name: "Own colour" })).toBeVisible();
});
