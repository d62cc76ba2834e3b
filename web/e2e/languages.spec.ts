import { expect, type Page, test } from "@playwright/test";
import { accessible, fits, SIZES } from "./access";
import { chance, enter, scribble } from "./hand";
import { allEqual } from "./pixels";
import { replay } from "./replaying";
import { Server } from "./server";

const ROOM = "words";

let server: Server;
let saved = { id: "", key: "" };
test.beforeAll(async ({ browser }) => {
  server = await Server.start();
  const pages = [];
  for (let count = 0; count < 2; count += 1) {
    const page = await (await browser.newContext()).newPage();
    await enter(page, server, ROOM);
    await scribble(page, chance(count), 5);
    pages.push(page);
  }
  await allEqual(server, ROOM, pages);
  const body = JSON.stringify({ title: "A house by the lake" });
  const url = `${server.url}/api/rooms/${ROOM}/saved`;
  saved = (await (await fetch(url, { method: "POST", body })).json()) as typeof saved;
  for (const page of pages) await page.context().close();
});
test.afterAll(() => server.dispose());

/** Speaks a language from the next page on, with a canvas of one's own and a host's key. */
async function speak(page: Page, language: string): Promise<void> {
  const kept = {
    "easel.choices": JSON.stringify({ language }),
    "easel.saved": JSON.stringify([{ id: saved.id, key: saved.key }]),
    [`easel.host.${ROOM}`]: "AAAAAAAAAAAAAAAAAAAAAA",
  };
  await page.addInitScript((all) => Object.assign(localStorage, all), kept);
}

for (const language of ["en", "es", "fr", "de", "tr", "ar"]) {
  test(`recordings and the gallery fit in ${language}`, async ({ page }) => {
    await speak(page, language);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const look = async (what: string): Promise<void> => {
        await fits(page, `${what} ${width}`);
        if (process.env.EASEL_SHOTS)
          await page.screenshot({
            path: `${process.env.EASEL_SHOTS}/${language}-${what}-${width}.png`,
          });
        if (width === 390) await accessible(page);
      };
      await replay(page, server, ROOM);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await look("player");
      await page.locator(".panel [aria-haspopup=menu]").click();
      await expect(page.getByRole("menuitem")).toHaveCount(5);
      await look("menu");
      await page.getByRole("menuitem").last().click();
      const dialog = page.getByRole("dialog");
      await dialog.locator("input[name=author]").first().check();
      await expect(dialog.locator("img:not([alt=''])")).toBeVisible();
      await look("hiding");
      await page.goto(`${server.url}/gallery`);
      await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
      await look("gallery");
    }
  });
}
