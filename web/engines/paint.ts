/** Paints the golden scenes and prints a hash of each: run by several JavaScript engines, which must agree. */

import { Board } from "../src/board";
import type { Item } from "../src/protocol";

/** One file of `tests/fixtures/raster/`. */
interface Golden {
  name: string;
  width: number;
  height: number;
  items: Item[];
}

declare const GOLDEN: Golden[];
declare const print: (line: string) => void;

/** FNV-1a, 32 bits: every engine can do that without a library. */
function hash(bytes: Uint8ClampedArray): string {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return (sum >>> 0).toString(16);
}

for (const { name, width, height, items } of GOLDEN) {
  const board = new Board({ width, height }, { items: items.length, points: Number.MAX_SAFE_INTEGER });
  const named = items.map((item, at) => ({ ...item, seq: at + 1, author: "", n: at + 1 }));
  board.load({ type: "snapshot", seq: items.length, base: null, items: named, chat: [] }, null);
  print(`${name} ${hash(board.pixels())}`);
}
