import { expect, type Page, test } from "@playwright/test";
import { enter, paper } from "./hand";
import { allEqual } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** CSS pixels of one canvas pixel. */
async function zoomOf(page: Page): Promise<number> {
  return (await paper(page)).width / 1920;
}

test("keys zoom, to a hundred percent, and back to the whole paper", async ({ page }) => {
  await enter(page, server, "zoom-keys");
  const fitted = await zoomOf(page);
  await page.keyboard.press("Control+=");
  await expect.poll(() => zoomOf(page)).toBeCloseTo(fitted * 1.25, 3);
  await page.keyboard.press("Control+Shift++");
  await expect.poll(() => zoomOf(page)).toBeCloseTo(fitted * 1.25 ** 2, 3);
  for (let count = 0; count < 3; count += 1) await page.keyboard.press("Control+-");
  await expect.poll(() => zoomOf(page)).toBeCloseTo(fitted / 1.25, 3);
  await page.keyboard.press("Control+0");
  await expect.poll(() => zoomOf(page)).toBeCloseTo(1, 3);
  await page.keyboard.press("f");
  await expect.poll(() => zoomOf(page)).toBeCloseTo(fitted, 3);
});

for (const [width, height] of [
  [1500, 900],
  [1400, 900],
  [1280, 800],
  [390, 844],
  [844, 390],
] as const) {
  test(`one finger or a mouse without a wheel zooms too, in ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await enter(page, server, "zoom-buttons");
    const fitted = await zoomOf(page);
    const zoom = page.getByRole("button", { name: "Zoom in" });
    const more = page.getByRole("toolbar").getByRole("button", { name: "More" });
    if (width < 1480) await more.click();
    await zoom.filter({ visible: true }).click();
    await zoom.filter({ visible: true }).click();
    await expect.poll(() => zoomOf(page)).toBeCloseTo(fitted * 1.25 ** 2, 3);
    await page.getByRole("button", { name: "Zoom out" }).filter({ visible: true }).click();
    await expect.poll(() => zoomOf(page)).toBeCloseTo(fitted * 1.25, 3);
    await page
      .getByRole("button", { name: /fit to the window/ })
      .filter({ visible: true })
      .click();
    await expect.poll(() => zoomOf(page)).toBeCloseTo(fitted, 3);
  });
}

test("the paper goes with the keyboard's pen, so that it is never out of sight", async ({
  page,
}) => {
  await enter(page, server, "zoom-pen");
  for (let count = 0; count < 10; count += 1) await page.keyboard.press("Control+=");
  await page.locator("canvas[data-layer=base]").focus();
  const pen = page.locator(".crosshair");
  await page.keyboard.press("Enter");
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
    for (let count = 0; count < 12; count += 1) await page.keyboard.press(`Shift+${key}`);
    const box = await pen.boundingBox();
    const top = (await page.locator(".top").boundingBox())?.height ?? 0;
    const bar = await page.getByRole("toolbar").boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect(box?.x).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    expect(box?.y).toBeGreaterThanOrEqual(top);
    expect(box?.y).toBeLessThanOrEqual(bar?.y ?? 0);
  }
  await page.keyboard.press("Enter");
  await allEqual(server, "zoom-pen", [page]);
});
