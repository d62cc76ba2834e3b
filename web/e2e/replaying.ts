import { createHash } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { Board } from "../src/board";
import { decodePng } from "../src/png";
import type { Entry } from "../src/protocol";
import type { ReplayWindow } from "../src/replay/window";
import type { Server } from "./server";

/** What a replay page shows of itself to tests. */
declare global {
  interface Window {
    easelReplay: ReplayWindow;
  }
}

/** Opens the replay of a room; paused at its end unless it may move. */
export async function replay(page: Page, server: Server, path: string, moves = false) {
  await page.emulateMedia({ reducedMotion: moves ? null : "reduce" });
  await page.goto(`${server.url}/replay/${path}`);
  await expect.poll(() => page.evaluate(() => window.easelReplay?.phase())).toBe("ready");
  await page.evaluate(() => window.easelReplay.settled());
}

/** What a replay page holds. */
export const heldHash = (page: Page) => page.evaluate(() => window.easelReplay.hash());

/** Where a replay page is. */
export const placeOf = (page: Page) => page.evaluate(() => window.easelReplay.seq());

/** When a replay page is, in ms. */
export const timeOf = (page: Page) => page.evaluate(() => window.easelReplay.time());

/** The hash of the server's picture of a moment. */
export async function pictureHash(server: Server, room: string, at: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/rooms/${room}/canvas.png?at=${at}`);
  expect(answer.status).toBe(200);
  const { pixels } = await decodePng(new Uint8Array(await answer.arrayBuffer()));
  return createHash("sha256").update(pixels).digest("hex");
}

/** A room's entries, as the server tells them. */
export async function entriesOf(server: Server, room: string): Promise<(Entry & { at: number })[]> {
  const answer = await fetch(`${server.url}/api/rooms/${room}/entries`);
  const lines = (await answer.text()).trim().split("\n");
  expect(lines.pop()).toContain('"done"');
  return lines.map((line) => JSON.parse(line));
}

/** The hash of what one sees who comes to a moment from blank paper, entry by entry. */
export function hashFromZero(entries: (Entry & { at: number })[], ms: number): string {
  const board = new Board({ width: 1920, height: 1080 }, { items: 512, points: 32_768 });
  for (let at = 0; at < entries.length && entries[at]!.at <= ms; ) {
    const { seq } = entries[at]!;
    const together = entries.filter((entry) => entry.seq === seq);
    board.apply(together, seq);
    at += together.length;
  }
  return createHash("sha256").update(board.pixels()).digest("hex");
}
