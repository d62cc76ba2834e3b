/** A room inside a page of another site: where the server allows it, one draws there as elsewhere. */

import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { enter } from "./hand";
import { allEqual, hashOf } from "./pixels";
import { Server } from "./server";

/** What the other site shows in its frame. */
let framed = "";
let site: HttpServer;
let address = "";
let server: Server;

test.beforeAll(async () => {
  site = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end(`<!doctype html><title>Lesson</title><h1>Lesson</h1>
      <iframe title="Drawing" src="${framed}" width="900" height="500"></iframe>`);
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  // Another host name, not only another port: browsers keep such frames apart.
  address = `http://localhost:${(site.address() as AddressInfo).port}`;
});
test.afterAll(() => {
  site.close();
  site.closeAllConnections();
});
test.afterEach(() => server.dispose());

/** Opens the other site, with a room in its frame. */
async function lesson(page: Page): Promise<void> {
  framed = `${server.url}/r/lesson?embed=1`;
  await page.goto(address);
}

test("a site that may frame rooms shows one, and people draw in it", async ({ page, browser }) => {
  server = await Server.start("--frame-ancestors", address);
  const elsewhere = await (await browser.newContext()).newPage();
  await enter(elsewhere, server, "lesson");
  const blank = await hashOf(elsewhere);
  await lesson(page);
  const frame = page.frameLocator("iframe");
  const paper = frame.locator("canvas[data-layer=base]");
  await expect(frame.getByRole("toolbar", { name: "Drawing tools" })).toBeVisible();
  await expect(frame.getByRole("banner")).toHaveCount(0);
  await expect(frame.getByRole("link", { name: "Open in easel" })).toHaveAttribute(
    "href",
    "/r/lesson",
  );
  const box = await paper.boundingBox();
  if (!box) throw new Error("there is no paper in the frame");
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => hashOf(elsewhere)).not.toBe(blank);
  const drawn = await allEqual(server, "lesson", [elsewhere]);
  const [, inside] = page.frames();
  await expect.poll(() => inside?.evaluate(() => window.easel.hash())).toBe(drawn);
  await frame.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => hashOf(elsewhere)).toBe(blank);
  await elsewhere.context().close();
});

test("a site that is not listed shows nothing of a room", async ({ page }) => {
  server = await Server.start("--frame-ancestors", "https://lms.example.org");
  const said: string[] = [];
  page.on("console", (line) => said.push(line.text()));
  await lesson(page);
  await expect.poll(() => said.join("\n")).toMatch(/frame-ancestors/);
  await expect(page.frameLocator("iframe").locator("canvas")).toHaveCount(0);
  expect(page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  const { clientCount } = await (await fetch(`${server.url}/api/rooms/lesson`)).json();
  expect(clientCount).toBe(0);
});
