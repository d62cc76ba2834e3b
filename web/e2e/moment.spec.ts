import { expect, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, enter, scribble } from "./hand";
import { allEqual, hashOf, settled } from "./pixels";
import { heldHash, pictureHash, placeOf, replay } from "./replaying";
import { Server } from "./server";

const ROOM = "moments";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

test("a moment is copied, saved, and brought back; that can be undone in the room", async ({
  page,
  browser,
}) => {
  await enter(page, server, ROOM);
  await scribble(page, chance(1), 5);
  const seq = await settled([page]);
  const then = await hashOf(page);
  await scribble(page, chance(2), 5);
  await settled([page]);
  const key = () => page.evaluate((room) => localStorage.getItem(`easel.host.${room}`), ROOM);
  await expect.poll(key, { timeout: 10_000 }).not.toBeNull();
  const ben = await (await browser.newContext()).newPage();
  await enter(ben, server, ROOM);
  const now = await allEqual(server, ROOM, [page, ben]);
  expect(now).not.toBe(then);

  const stand = async (): Promise<void> => {
    await replay(page, server, ROOM);
    await page.keyboard.press(",");
    await expect.poll(() => placeOf(page)).toBe(seq);
    await page.evaluate(() => window.easelReplay.settled());
    expect(await heldHash(page)).toBe(then);
    await page.getByRole("button", { name: "This moment", exact: true }).click();
  };

  await stand();
  await accessible(page);
  await page.getByRole("menuitem", { name: "Save this moment…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save to the gallery" });
  await dialog.getByLabel("Title").fill("The first stroke");
  const box = dialog.getByLabel("Anyone can find it");
  await box.focus();
  await page.keyboard.press("Space");
  await expect(box).toBeChecked();
  await page.keyboard.press("Space");
  await expect(box).not.toBeChecked();
  await page.keyboard.press("Home");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Open gallery" }).click();
  await page.getByRole("link", { name: "Replay The first stroke" }).click();
  await expect(page.getByRole("heading", { name: "Replay of The first stroke" })).toBeVisible();
  await page.keyboard.press("End");
  await expect.poll(() => placeOf(page)).toBe(seq);
  expect(await heldHash(page)).toBe(then);

  await stand();
  await page.getByRole("menuitem", { name: "Bring the room back to this moment…" }).click();
  const question = page.getByRole("dialog", { name: "Bring the room back to this moment?" });
  await accessible(page);
  await question.getByRole("button", { name: "Bring it back" }).click();
  await expect.poll(() => hashOf(ben)).toBe(then);
  await expect(page.locator(".toast")).toContainText("The room shows this moment again");
  await page.keyboard.press("End");
  await expect.poll(() => placeOf(page)).toBeGreaterThan(seq);
  expect(await heldHash(page)).toBe(then);
  await page.getByRole("button", { name: "Open the room" }).click();
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  expect(await allEqual(server, ROOM, [page, ben])).toBe(then);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => hashOf(ben)).toBe(now);
  expect(await allEqual(server, ROOM, [page, ben])).toBe(now);

  await replay(page, server, ROOM);
  // Where a pen is down a copy is not what is shown: nobody draws there, and its stroke ends after 20 s (V6).
  await page.keyboard.press("Home");
  await page.keyboard.press(".");
  await expect.poll(() => placeOf(page)).toBe(seq);
  await page.getByRole("button", { name: "This moment", exact: true }).click();
  await page.getByRole("menuitem", { name: "Open a copy from here" }).click();
  await expect(page).toHaveURL(/\/r\/(?!moments$)[a-z0-9-]+$/);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  await expect.poll(() => hashOf(page)).toBe(await pictureHash(server, ROOM, String(seq)));
  await ben.context().close();
});

test("with fingers, a long press looks at one author more", async ({ browser }) => {
  const context = await browser.newContext({
    hasTouch: true,
    viewport: { width: 390, height: 844 },
  });
  const pages = [await context.newPage(), await (await browser.newContext()).newPage()];
  for (const [index, one] of pages.entries()) {
    await enter(one, server, "fingers");
    await scribble(one, chance(index), 4);
  }
  const all = await allEqual(server, "fingers", pages);
  const [page] = pages as [(typeof pages)[0]];
  await replay(page, server, "fingers");
  const chips = page.getByRole("list", { name: "Who drew" }).getByRole("button");
  await chips.nth(1).tap();
  await expect(chips.nth(1)).toHaveAttribute("aria-pressed", "true");
  expect(await heldHash(page)).not.toBe(all);
  const box = (await chips.nth(2).boundingBox())!;
  const touch = await context.newCDPSession(page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await expect(chips.nth(2)).toHaveAttribute("aria-pressed", "true");
  await page.waitForTimeout(600);
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(chips.nth(1)).toHaveAttribute("aria-pressed", "true");
  await expect(chips.nth(2)).toHaveAttribute("aria-pressed", "true");
  expect(await heldHash(page)).toBe(all);
  await chips.nth(2).tap();
  await expect(chips.nth(1)).toHaveAttribute("aria-pressed", "false");
  for (const one of pages) await one.context().close();
});

test("all up to a moment becomes a film", async ({ page }) => {
  await enter(page, server, "filmed");
  await scribble(page, chance(3), 5);
  await settled([page]);
  await replay(page, server, "filmed");
  await page.keyboard.press("End");
  await page.getByRole("button", { name: "This moment", exact: true }).click();
  await page.getByRole("menuitem", { name: "Make a film up to here…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a film" });
  await dialog.getByRole("radio", { name: /^GIF/ }).check();
  await dialog.getByRole("button", { name: "Make the film" }).click();
  const link = dialog.getByRole("link", { name: /download/i });
  await expect(link).toBeVisible({ timeout: 30_000 });
  const made = page.waitForEvent("download");
  await link.click();
  expect((await made).suggestedFilename()).toMatch(/\.gif$/);
});
