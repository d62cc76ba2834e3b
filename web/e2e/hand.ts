import { expect, type Page } from "@playwright/test";
import type { Server } from "./server";

/** Seeded chance (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Opens a room and waits until it is live. */
export async function enter(page: Page, server: Server, room: string): Promise<void> {
  await page.goto(`${server.url}/r/${room}`);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
}

/** The paper's place on the screen. */
export async function paper(page: Page) {
  const box = await page.locator("canvas[data-layer=base]").boundingBox();
  if (!box) throw new Error("there is no paper");
  return box;
}

/** Draws a random line of `steps` moves across the paper. */
export async function scribble(page: Page, random: () => number, steps = 12): Promise<void> {
  const box = await paper(page);
  const x = () => box.x + box.width * (0.1 + 0.8 * random());
  const y = () => box.y + box.height * (0.15 + 0.6 * random());
  await page.mouse.move(x(), y());
  await page.mouse.down();
  for (let i = 0; i < steps; i += 1) await page.mouse.move(x(), y(), { steps: 2 });
  await page.mouse.up();
}

/** Takes a colour by its place in the palette. */
export async function takeColour(page: Page, index: number): Promise<void> {
  await page.getByRole("radio").nth(index).click({ force: true });
}
