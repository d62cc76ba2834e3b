import { expect, type Page, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, enter, scribble, takeColour } from "./hand";
import { allEqual, hashOf, settled, shownHash } from "./pixels";
import {
  entriesOf,
  hashFromZero,
  heldHash,
  pictureHash,
  placeOf,
  replay,
  timeOf,
} from "./replaying";
import { Server } from "./server";

/** The room that most tests look at. */
const ROOM = "played";

let server: Server;
let live = "";

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  server = await Server.start();
  const context = await browser.newContext();
  const [ada, ben] = [await context.newPage(), await context.newPage()];
  for (const page of [ada, ben]) await enter(page, server, ROOM);
  const random = chance(7);
  await both(ada, ben, random);
  await ada.keyboard.press("Control+Delete");
  await ada.getByRole("button", { name: "Clear", exact: true }).click();
  await settled([ada, ben]);
  // A pause: it is skipped, or waited for.
  await ada.waitForTimeout(2_600);
  await both(ada, ben, random);
  live = await allEqual(server, ROOM, [ada, ben]);
  await context.close();
});
test.afterAll(() => server.dispose());

/** Two people draw, erase, and take back. */
async function both(ada: Page, ben: Page, random: () => number): Promise<void> {
  for (const [index, page] of [ada, ben].entries()) {
    await takeColour(page, 4 + index);
    for (let count = 0; count < 3; count += 1) await scribble(page, random, 4);
    await page.keyboard.press("Control+z");
    await scribble(page, random, 3);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+Shift+z");
    await page.keyboard.press("e");
    await scribble(page, random, 2);
    await page.keyboard.press("p");
  }
}

test("the end is the live picture, byte for byte", async ({ page }) => {
  await replay(page, server, ROOM);
  expect(await heldHash(page)).toBe(live);
  await expect.poll(() => shownHash(page)).toBe(live);
  expect(await page.evaluate(() => window.easelReplay.isPlaying())).toBe(false);
});

test("any moment is what one sees who comes from the start, and the server’s picture", async ({
  page,
}) => {
  await replay(page, server, ROOM);
  const entries = await entriesOf(server, ROOM);
  const random = chance(20);
  const length = await page.evaluate(() => window.easelReplay.length());
  expect(length).toBe(entries.at(-1)!.at);
  const seen = new Set<string>();
  for (let count = 0; count < 20; count += 1) {
    const ms = Math.floor(random() * (length + 1));
    await page.evaluate((at) => window.easelReplay.seek(at), ms);
    const hash = await heldHash(page);
    seen.add(hash);
    expect(hash, `${ms}`).toBe(hashFromZero(entries, ms));
    expect(hash, `${ms}`).toBe(await pictureHash(server, ROOM, `${ms / 1_000}s`));
    expect(hash, `${ms}`).toBe(await pictureHash(server, ROOM, String(await placeOf(page))));
  }
  expect(seen.size).toBeGreaterThan(5);
  // Ends of open strokes are shown before they are certain: no stroke is open here.
  await page.keyboard.press(",");
  await page.evaluate(() => window.easelReplay.settled());
  await expect.poll(() => shownHash(page)).toBe(await heldHash(page));
});

test("where no thread can be had, any moment is shown all the same", async ({ page }) => {
  await page.route("**/walker-*.js", (route) => route.abort());
  await replay(page, server, ROOM);
  const entries = await entriesOf(server, ROOM);
  const random = chance(22);
  const length = entries.at(-1)!.at;
  for (let count = 0; count < 6; count += 1) {
    const ms = Math.floor(random() * (length + 1));
    await page.evaluate((at) => window.easelReplay.seek(at), ms);
    expect(await heldHash(page), `${ms}`).toBe(hashFromZero(entries, ms));
  }
  expect(await page.evaluate(() => window.easelReplay.isExplored())).toBe(false);
});

test("it plays by itself to the end, and pauses are skipped", async ({ page }) => {
  await replay(page, server, ROOM, true);
  expect(await page.evaluate(() => window.easelReplay.isPlaying())).toBe(true);
  const length = await page.evaluate(() => window.easelReplay.length());
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "2×" });
  const began = Date.now();
  await expect
    .poll(() => page.evaluate(() => window.easelReplay.isPlaying()), { timeout: 30_000 })
    .toBe(false);
  expect(Date.now() - began).toBeLessThan(length / 2);
  expect(await timeOf(page)).toBe(length);
  expect(await heldHash(page)).toBe(live);
});

