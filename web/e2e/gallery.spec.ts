import { type Browser, expect, type Page, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, enter, scribble } from "./hand";
import { allEqual, hashOf, serverHash, settled } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** Draws in a room and saves it under a title. */
async function drawAndSave(page: Page, room: string, title: string, isPublic = false) {
  await enter(page, server, room);
  await scribble(page, chance(title.length), 6);
  await settled([page]);
  await choose(page, "Save to gallery…");
  const dialog = page.getByRole("dialog", { name: "Save to the gallery" });
  await dialog.getByLabel("Title").fill(title);
  if (isPublic) await dialog.getByLabel("Anyone can find it").check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

const card = (page: Page, title: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });

/** Somebody else, on another device. */
async function other(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

/** The key of the room, once the page has been given it. */
async function hostKey(page: Page, room: string): Promise<string> {
  const key = () => page.evaluate((name) => localStorage.getItem(`easel.host.${name}`), room);
  await expect.poll(key, { timeout: 10_000 }).not.toBeNull();
  return (await key()) ?? "";
}

test("what is saved is mine; published, anyone finds it by its words", async ({
  page,
  browser,
}) => {
  await enter(page, server, "lake");
  await scribble(page, chance(1), 6);
  await settled([page]);
  await choose(page, "Save to gallery…");
  const dialog = page.getByRole("dialog", { name: "Save to the gallery" });
  const field = dialog.getByLabel("Title");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/^lake · .*\d{4}/);
  await accessible(page);
  await field.fill("   ");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText(/at least one letter/);
  await field.fill("A house by the lake");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Open gallery" }).click();
  await expect(page).toHaveURL(/\/gallery$/);
  const mine = card(page, "A house by the lake");
  await expect(mine).toContainText(/1 person.*sec/);
  await expect(mine.locator("img")).toHaveJSProperty("naturalWidth", 384);
  await accessible(page);

  const ben = await other(browser);
  await ben.goto(`${server.url}/gallery?tab=public&search=LAKE`);
  await expect(ben.getByText("No title has these words.")).toBeVisible();
  await mine.getByRole("button", { name: "More for A house by the lake" }).click();
  await accessible(page);
  await page.getByRole("menuitem", { name: "Publish" }).click();
  await expect(mine.getByText("Public")).toBeVisible();
  await ben.getByLabel("Search titles").fill("by the LAKE");
  await expect(card(ben, "A house by the lake")).toBeVisible();
  await expect(ben).toHaveURL(/search=by\+the\+LAKE/);
  await accessible(ben);
  await ben.getByRole("button", { name: /^More for/ }).click();
  await expect(ben.getByRole("menuitem", { name: "Download as PNG" })).toBeVisible();
  await expect(ben.getByRole("menuitem", { name: "Delete…" })).toHaveCount(0);
  await ben.keyboard.press("Escape");
  await ben.getByLabel("Search titles").fill("castle");
  await expect(card(ben, "A house by the lake")).toHaveCount(0);
  await ben.context().close();
});

