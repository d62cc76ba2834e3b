import { expect, test } from "@playwright/test";
import { enter, paper } from "./hand";
import { allEqual, hashOf, seqOf } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

test("fingers draw, and two of them move the paper", async ({ page }) => {
  await enter(page, server, "touch");
  const box = await paper(page);
  const client = await page.context().newCDPSession(page);
  const at = (x: number, y: number, id = 1) => ({
    x: box.x + box.width * x,
    y: box.y + box.height * y,
    id,
  });
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: object[]) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints: touchPoints as never });
  await touch("touchStart", [at(0.2, 0.5)]);
  for (let x = 0.25; x < 0.8; x += 0.05) await touch("touchMove", [at(x, 0.5)]);
  await touch("touchEnd", []);
  await allEqual(server, "touch", [page]);
  const drawn = await hashOf(page);
  expect(await seqOf(page)).toBeGreaterThan(2);
  await touch("touchStart", [at(0.4, 0.4)]);
  await touch("touchStart", [at(0.4, 0.4), at(0.6, 0.6, 2)]);
  for (let d = 0; d < 0.2; d += 0.04) {
    await touch("touchMove", [at(0.4 - d, 0.4 - d), at(0.6 + d, 0.6 + d, 2)]);
  }
  await touch("touchEnd", []);
  await expect.poll(() => page.evaluate(() => window.easel.waiting())).toBe(0);
  await allEqual(server, "touch", [page]);
  expect(await hashOf(page)).toBe(drawn);
  expect((await paper(page)).width).toBeGreaterThan(box.width * 1.2);
});
