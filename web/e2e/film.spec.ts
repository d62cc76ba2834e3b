/** The dialog that makes films, opened by itself: pages open it in their own way. */

import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { createServer, type ViteDevServer } from "vite";
import { accessible } from "./access";
import { chance, scribble } from "./hand";
import { Server } from "./server";

let server: Server;
let vite: ViteDevServer;
let url = "";

test.beforeAll(async () => {
  server = await Server.start();
  const root = `${import.meta.dirname}/..`;
  const proxy = { "/ws": { target: server.url, ws: true }, "/api": { target: server.url } };
  vite = await createServer({
    root,
    logLevel: "error",
    cacheDir: `${server.data}/vite`,
    server: { port: 0, host: "127.0.0.1", proxy, hmr: false, watch: null },
  });
  await vite.listen();
  url = vite.resolvedUrls?.local[0]?.replace(/\/$/, "") ?? "";
});

test.afterAll(async () => {
  await vite.close();
  await server.dispose();
});

/** Opens the dialog over a room with three strokes, or over one without. */
async function openFilm(page: Page, room: string, isBlank = false) {
  await page.goto(`${url}/r/${room}`);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  const random = chance(3);
  for (let i = 0; i < 3 && !isBlank; i += 1) await scribble(page, random, 6);
  await page.getByRole("button", { name: "Menu" }).waitFor();
  await page.evaluate(async (room) => {
    const path = "/src/film/FilmDialog.tsx";
    const { openFilm } = (await import(/* @vite-ignore */ path)) as {
      openFilm: (span: { room: string }) => void;
    };
    openFilm({ room });
  }, room);
  return page.getByRole("dialog", { name: "Save as a film" });
}

test("a film is chosen, made and downloaded with the keyboard alone", async ({ page }) => {
  const dialog = await openFilm(page, "film");
  const gif = dialog.getByRole("radio", { name: /^GIF/ });
  await expect(gif).toBeFocused();
  await expect(gif).toBeChecked();
  await accessible(page);
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: /WebP/ })).toBeChecked();
  await dialog.getByRole("combobox", { name: "Length" }).selectOption("10 seconds");
  await dialog.getByRole("combobox", { name: "Width" }).selectOption("480 pixels");
  await page.keyboard.press("Enter");
  const download = dialog.getByRole("link", { name: /^Download/ });
  await expect(download).toBeFocused({ timeout: 30_000 });
  await expect(dialog.getByRole("status")).toHaveText("The film is ready.");
  await expect(download).toContainText(/[\d,.]+ kB/);
  await accessible(page);
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(file.suggestedFilename()).toBe("film.webp");
  expect(
    readFileSync(await file.path())
      .subarray(8, 12)
      .toString(),
  ).toBe("WEBP");
  await dialog.getByRole("button", { name: "Make another" }).click();
  await expect(dialog.getByRole("radio", { name: /WebP/ })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("a film that takes long tells how far it is and can be canceled", async ({ page }) => {
  const dialog = await openFilm(page, "long");
  let state: object = { state: "waiting", progress: 0 };
  const canceled: string[] = [];
  await page.route("**/api/films/*", (route) => {
    if (route.request().method() === "DELETE") canceled.push(route.request().url());
    return route.fulfill({ json: state });
  });
  await dialog.getByRole("button", { name: "Make the film" }).click();
  await expect(dialog.getByText("Other films are made first…").first()).toBeVisible();
  state = { state: "working", progress: 425 };
  const bar = dialog.getByRole("progressbar", { name: "Progress" });
  await expect(bar).toHaveJSProperty("value", 425);
  await expect(dialog.getByText("42 % done")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await accessible(page);
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Make the film" })).toBeVisible();
  expect(canceled).toHaveLength(1);
  state = { state: "failed", progress: 0, sentence: "The film became too large." };
  await dialog.getByRole("button", { name: "Make the film" }).click();
  await expect(dialog.getByText("The film became too large.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Try again" })).toBeFocused();
  await accessible(page);
  state = { state: "working", progress: 9 };
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Make the film" }).click();
  await expect(bar).toBeVisible();
  await page.keyboard.press("Escape");
  await expect.poll(() => canceled.length).toBe(2);
});

test("a room without a drawing has no film", async ({ page }) => {
  const dialog = await openFilm(page, "blank", true);
  await dialog.getByRole("button", { name: "Make the film" }).click();
  await expect(dialog.getByText(/Nothing is drawn yet/).first()).toBeVisible();
});
