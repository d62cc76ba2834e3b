/** Presses on the timeline of a player, each timed from its input event to the frame that shows its place. */

import { expect, type Page } from "@playwright/test";
import { heldHash, pictureHash, placeOf } from "../e2e/replaying";
import type { Server } from "../e2e/server";
import { forget, notesOf } from "./probe";

/** Waits until a player has been everywhere once, and notes its inputs from then on. */
export async function explored(page: Page): Promise<void> {
  const isExplored = () => page.evaluate(() => window.easelReplay.isExplored());
  await expect.poll(isExplored, { timeout: 240_000 }).toBe(true);
  await page.evaluate(() => {
    const now = (): number => performance.timeOrigin + performance.now();
    addEventListener("input", () => window.bench.movesAt.push(now()), true);
  });
}

/** Goes to a part of the whole, 0 to 1; answers how many ms it took until it was seen, null where one was there. */
export async function seekTo(page: Page, part: number): Promise<number | null> {
  const before = await placeOf(page);
  const box = (await page.getByRole("slider").boundingBox())!;
  await forget(page);
  await page.mouse.click(box.x + box.width * part, box.y + box.height / 2);
  const isShown = await page.evaluate(async (was) => {
    await window.easelReplay.settled();
    if (window.easelReplay.seq() === was) return false;
    while (window.bench.written.length === 0) await new Promise((done) => setTimeout(done, 20));
    return true;
  }, before);
  if (!isShown) return null;
  const { movesAt, written } = await notesOf(page);
  expect(movesAt.length).toBe(1);
  return written.at(-1)!.shownAt - movesAt[0]!;
}

/** Presses where nothing is, and answers how many ms it took until two frames had come: any answer costs as much. */
export async function pressNothing(page: Page): Promise<number> {
  await page.evaluate(() => {
    window.bench.own.length = 0;
    const note = (from: number): void => {
      window.bench.own.push(performance.now() - from);
    };
    const seen = ({ timeStamp }: Event): void => {
      requestAnimationFrame(() => requestAnimationFrame(() => note(timeStamp)));
    };
    addEventListener("pointerdown", seen, { once: true, capture: true });
  });
  await page.mouse.click(2, 2);
  await expect.poll(async () => (await notesOf(page)).own.length).toBe(1);
  return (await notesOf(page)).own[0]!;
}

/** The picture that is shown is, byte for byte, the server's of that place. */
export async function isExact(page: Page, server: Server, room: string): Promise<void> {
  const place = String(await placeOf(page));
  expect(await heldHash(page), place).toBe(await pictureHash(server, room, place));
}