test("by keyboard alone", async ({ page }) => {
  await replay(page, server, ROOM);
  const length = await timeOf(page);
  const near = async (ms: number) => {
    await page.evaluate(() => window.easelReplay.settled());
    expect(Math.abs((await timeOf(page)) - ms)).toBeLessThan(50);
  };
  await page.keyboard.press("Home");
  await near(0);
  const [first] = await entriesOf(server, ROOM);
  expect(await placeOf(page)).toBe(first!.seq);
  const places = [await placeOf(page)];
  for (let count = 0; count < 4; count += 1) {
    await page.keyboard.press(".");
    await expect.poll(() => placeOf(page)).toBeGreaterThan(places.at(-1)!);
    places.push(await placeOf(page));
  }
  for (let count = 3; count > 0; count -= 1) {
    await page.keyboard.press(",");
    await expect.poll(() => placeOf(page)).toBe(places[count]);
  }
  await page.keyboard.press("End");
  await near(length);
  await page.keyboard.press("ArrowLeft");
  await page.evaluate(() => window.easelReplay.settled());
  const back = await timeOf(page);
  expect(back).toBeLessThan(length - 4_900);
  await page.keyboard.press("ArrowRight");
  await near(length);
  await page.keyboard.press("0");
  await near(0);
  await page.keyboard.press("Shift+>");
  await expect(page.getByRole("combobox", { name: "Speed" })).toHaveValue("2");
  await page.keyboard.press("Shift+<");
  await page.keyboard.press("k");
  await expect.poll(() => timeOf(page)).toBeGreaterThan(300);
  await page.keyboard.press(" ");
  expect(await page.evaluate(() => window.easelReplay.isPlaying())).toBe(false);
  // The scrubber is reached by Tab, and says in words where one is.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const slider = page.getByRole("slider", { name: "Moment" });
  await expect(slider).toHaveAttribute("aria-valuetext", /seconds? of .*seconds?, .+ drawing$/);
});

test("the scrubber is dragged, and shows what is under the pointer", async ({ page }) => {
  await replay(page, server, ROOM);
  const box = (await page.getByRole("slider").boundingBox())!;
  const asked = page.waitForRequest(/canvas\.png\?.*width=192/);
  await page.mouse.move(box.x + box.width * 0.3, box.y + 20);
  await asked;
  await expect(page.locator(".thumb img")).toBeVisible();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 8 });
  await page.mouse.up();
  await page.evaluate(() => window.easelReplay.settled());
  const entries = await entriesOf(server, ROOM);
  expect(await heldHash(page)).toBe(hashFromZero(entries, await timeOf(page)));
  const length = await page.evaluate(() => window.easelReplay.length());
  expect(await timeOf(page)).toBeGreaterThan(length * 0.3);
});

test("one author can be looked at, more with Shift, and all again", async ({ page }) => {
  await replay(page, server, ROOM);
  const chips = page.getByRole("list", { name: "Who drew" }).getByRole("button");
  await expect(chips).toHaveCount(3);
  const faint = new Set([live]);
  await chips.nth(1).click();
  await expect(chips.nth(1)).toHaveAttribute("aria-pressed", "true");
  faint.add(await heldHash(page));
  await chips.nth(2).click();
  await expect(chips.nth(1)).toHaveAttribute("aria-pressed", "false");
  faint.add(await heldHash(page));
  expect(faint.size).toBe(3);
  // Of two, both are all.
  await chips.nth(1).click({ modifiers: ["Shift"] });
  expect(await heldHash(page)).toBe(live);
  await chips.nth(0).click();
  expect(await heldHash(page)).toBe(live);
  await page.keyboard.press("Home");
  await chips.nth(1).click();
  await page.keyboard.press("End");
  await chips.nth(0).click();
  expect(await heldHash(page)).toBe(live);
});

test("a link leads to a second, and the button gives one", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await replay(page, server, `${ROOM}?t=2`);
  expect(await timeOf(page)).toBe(2_000);
  expect(await heldHash(page)).toBe(await pictureHash(server, ROOM, "2s"));
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Link to 2 seconds copied").first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${server.url}/replay/${ROOM}?t=2`,
  );
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Save this moment as PNG" }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe(`${ROOM}-00-02.png`);
  expect(saved.url()).toContain(`at=${await placeOf(page)}`);
});

