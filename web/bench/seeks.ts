/** Presses on the timeline of a player, each timed from its input event to the frame that shows its place. */

import { expect, type Page } from "@playwright/test";
import { heldHash, pictureHash, placeOf } from "../e2e/replaying";
import type { Server } from "../e2e/server";
import { forget, notesOf } from "./probe";

declare global {
  interface Window {
    /** When frames began, as times of the machine's clock. */
    framesAt: number[];
  }
}

/** Waits until a player has been everywhere once, and notes its inputs and frames from then on. */
export async function explored(page: Page): Promise<void> {
  const isExplored = () => page.evaluate(() => window.easelReplay.isExplored());
  await expect.poll(isExplored, { timeout: 240_000 }).toBe(true);
  await page.evaluate(() => {
    const now = (): number => performance.timeOrigin + performance.now();
    window.framesAt = [];
    const tick = (): void => {
      window.framesAt.push(now());
      requestAnimationFrame(tick);
    };
    tick();
    addEventListener("input", () => window.bench.movesAt.push(now()), true);
  });
}

/** Goes to a part of the whole, 0 to 1; answers how many ms it took until it was seen, null where one was there. */
export async function seekTo(page: Page, part: number): Promise<number | null> {
  const before = await placeOf(page);
  const box = (await page.getByRole("slider").boundingBox())!;
  await forget(page);
  await page.mouse.click(box.x + box.width * part, box.y + box.height / 2);
  const shown = await page.evaluate(async (was) => {
    await window.easelReplay.settled();
    if (window.easelReplay.seq() === was) return null;
    // What was written is seen once the next frame begins.
    const seen = (): number | undefined => {
      const { at } = window.bench.written.at(-1) ?? { at: Infinity };
      return window.framesAt.find((frame) => frame > at);
    };
    while (seen() === undefined) await new Promise((done) => setTimeout(done, 5));
    return seen() ?? Number.NaN;
  }, before);
  const { movesAt, written } = await notesOf(page);
  await page.evaluate(() => {
    window.framesAt.length = 0;
  });
  if (shown === null) return null;
  expect([written.length > 0, movesAt.length]).toEqual([true, 1]);
  return shown - movesAt[0]!;
}

/** The picture that is shown is, byte for byte, the server's of that place. */
export async function isExact(page: Page, server: Server, room: string): Promise<void> {
  const place = String(await placeOf(page));
  expect(await heldHash(page), place).toBe(await pictureHash(server, room, place));
}
