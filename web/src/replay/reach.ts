/** Which tiles an item can have changed: more than it did, where that is simpler. */

import type { Item } from "../protocol";
import { TILE } from "./tiles";

/** Soft edges and rounding, in pixels. */
const SOFT = 2;

/** Marks the tiles of an item. */
export function markTiles(item: Item, marks: Uint8Array, width: number, height: number): void {
  const mark = (left: number, top: number, right: number, bottom: number): void => {
    const columns = Math.ceil(width / TILE);
    const rows = Math.ceil(height / TILE);
    const [from, to] = [Math.max(0, tileOf(left)), Math.min(columns - 1, tileOf(right))];
    for (let row = Math.max(0, tileOf(top)); row <= Math.min(rows - 1, tileOf(bottom)); row += 1) {
      if (from <= to) marks.fill(1, row * columns + from, row * columns + to + 1);
    }
  };
  if (item.type === "clear") marks.fill(1);
  else if (item.type === "image") {
    mark(item.x, item.y, item.x + item.width, item.y + item.height);
  } else {
    markStroke(item.points, mark);
  }
}

/** A curve lies within what its three points span (R5). */
function markStroke(
  points: readonly number[],
  mark: (left: number, top: number, right: number, bottom: number) => void,
): void {
  for (let at = 0; at < points.length; at += 3) {
    let [left, top, right, bottom, radius] = [Infinity, Infinity, -Infinity, -Infinity, 0];
    for (let near = Math.max(0, at - 3); near <= at + 3 && near < points.length; near += 3) {
      const [x, y, r] = [points[near]! / 8, points[near + 1]! / 8, points[near + 2]! / 8];
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
      radius = Math.max(radius, r);
    }
    const reach = radius + SOFT;
    mark(left - reach, top - reach, right + reach, bottom + reach);
  }
}

function tileOf(pixel: number): number {
  return Math.floor(pixel / TILE);
}
