import { expect, type Page, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, enter, scribble } from "./hand";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

test("the first page", async ({ page }) => {
  await page.goto(server.url);
  await accessible(page);
  await page.getByRole("textbox").fill("  ");
  await page.getByRole("button", { name: /join/i }).click();
  await accessible(page);
});

test("a path that leads nowhere", async ({ page }) => {
  await page.goto(`${server.url}/r/No%20Room`);
  await accessible(page);
});

test("the draw page: blank, drawn on, and without its server", async ({ page }) => {
  await enter(page, server, "access");
  await accessible(page);
  await scribble(page, chance(1));
  await accessible(page);
  await server.kill();
  await expect(page.getByText(/offline/i).first()).toBeVisible();
  await accessible(page);
  await server.run();
});

/** Opens the menu. */
async function menu(page: Page) {
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  return page.getByRole("menu");
}

/** Puts away what lies over the paper. */
async function away(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open], :popover-open")).toHaveCount(0);
}

test("the menu and every dialog, open", async ({ page }) => {
  test.slow();
  await enter(page, server, "dialogs");
  await menu(page);
  await accessible(page);
  await away(page);
  await scribble(page, chance(2));
  await menu(page);
  await accessible(page);
  await away(page);
  for (const name of [
    "Save to gallery…",
    "Add a picture…",
    "New chapter…",
    "Clear…",
    "Who may do what…",
    "shortcuts",
    "Settings",
    "About",
  ]) {
    const item = (await menu(page)).getByRole("menuitem", {
      name: name === "Clear…" ? /^Clear/ : name,
    });
    await item.click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await accessible(page);
    await away(page);
  }
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.locator(".code")).toBeVisible();
  await page.getByRole("button", { name: "Copy a link to watch" }).click();
  await accessible(page);
});

test("the tools that are behind a button, open", async ({ page }) => {
  await enter(page, server, "behind");
  const behind = page.getByRole("toolbar").locator("button[popovertarget]");
  // On a wide page shapes and more, on a narrow one colours and more: two that come when the page rests.
  await expect(behind).toHaveCount(2);
  await expect(page.locator('.sheet [type="checkbox"]')).toBeAttached();
  for (const button of await behind.all()) {
    await button.click();
    await expect(page.locator(".sheet:popover-open")).toBeVisible();
    await accessible(page);
    await away(page);
  }
});

test("people, their list and their chat, and what is said for a moment", async ({
  page,
  browser,
}) => {
  test.slow();
  const other = await (await browser.newContext({ locale: "en" })).newPage();
  await enter(page, server, "others");
  await enter(other, server, "others");
  await page.getByRole("button", { name: "People: 2 here" }).click();
  await other.keyboard.press("y");
  await expect(page.getByText("hand up, number 1")).toBeAttached();
  await page.getByRole("button", { name: /^Your colour/ }).click();
  await accessible(page);
  await away(page);
  await page.getByRole("button", { name: "Chat", exact: true }).click();
  await accessible(page);
  await page.getByRole("textbox", { name: "Say something" }).fill("Hello!");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText("Hello!");
  await accessible(page);
  await page.getByRole("button", { name: "Close the chat" }).click();
  await other.keyboard.press("Control+Delete");
  await other.getByRole("dialog").getByRole("button", { name: "Clear" }).click();
  await expect(page.locator(".toast", { hasText: "cleared the canvas" })).toBeVisible();
  await accessible(page);
  await other.keyboard.press("Alt+p");
  await other.getByRole("button", { name: "Present my view" }).click();
  await expect(page.locator(".banner", { hasText: "is presenting" })).toBeVisible();
  await accessible(page);
  await other.context().close();
});

test("who only watches", async ({ page }) => {
  await page.goto(`${server.url}/r/access?watch=1`);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  await accessible(page);
});

test("the draw page in 320 pixels, and in forced colours", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ forcedColors: "active" });
  await enter(page, server, "narrow");
  await accessible(page);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
});