test("it follows the room when it is asked to, and comes back with what it saw", async ({
  page,
  context,
}) => {
  const painter = await context.newPage();
  await enter(painter, server, "followed");
  await scribble(painter, chance(1), 3);
  await settled([painter]);
  await replay(page, server, "followed");
  expect(await heldHash(page)).toBe(await hashOf(painter));
  await page.getByRole("button", { name: "Live" }).click();
  await painter.bringToFront();
  await scribble(painter, chance(2), 3);
  await settled([painter]);
  await page.bringToFront();
  await expect.poll(() => heldHash(page)).toBe(await hashOf(painter));
  await expect.poll(() => shownHash(page)).toBe(await hashOf(painter));
  await page.keyboard.press("Home");
  await expect.poll(() => page.evaluate(() => window.easelReplay.isLive())).toBe(false);
  await page.keyboard.press("End");
  await expect.poll(() => heldHash(page)).toBe(await hashOf(painter));
});

test("moments are listed, and lead where they say", async ({ page }) => {
  await replay(page, server, ROOM);
  await page.getByRole("button", { name: "Moments" }).click();
  const moments = page.getByRole("region", { name: "Moments" });
  await expect(moments.getByRole("button", { name: /cleared the canvas/ })).toHaveCount(1);
  await expect(moments.getByRole("button", { name: /joined/ })).toHaveCount(2);
  await accessible(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await moments.getByRole("button", { name: /cleared the canvas/ }).click();
  await page.evaluate(() => window.easelReplay.settled());
  expect(await heldHash(page)).toBe(await pictureHash(server, ROOM, "0"));
  await page.keyboard.press("Escape");
  await expect(moments).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Moments" })).toBeFocused();
});

test("a stream that is damaged plays to its last good entry, and says so", async ({ page }) => {
  const entries = await entriesOf(server, ROOM);
  const half = entries.slice(0, entries.length >> 1);
  await page.route(/\/entries\?/, (route) =>
    route.fulfill({
      body: `${half.map((entry) => JSON.stringify(entry)).join("\n")}\n{"type":"beg\n`,
    }),
  );
  await replay(page, server, `${ROOM}?t=0`);
  await expect(page.getByRole("alert")).toContainText("The recording is damaged after");
  await page.keyboard.press("End");
  await page.evaluate(() => window.easelReplay.settled());
  const last = half.at(-1)!;
  expect(await placeOf(page)).toBe(last.seq);
  expect(await timeOf(page)).toBe(last.at);
  await accessible(page);
  await page.unroute(/\/entries\?/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a room that was never drawn in says so", async ({ page }) => {
  await page.goto(`${server.url}/replay/blank`);
  await expect(page.getByRole("heading", { name: "No recording for this board" })).toBeVisible();
  await accessible(page);
  await page.goto(`${server.url}/replay/${ROOM}/AAAAAAAAAAAAAAAAAAAAAA`);
  await expect(page.getByRole("heading", { name: /not here any more/ })).toBeVisible();
});

test("a saved canvas ends where it was saved", async ({ page }) => {
  const answer = await fetch(`${server.url}/api/rooms/${ROOM}/saved`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ title: "Two seconds", at: "2s" }),
  });
  const { id, seq } = (await answer.json()) as { id: string; seq: number };
  await replay(page, server, `${ROOM}/${id}`);
  await expect(page.getByRole("heading", { name: "Replay of Two seconds" })).toBeVisible();
  expect(await placeOf(page)).toBe(seq);
  expect(await heldHash(page)).toBe(await pictureHash(server, ROOM, "2s"));
  await expect(page.getByRole("button", { name: "Live" })).toHaveCount(0);
  await page.keyboard.press("Home");
  await page.keyboard.press("k");
  await expect.poll(() => placeOf(page), { timeout: 15_000 }).toBe(seq);
  expect(await heldHash(page)).toBe(await pictureHash(server, ROOM, "2s"));
});

test("the menu of the room leads there", async ({ page }) => {
  await enter(page, server, ROOM);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Replay this board" }).click();
  await expect(page).toHaveURL(`${server.url}/replay/${ROOM}`);
  await expect(page.getByRole("heading", { name: `Replay of ${ROOM}` })).toBeVisible();
});

for (const [name, width, height] of [
  ["desktop", 1280, 720],
  ["phone", 390, 844],
  ["narrow", 320, 640],
  ["side", 844, 390],
] as const) {
  test(`nothing keeps people out: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await replay(page, server, ROOM);
    await accessible(page);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
    const canvas = (await page.locator("canvas[data-layer=base]").boundingBox())!;
    expect(canvas.x + canvas.width).toBeLessThanOrEqual(width);
    for (const control of await page.locator(".replay :is(button, input, select)").all()) {
      const box = await control.boundingBox();
      if (!box || (await control.evaluate((one) => one.closest(".authors")))) continue;
      expect(box.x + box.width, await control.innerHTML()).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
    expect(canvas.height).toBeGreaterThan(120);
    expect(canvas.width / canvas.height).toBeCloseTo(16 / 9, 1);
  });
}
