import { expect, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, enter, scribble } from "./hand";
import { allEqual, hashOf, seqOf } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

test("from the first page to ink in a room of one's own", async ({ page }) => {
  await page.goto(server.url);
  await expect(page).toHaveTitle(/easel/);
  await page
    .getByRole("link", { name: /start drawing/i })
    .or(page.getByRole("button", { name: /start drawing/i }))
    .click();
  await expect(page).toHaveURL(/\/r\/[a-z]+-[a-z]+-\d\d$/);
  const room = page.url().split("/").at(-1)!;
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  const blank = await hashOf(page);
  await scribble(page, chance(1));
  expect(await hashOf(page)).not.toBe(blank);
  await allEqual(server, room, [page]);
  await page.goto(server.url);
  await expect(page.getByText(room)).toBeVisible();
});

test("while the script is on its way the page is not blank, and then nothing of that is left", async ({
  page,
}) => {
  const mark = page.locator("#page > svg");
  await page.route("**/*.js", (route) => route.abort());
  await page.goto(server.url);
  await expect(mark).toBeVisible();
  await page.unroute("**/*.js");
  await page.reload();
  await expect(page.getByRole("link", { name: /start drawing/i })).toBeVisible();
  await expect(mark).toHaveCount(0);
});

test("a room's name is made plain, and an empty one is asked for again", async ({ page }) => {
  await page.goto(server.url);
  await page.getByRole("textbox").fill("  ");
  await page.getByRole("button", { name: /join/i }).click();
  await expect(page.getByText(/letters, digits and dashes/i)).toBeVisible();
  await page.getByRole("textbox").fill("Ártista Room 7!");
  await page.getByRole("button", { name: /join/i }).click();
  await expect(page).toHaveURL(/\/r\/artista-room-7$/);
});

test("a square by keyboard alone, without a pointer", async ({ page }) => {
  await enter(page, server, "keys");
  await page.locator("canvas[data-layer=base]").focus();
  await page.keyboard.press("Enter");
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
    for (let i = 0; i < 4; i += 1) await page.keyboard.press(`Shift+${key}`);
  }
  await page.keyboard.press("Enter");
  await allEqual(server, "keys", [page]);
  expect(await seqOf(page)).toBeGreaterThan(3);
  await expect(page.locator("canvas[data-layer=base]")).toHaveAttribute(
    "aria-label",
    /1 stroke by 1 person/,
  );
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await allEqual(server, "keys", [page]);
});

test("a server that goes away is said, drawing goes on, and nothing is lost", async ({ page }) => {
  await enter(page, server, "away");
  await scribble(page, chance(2));
  await allEqual(server, "away", [page]);
  await server.kill();
  await expect(page.getByText(/offline/i).first()).toBeVisible();
  await scribble(page, chance(3));
  expect(await page.evaluate(() => window.easel.waiting())).toBe(1);
  await server.run();
  await allEqual(server, "away", [page]);
  await expect(page.getByText(/offline/i)).toHaveCount(0);
});

test("the status tells more when it is pressed: how fast the server is, and how many are here", async ({
  page,
}) => {
  await enter(page, server, "status");
  await page.getByRole("button", { name: "Live" }).click({ timeout: 10_000 });
  const card = page.getByRole("dialog", { name: "Connection" });
  await expect(card).toContainText(/\d+ ms to the server/);
  await expect(card).toContainText("1 person in this room");
  await accessible(page);
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
  await server.kill();
  await page.getByRole("button", { name: "Offline" }).click();
  await expect(card.getByRole("button", { name: "Try now" })).toBeVisible();
  await accessible(page);
  // The page tries by itself too: the button is there only while the server is not.
  const tried = page.waitForEvent("websocket");
  await card.getByRole("button", { name: "Try now" }).click();
  await tried;
  await server.run();
  await expect.poll(() => page.evaluate(() => window.easel.status())).toBe("live");
});

test("who only watches sees everything and has no tools", async ({ page, context }) => {
  await enter(page, server, "watch");
  const viewer = await context.newPage();
  await viewer.goto(`${server.url}/r/watch?watch=1`);
  await scribble(page, chance(4));
  await allEqual(server, "watch", [page, viewer]);
  await expect(viewer.getByRole("toolbar")).toHaveCount(0);
  const before = await hashOf(viewer);
  await scribble(viewer, chance(5));
  expect(await hashOf(viewer)).toBe(before);
});
