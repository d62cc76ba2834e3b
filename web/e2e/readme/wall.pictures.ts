/** The picture of a class in README.md: a teacher's wall, on which six pupils draw. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { Server } from "../server";
import { Artist } from "./artist";
import { heart, house, meadow, sun, tree, words } from "./scene";

const PICTURE = join(import.meta.dirname, "../../../assets/class-wall.png");

/** Most the picture may weigh: a README is read on phones too. */
const PICTURE_BYTES_MAX = 250_000;

/** What each pupil draws. */
const PUPILS: Record<string, (artist: Artist) => Promise<void>> = {
  Ada: house,
  Ben: tree,
  Cleo: sun,
  Dilara: meadow,
  Emil: async (artist) => {
    await artist.take("pink", 24);
    await artist.draw("p", heart([960, 420], 14));
  },
  Fatima: words,
};

const PUPILS_COUNT = Object.keys(PUPILS).length;

/** How many small pictures show something. */
function inked(): number {
  const has = (canvas: HTMLCanvasElement): boolean => {
    const context = canvas.getContext("2d");
    const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return pixels.some(
      (value, at) => at % 4 < 3 && value < 120 && (pixels[at - (at % 4) + 3] ?? 0) > 0,
    );
  };
  return [...document.querySelectorAll<HTMLCanvasElement>(".seat canvas")].filter(has).length;
}

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

async function device(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
  });
  await context.addInitScript(() => localStorage.setItem("easel.hint", "seen"));
  return context.newPage();
}

test("a teacher sees what six pupils draw", async ({ browser }) => {
  const teacher = await device(browser);
  await teacher.goto(`${server.url}/c`);
  await teacher.getByLabel("Title").fill("A day in the country");
  await teacher.getByRole("button", { name: "Create the class" }).click();
  await teacher.getByRole("button", { name: "I have kept it" }).click();
  await teacher.getByRole("button", { name: "Start", exact: true }).click();
  const link = await teacher.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("easel.classes") ?? "[]") as { code: string }[];
    return `/j/${kept[0]?.code}`;
  });
  const pupils: Page[] = [];
  for (const [name, draws] of Object.entries(PUPILS)) {
    const page = await device(browser);
    await page.goto(server.url + link);
    await page.getByLabel("Your name").fill(name);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/r\/c/);
    await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
    await draws(new Artist(page));
    pupils.push(page);
  }
  await pupils[4]?.keyboard.press("y");
  await expect(teacher.getByText("hand up").first()).toBeAttached();
  await expect(teacher.getByText("6 students here")).toBeVisible();
  await teacher.getByLabel("Columns").fill("3");
  await expect.poll(() => teacher.evaluate(inked)).toBe(PUPILS_COUNT);
  await teacher.screenshot({ path: PICTURE });
  expect(statSync(PICTURE).size).toBeLessThanOrEqual(PICTURE_BYTES_MAX);
});
