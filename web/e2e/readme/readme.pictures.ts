/** The pictures of README.md: three people draw, a phone joins. */

import { statSync } from "node:fs";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContextOptions,
  expect,
  type Page,
  test,
} from "@playwright/test";
import { enter } from "../hand";
import { settled } from "../pixels";
import { Server } from "../server";
import { Artist, along } from "./artist";
import { blanket, heart, house, meadow, sun, tree, words } from "./scene";

const ASSETS = join(import.meta.dirname, "../../../assets");
const ROOM = "picnic";

/** Most a picture may weigh: a README is read on phones too. */
const PICTURE_BYTES_MAX = 250_000;

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** Somebody in the room, who has been here before. */
async function enterAs(
  browser: Browser,
  me: { name: string; color: string },
  more: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    ...more,
  });
  await context.addInitScript(
    (kept) => {
      localStorage.setItem("easel.me", kept);
      localStorage.setItem("easel.hint", "seen");
    },
    JSON.stringify({ ...me, invented: false }),
  );
  const page = await context.newPage();
  await enter(page, server, ROOM);
  return page;
}

/** Takes a picture that is light enough. */
async function take(page: Page, name: string): Promise<void> {
  const path = join(ASSETS, name);
  await page.screenshot({ path });
  expect(statSync(path).size).toBeLessThanOrEqual(PICTURE_BYTES_MAX);
}

test("three people draw, one on a phone", async ({ browser }) => {
  const ada = await enterAs(browser, { name: "Ada", color: "#1d5fd6" });
  const ben = await enterAs(browser, { name: "Ben", color: "#c62828" });
  const cleo = await enterAs(browser, { name: "Cleo", color: "#1a7436" });
  const pages = [ada, ben, cleo];
  for (const page of pages) await expect(page.locator(".faces .avatar")).toHaveCount(3);
  const [first, second, third] = pages.map((page) => new Artist(page)) as [Artist, Artist, Artist];

  await meadow(first);
  await Promise.all([house(first), tree(second), sun(third)]);
  await Promise.all([words(second), blanket(third)]);
  await settled(pages);

  await second.take("pink", 12);
  await second.draw("p", heart([1180, 520], 5, 0.72), false);
  await third.take("paper", 8);
  await third.draw(
    "p",
    along(12, (part) => [1120 + part * 200, 928 + 6 * Math.sin(part * 7)]),
    false,
  );
  await first.page.keyboard.press("p");
  await first.take("violet", 8);
  await expect(ada.locator(".cursor")).toHaveCount(2);
  await take(ada, "draw-together.png");
  await ben.mouse.up();
  await cleo.mouse.up();

  const phone = await enterAs(
    browser,
    { name: "Dana", color: "#b0177f" },
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  );
  await expect(phone.locator(".faces .avatar")).toHaveCount(2);
  await new Artist(phone).point([860, 640]);
  await phone.keyboard.down("Control");
  for (let i = 0; i < 6; i += 1) await phone.mouse.wheel(0, -40);
  await phone.keyboard.up("Control");
  await phone.getByRole("button", { name: /^Colour and size/ }).click();
  await take(phone, "on-a-phone.png");
});
