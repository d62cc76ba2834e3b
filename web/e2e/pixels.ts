import { createHash } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { decodePng } from "../src/png";
import type { Server } from "./server";

/** What a page shows of itself to tests. */
declare global {
  interface Window {
    easel: {
      seq(): number;
      hash(): Promise<string>;
      waiting(): number;
      status(): string;
      pixels(): Uint8ClampedArray;
    };
  }
}

/** Where a page is in the journal. */
export const seqOf = (page: Page) => page.evaluate(() => window.easel.seq());

/** The hash of what a page's board holds. */
export const hashOf = (page: Page) => page.evaluate(() => window.easel.hash());

/** The hash of what a page's canvas shows, read back from it. */
export async function shownHash(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>("canvas[data-layer=base]")!;
    const context = canvas.getContext("2d", { alpha: false })!;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const digest = await crypto.subtle.digest("SHA-256", data as BufferSource);
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  });
}

/** The hash of the server's picture, and its seq. */
export async function serverHash(server: Server, room: string) {
  const { png, seq } = await server.picture(room);
  const { pixels } = await decodePng(png);
  return { hash: createHash("sha256").update(pixels).digest("hex"), seq };
}

/** Waits until a page has nothing unsaved, then until all are at one place of the journal. */
export async function settled(pages: Page[]): Promise<number> {
  for (const page of pages) {
    await expect.poll(() => page.evaluate(() => window.easel.waiting())).toBe(0);
    await expect.poll(() => page.evaluate(() => window.easel.status())).toBe("live");
  }
  const places = async () => new Set(await Promise.all(pages.map(seqOf)));
  await expect.poll(async () => (await places()).size).toBe(1);
  return [...(await places())][0]!;
}

/** Every page, every page's canvas, and the server show the same bytes. */
export async function allEqual(server: Server, room: string, pages: Page[]): Promise<string> {
  const seq = await settled(pages);
  const truth = await serverHash(server, room);
  expect(truth.seq).toBe(seq);
  for (const page of pages) {
    expect(await hashOf(page)).toBe(truth.hash);
    await expect.poll(() => shownHash(page)).toBe(truth.hash);
  }
  return truth.hash;
}
