import { expect, type Page, test } from "@playwright/test";
import { enter, paper } from "./hand";
import { allEqual, hashOf, seqOf } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

type Pen = { type: string; x: number; y: number; force?: number; buttons?: number };

async function pen(page: Page) {
  const client = await page.context().newCDPSession(page);
  return ({ type, x, y, force = 0.5, buttons = 1 }: Pen) =>
    client.send("Input.dispatchMouseEvent", {
      type: type as "mousePressed",
      x,
      y,
      button: type === "mouseMoved" && buttons === 0 ? "none" : "left",
      buttons,
      force,
      clickCount: 1,
      pointerType: "pen",
    });
}

/** How many rows of the canvas are inked in a column, 0 to 1 across. */
async function thickness(page: Page, across: number): Promise<number> {
  return page.evaluate((across) => {
    const pixels = window.easel.pixels();
    const canvas = document.querySelector<HTMLCanvasElement>("canvas[data-layer=base]")!;
    const x = Math.round(canvas.width * across);
    let rows = 0;
    for (let y = 0; y < canvas.height; y += 1) {
      if (pixels[(y * canvas.width + x) * 4]! < 128) rows += 1;
    }
    return rows;
  }, across);
}

test("a burst of pen moves is all drawn, and pressure is its width", async ({ page }) => {
  await enter(page, server, "pen");
  const box = await paper(page);
  const move = await pen(page);
  const y = box.y + box.height / 2;
  const at = (part: number) => box.x + box.width * part;
  for (let i = 0; i < 6; i += 1) await page.keyboard.press("]");
  await move({ type: "mousePressed", x: at(0.2), y, force: 0.1 });
  const steps = 24;
  const burst = Array.from({ length: steps }, (_, i) => (i + 1) / steps);
  await Promise.all(
    burst.map((part) =>
      move({ type: "mouseMoved", x: at(0.2 + 0.6 * part), y, force: 0.1 + 0.9 * part }),
    ),
  );
  await move({ type: "mouseReleased", x: at(0.8), y, force: 0, buttons: 0 });
  await allEqual(server, "pen", [page]);
  const [thin, thick] = [await thickness(page, 0.25), await thickness(page, 0.75)];
  expect(thin).toBeGreaterThan(0);
  expect(thick).toBeGreaterThan(thin * 1.5);
  await expect(page.getByText(/pen mode/i).first()).toBeVisible();
});

test("a palm beside the pen draws nothing", async ({ page }) => {
  await enter(page, server, "palm");
  const box = await paper(page);
  const move = await pen(page);
  const client = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width * 0.3, box.y + box.height * 0.3];
  await move({ type: "mousePressed", x, y });
  await move({ type: "mouseMoved", x: x + 60, y });
  const palm = { x: box.x + box.width * 0.7, y: box.y + box.height * 0.7, id: 5 };
  await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [palm] });
  await move({ type: "mouseMoved", x: x + 120, y });
  await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await move({ type: "mouseReleased", x: x + 120, y, buttons: 0 });
  await allEqual(server, "palm", [page]);
  const [hash, seq] = [await hashOf(page), await seqOf(page)];
  await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [palm] });
  const moved = { ...palm, x: palm.x - 50 };
  await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [moved] });
  await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await allEqual(server, "palm", [page]);
  expect(await hashOf(page)).toBe(hash);
  expect(await seqOf(page)).toBe(seq);
});
