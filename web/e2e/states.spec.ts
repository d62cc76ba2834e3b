import { expect, type Page, test } from "@playwright/test";
import { chance, enter, scribble } from "./hand";
import { allEqual, hashOf, serverHash } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** Answers every question of the browser with yes: leave the page. */
function leaving(page: Page): void {
  page.on("dialog", (dialog) => dialog.accept().catch(() => {}));
}

/** Reloads a page while the server is away, and again when it is back. */
async function reloadAcross(page: Page, room: string): Promise<void> {
  await page.reload().catch(() => {});
  await server.run();
  await expect
    .poll(async () => {
      // The browser's own page that says so may still be coming, and would interrupt.
      const status = await page.evaluate(() => window.easel?.status()).catch(() => undefined);
      if (!status) await page.goto(`${server.url}/r/${room}`).catch(() => {});
      return status;
    })
    .toBe("live");
}

test("strokes drawn without the server outlive a reload, and are there once", async ({ page }) => {
  leaving(page);
  await enter(page, server, "unsent");
  await scribble(page, chance(1));
  await allEqual(server, "unsent", [page]);
  await server.kill();
  await expect.poll(() => page.evaluate(() => window.easel.status())).toBe("waiting");
  await scribble(page, chance(2));
  await scribble(page, chance(3));
  expect(await page.evaluate(() => window.easel.waiting())).toBe(2);
  const drawn = await hashOf(page);
  await reloadAcross(page, "unsent");
  expect(await allEqual(server, "unsent", [page])).toBe(drawn);
  await page.reload();
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  expect(await allEqual(server, "unsent", [page])).toBe(drawn);
  // Both are one's own, and each is there once: two steps back and they are gone.
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  const blank = await page.context().newPage();
  await enter(blank, server, "unsent-blank");
  await expect
    .poll(async () => (await serverHash(server, "unsent")).hash)
    .toBe(await hashOf(blank));
});

test("strokes drawn without the server outlive their tab, and are there once", async ({
  page,
  context,
}) => {
  leaving(page);
  await enter(page, server, "closed");
  await scribble(page, chance(5));
  await allEqual(server, "closed", [page]);
  await server.kill();
  await expect.poll(() => page.evaluate(() => window.easel.status())).toBe("waiting");
  await scribble(page, chance(6));
  await scribble(page, chance(7));
  const drawn = await hashOf(page);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => context.pages().length).toBe(0);
  await server.run();
  const [next, other] = [await context.newPage(), await context.newPage()];
  await Promise.all([enter(next, server, "closed"), enter(other, server, "closed")]);
  await expect.poll(() => hashOf(next), { timeout: 15_000 }).toBe(drawn);
  const told = async (page: Page) => page.locator(".toast", { hasText: "2 strokes added" }).count();
  // One of them told the room, and says so.
  await expect.poll(async () => (await told(next)) + (await told(other))).toBe(1);
  expect(await allEqual(server, "closed", [next, other])).toBe(drawn);
  const kept = () =>
    next.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(".left.")));
  await expect.poll(kept).toEqual([]);
  const third = await context.newPage();
  await enter(third, server, "closed");
  await expect(third.getByLabel("Zoom", { exact: true })).toBeAttached({ timeout: 10_000 });
  expect(await allEqual(server, "closed", [next, third])).toBe(drawn);
});

test("a stroke under the pen outlives a reload", async ({ page }) => {
  leaving(page);
  await enter(page, server, "half");
  await page.mouse.move(300, 300);
  await page.mouse.down();
  await page.mouse.move(500, 320, { steps: 10 });
  await server.kill();
  await page.mouse.move(700, 380, { steps: 10 });
  await reloadAcross(page, "half");
  await allEqual(server, "half", [page]);
  const right = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("canvas[data-layer=base]")!;
    const { data } = canvas.getContext("2d", { alpha: false })!.getImageData(0, 0, 1920, 1080);
    let most = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at]! < 128) most = Math.max(most, (at / 4) % 1920);
    }
    const box = canvas.getBoundingClientRect();
    return box.left + (most * box.width) / 1920;
  });
  expect(right).toBeGreaterThan(690);
});

test("a page that is older than the server says so, and draws on", async ({ page }) => {
  await page.routeWebSocket(/\/ws\//, (socket) => {
    const up = socket.connectToServer();
    up.onMessage((message) =>
      socket.send(String(message).replace(/"page":"[^"]*"/, '"page":"index-newer.js"')),
    );
  });
  await enter(page, server, "older");
  await expect(page.getByRole("alert")).toHaveText(/This page is older than the server/);
  await scribble(page, chance(4));
  await expect.poll(() => page.evaluate(() => window.easel.waiting())).toBe(0);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
});

test("who does not get into a full room can watch, and gets in when there is space", async ({
  page,
  context,
}) => {
  const small = await Server.start("--room-clients", "1");
  await enter(page, small, "full");
  await scribble(page, chance(5));
  const second = await context.newPage();
  await second.goto(`${small.url}/r/full`);
  await expect(second.getByRole("alert")).toHaveText(/This room is full\. You can watch/);
  const picture = second.getByRole("img", { name: "The canvas as it is now" });
  await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(1920);
  await page.close();
  await second.getByRole("button", { name: "Try now" }).click();
  await expect.poll(() => second.evaluate(() => window.easel.status())).toBe("live");
  await expect(second.getByRole("alert")).toHaveCount(0);
  await small.dispose();
});

test("a page that draws more than it may send says so, and all of it arrives", async ({ page }) => {
  const strict = await Server.start("--points-per-second", "20");
  await enter(page, strict, "much");
  for (let seed = 0; seed < 10; seed += 1) await scribble(page, chance(seed));
  const status = page.locator(".chip-words");
  await expect(status).toHaveText(/^Sending – \d+ to go$/);
  await expect.poll(() => page.evaluate(() => window.easel.waiting()), { timeout: 40_000 }).toBe(0);
  await expect(status).toHaveText("Live");
  await allEqual(strict, "much", [page]);
  await strict.dispose();
});
