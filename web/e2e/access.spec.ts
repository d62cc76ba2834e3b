import { expect, test } from "@playwright/test";
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