test("a canvas gets another title, goes, and comes back", async ({ page }) => {
  await drawAndSave(page, "renamed", "Cat");
  await drawAndSave(page, "kept", "Dog");
  await page.goto(`${server.url}/gallery`);
  await page.getByRole("button", { name: "More for Cat" }).click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  const dialog = page.getByRole("dialog", { name: "Rename this canvas" });
  await expect(dialog.getByLabel("Title")).toHaveValue("Cat");
  await accessible(page);
  await dialog.getByLabel("Title").fill("Two cats");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Dog", "Two cats"]);

  await page.getByRole("button", { name: "More for Dog" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await accessible(page);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Two cats"]);
  await expect(page.getByRole("link", { name: "Replay Two cats" })).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Dog", "Two cats"]);
  await page.reload();
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Dog", "Two cats"]);
});

test("a copy begins as the saved picture, whatever became of its room", async ({ page }) => {
  await drawAndSave(page, "model", "The model");
  const { hash } = await serverHash(server, "model");
  await scribble(page, chance(7));
  await settled([page]);
  expect((await serverHash(server, "model")).hash).not.toBe(hash);
  await page.goto(`${server.url}/gallery`);
  await page.getByRole("button", { name: "Open copy: The model" }).click();
  await expect(page).toHaveURL(/\/r\/(?!model$)[a-z0-9-]+$/);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  await expect.poll(() => hashOf(page)).toBe(hash);
  await hostKey(page, page.url().split("/").at(-1) ?? "");
});

test("all goes by keyboard", async ({ page }) => {
  await drawAndSave(page, "keys", "Keys");
  await page.goto(`${server.url}/gallery`);
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  await expect(page.getByRole("heading", { name: "Keys" })).toBeVisible();
  await press("Tab");
  await expect(page.getByText("Skip to the canvases")).toBeFocused();
  await press("Tab", "Tab", "Tab");
  await expect(page.getByRole("tab", { name: "Mine" })).toBeFocused();
  await press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Public" })).toBeFocused();
  await expect(page.getByRole("tab", { name: "Public" })).toHaveAttribute("aria-selected", "true");
  await press("ArrowLeft");
  await expect(page.getByRole("heading", { name: "Keys" })).toBeVisible();
  await press("Tab", "Tab", "Tab");
  await expect(page.getByRole("link", { name: "Replay Keys" })).toBeFocused();
  await press("Tab", "Tab", "Enter");
  await expect(page.getByRole("menuitem", { name: "Download as PNG" })).toBeFocused();
  await press("End", "Enter");
  const question = page.getByRole("dialog", { name: "Delete Keys?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await press("Tab", "Enter");
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await press("Enter");
  await expect(page.getByRole("heading", { name: "Keys" })).toBeVisible();
});

test("twenty-four canvases at first, the longest first if that is wished", async ({ page }) => {
  await enter(page, server, "many");
  await scribble(page, chance(3), 4);
  await settled([page]);
  await page.evaluate(async () => {
    const held = [];
    for (let i = 0; i < 30; i += 1) {
      const body = JSON.stringify({ title: `Step ${i}`, at: String(1 + (i % 3)) });
      const answer = await fetch("/api/rooms/many/saved", { method: "POST", body });
      const { id, key } = await answer.json();
      held.unshift({ id, key });
    }
    localStorage.setItem("easel.saved", JSON.stringify(held));
  });
  await page.goto(`${server.url}/gallery`);
  const cards = page.getByRole("tabpanel").getByRole("listitem");
  await expect(cards).toHaveCount(24);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(cards).toHaveCount(30);
  await expect(cards.nth(24).getByRole("link")).toBeFocused();
  await expect(page.getByRole("button", { name: "Load more" })).toHaveCount(0);
  await page.getByRole("combobox", { name: "Order" }).selectOption("longest");
  await expect(page).toHaveURL(/sort=longest/);
  await expect(cards).toHaveCount(24);
});

test("a picture that does not come is a name, and is tried again", async ({ page }) => {
  await drawAndSave(page, "broken", "Broken");
  await page.route(/canvas\.png.*width=/, (route) => route.abort());
  await page.goto(`${server.url}/gallery`);
  const retry = page.getByRole("button", { name: "Retry the picture of Broken" });
  await expect(retry).toBeVisible();
  await accessible(page);
  await page.unroute(/canvas\.png.*width=/);
  await retry.click();
  await expect(card(page, "Broken").locator("img")).toHaveJSProperty("naturalWidth", 384);
});

test("without the server it is said, and tried again", async ({ page }) => {
  await drawAndSave(page, "away", "Away");
  await page.goto(`${server.url}/gallery`);
  await expect(card(page, "Away")).toBeVisible();
  await server.kill();
  await page.getByRole("tab", { name: "Public" }).click();
  await expect(page.getByRole("alert")).toHaveText("Can’t reach the server. Try again.");
  await accessible(page);
  await server.run();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a chapter stands in the timeline", async ({ page }) => {
  await enter(page, server, "story");
  await scribble(page, chance(5), 4);
  await choose(page, "New chapter…");
  const dialog = page.getByRole("dialog", { name: "Begin a new chapter" });
  await accessible(page);
  await dialog.getByLabel("Title").fill("The roof");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  const titles = async () => {
    const answer = await fetch(`${server.url}/api/rooms/story/timeline`);
    const { marks } = (await answer.json()) as { marks: { kind: string; title?: string }[] };
    return marks.filter(({ kind }) => kind === "chapter").map(({ title }) => title);
  };
  await expect.poll(titles).toEqual(["The roof"]);
});

test("who drew first brings a moment back for everybody, and can undo it", async ({
  page,
  browser,
}) => {
  await enter(page, server, "past");
  await scribble(page, chance(8));
  const seq = await settled([page]);
  const then = await hashOf(page);
  const ben = await other(browser);
  await enter(ben, server, "past");
  await scribble(ben, chance(9));
  await settled([page, ben]);
  const now = await allEqual(server, "past", [page, ben]);
  expect(now).not.toBe(then);
  const key = await hostKey(page, "past");
  expect(await ben.evaluate(() => localStorage.getItem("easel.host.past"))).toBeNull();
  // Whoever leaves the room keeps its token in the tab: with it the moment is brought back.
  await page.goto(`${server.url}/gallery`);
  const status = await page.evaluate(
    async ([at, secret]) => {
      const token = sessionStorage.getItem("easel.token.past");
      const headers = { authorization: `Bearer ${secret}` };
      const body = JSON.stringify({ at, token });
      return (await fetch("/api/rooms/past/restores", { method: "POST", headers, body })).status;
    },
    [String(seq), key] as const,
  );
  expect(status).toBe(202);
  await expect.poll(() => hashOf(ben)).toBe(then);
  await enter(page, server, "past");
  expect(await allEqual(server, "past", [page, ben])).toBe(then);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => hashOf(ben)).toBe(now);
  await allEqual(server, "past", [page, ben]);
  await ben.context().close();
});

test("on a phone nothing stands beyond the edge, and everything is large enough", async ({
  browser,
}) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await drawAndSave(page, "phone", "A long title that does not fit onto a small screen", true);
  await page.goto(`${server.url}/gallery`);
  await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
  const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await beyond()).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await beyond()).toBeLessThanOrEqual(0);
  await accessible(page);
  for (const control of await page.locator("button:visible, a.button, input, select").all()) {
    const box = await control.boundingBox();
    if (box && box.width > 1)
      expect(box.height, await control.innerText()).toBeGreaterThanOrEqual(40);
  }
  await context.close();
});
