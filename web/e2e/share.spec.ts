import { expect, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, enter, scribble } from "./hand";
import { allEqual } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

test("the share dialog has link, code and QR, and gives the focus back", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await enter(page, server, "shared");
  const button = page.getByRole("button", { name: "Share" });
  await button.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Share this room" });
  const copy = dialog.getByRole("button", { name: "Copy", exact: true });
  await expect(copy).toBeFocused();
  await expect(dialog.getByText(/^Or type this code/)).toContainText(/[A-Z]{3} [A-Z]{3}/);
  await expect(dialog.getByRole("img", { name: /QR/ })).toHaveJSProperty("complete", true);
  await copy.click();
  await expect(dialog.getByRole("button", { name: "Copied ✓" })).toBeVisible();
  await expect(dialog.getByRole("status")).toHaveText("Link copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${server.url}/r/shared`);
  await dialog.getByRole("button", { name: "Copy a link to watch" }).click();
  await expect(dialog.getByRole("status")).toHaveText("Link to watch copied");
  await dialog.getByRole("button", { name: "Copy as picture" }).click();
  await expect(dialog.getByRole("status")).toHaveText(/Nothing is drawn yet/);
  await accessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("the menu goes by keyboard, and leads to dialogs without a fault", async ({ page }) => {
  await enter(page, server, "menu");
  await scribble(page, chance(1));
  const button = page.getByRole("button", { name: "Menu" });
  await button.focus();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu");
  const first = menu.getByRole("menuitem").first();
  await expect(first).toBeFocused();
  await expect(first).toHaveAttribute("href", "/api/rooms/menu/canvas.png");
  await accessible(page);
  await page.keyboard.press("End");
  await expect(menu.getByRole("menuitem", { name: "Back to start" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(button).toBeFocused();
  for (const name of ["Keyboard shortcuts", "Settings", "About easel", "Add a picture…"]) {
    await button.click();
    await menu.getByRole("menuitem", { name }).click();
    const dialog = page.getByRole("dialog", { name: name.replace("…", "") });
    await expect(dialog).toBeVisible();
    await accessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
});

test("the picture is saved by key, and from the menu in twice the size and as SVG", async ({
  page,
}) => {
  await enter(page, server, "export");
  await scribble(page, chance(3));
  await expect.poll(() => page.evaluate(() => window.easel.seq())).toBeGreaterThan(0);
  const file = page.waitForEvent("download");
  await page.keyboard.press("Control+Shift+E");
  expect((await file).suggestedFilename()).toBe("export.png");
  await page.getByRole("button", { name: "Menu" }).click();
  for (const [name, start] of [
    ["Save as PNG, twice the size", "image/png"],
    ["Save as SVG", "image/svg+xml"],
  ] as const) {
    const href = await page.getByRole("menuitem", { name }).getAttribute("href");
    const answer = await page.request.get(server.url + href);
    expect(answer.headers()["content-type"]).toBe(start);
  }
});

test("name and colour are changed in the settings too, and others see it", async ({
  page,
  browser,
}) => {
  const other = await (await browser.newContext()).newPage();
  await enter(other, server, "called");
  await enter(page, server, "called");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.keyboard.press("Enter");
  await dialog.getByRole("radio", { name: "Teal" }).check({ force: true });
  await dialog.getByRole("combobox", { name: "Show cursors" }).selectOption("none");
  await accessible(page);
  await other.getByRole("button", { name: "People: 2 here" }).click();
  await expect(other.locator(".person-name", { hasText: "Ada" })).toBeVisible();
  await dialog.getByRole("checkbox", { name: /less delay/ }).click();
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  await scribble(page, chance(4));
  await allEqual(server, "called", [page, other]);
  await other.context().close();
});

test("settings are kept: dark, the bar on the right, no single letters", async ({ page }) => {
  await enter(page, server, "settings");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByRole("combobox", { name: "Colours of the page" }).selectOption("dark");
  await page.getByRole("combobox", { name: "Tools" }).selectOption("right");
  await page.getByLabel("Single letters are shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect
    .poll(async () => (await page.getByRole("toolbar").boundingBox())?.x ?? 0)
    .toBeGreaterThan(900);
  await page.keyboard.press("e");
  await expect(page.getByRole("button", { name: "Pencil" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Forget me on this device" }).click();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test("on a projector the code stands beside the paper, and P brings the tools", async ({
  page,
}) => {
  await page.goto(`${server.url}/r/beam?present=1`);
  await expect(page.getByText("Join with this code")).toContainText(/[A-Z]{3} [A-Z]{3}/);
  await expect(page.getByRole("toolbar")).toBeHidden();
  await accessible(page);
  await page.keyboard.press("p");
  await expect(page.getByRole("toolbar")).toBeVisible();
  await page.keyboard.press("p");
  await expect(page.getByRole("toolbar")).toBeHidden();
});

test("inside another page there is a way to the whole one", async ({ page }) => {
  await page.goto(`${server.url}/r/framed?embed=1`);
  await expect(page.getByRole("link", { name: "Open in easel" })).toHaveAttribute(
    "href",
    "/r/framed",
  );
  await expect(page.getByRole("button", { name: "Share" })).toBeHidden();
  await expect(page.getByRole("toolbar")).toBeVisible();
});
