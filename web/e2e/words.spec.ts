import { expect, type Page, test } from "@playwright/test";
import { accessible, fits, SIZES } from "./access";
import { chance, enter, scribble } from "./hand";
import { Server } from "./server";

const ROOM = "spoken";

let server: Server;
let other: Page;
test.beforeAll(async ({ browser }) => {
  server = await Server.start();
  other = await (await browser.newContext()).newPage();
  await enter(other, server, ROOM);
  await scribble(other, chance(1), 5);
});
test.afterAll(async () => {
  await other.context().close();
  await server.dispose();
});

/** Puts away what lies over the paper. */
async function away(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open], :popover-open")).toHaveCount(0);
}

/** All that lies over the paper, one after the other: what it is, and the way there. */
const PLACES: [what: string, open: (page: Page) => Promise<void>, shown: string][] = [
  ["menu", (page) => page.locator(".menu-button").click(), ".menu"],
  ["share", (page) => page.locator(".top .share").click(), ".code"],
  ["keys", (page) => page.keyboard.press("?"), ".keys"],
  ["clear", (page) => page.keyboard.press("Control+Delete"), "dialog[open]"],
  ["people", (page) => page.keyboard.press("Alt+p"), ".card:popover-open .person:nth-child(2)"],
  ["settings", (page) => fromMenu(page, -3), ".settings .colors"],
  ["about", (page) => fromMenu(page, -2), "dialog[open]"],
  ["brush", (page) => behind(page, 0), ".sheet:popover-open"],
  ["more", (page) => behind(page, 1), ".sheet:popover-open .pick"],
];

async function fromMenu(page: Page, at: number): Promise<void> {
  await page.locator(".menu-button").click();
  const items = page.getByRole("menuitem");
  await items.nth((await items.count()) + at).click();
}

async function behind(page: Page, at: number): Promise<void> {
  await page.getByRole("toolbar").locator("button[popovertarget]").nth(at).click();
}

for (const language of ["en", "es", "fr", "de", "tr", "ar"]) {
  test(`the page people draw on fits in ${language}`, async ({ page }) => {
    test.setTimeout(150_000);
    const kept = JSON.stringify({ language });
    await page.addInitScript((text) => localStorage.setItem("easel.choices", text), kept);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const look = async (what: string): Promise<void> => {
        await fits(page, `${what} ${width}`);
        // Words change from language to language, what stands around them does not.
        if (width === 390 && language === "ar") await accessible(page);
      };
      await page.goto(server.url);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expect(page.locator(".join")).toBeVisible();
      await look("front page");
      await enter(page, server, ROOM);
      await expect(page.locator(".faces .avatar")).not.toHaveCount(0);
      await expect(page.locator(".pick").first()).toBeAttached();
      await look("paper");
      for (const [what, open, shown] of PLACES) {
        await open(page);
        await expect(page.locator(shown).first()).toBeVisible();
        await look(what);
        await away(page);
      }
      await page.locator(".chat-button").click();
      await expect(page.locator(".chat textarea")).toBeVisible();
      await look("chat");
    }
  });
}
