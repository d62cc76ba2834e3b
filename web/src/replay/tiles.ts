/** Tiles of a picture as runs of one colour: drawings are mostly paper, and a past of them must fit in memory. */

/** Side of a tile, in pixels: smaller than those that are painted, as less of it stays what it was. */
export const TILE = 32;

/** Runs: 8 bits of length less one, 24 bits of colour; null is paper. */
export type PackedTile = Uint32Array | null;

const PAPER = 0xffffffff;

const OPAQUE = 0xff000000;

/** Longest run. */
const RUN_MAX = 256;

const runs = new Uint32Array(TILE * TILE);

/** Packs the tile at a column and a row of an opaque picture. */
export function packTile(
  words: Uint32Array,
  width: number,
  column: number,
  row: number,
): PackedTile {
  const [left, top] = [column * TILE, row * TILE];
  const right = Math.min(left + TILE, width);
  const bottom = Math.min(top + TILE, words.length / width);
  let [color, length, count] = [words[top * width + left]!, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * width + left; at < y * width + right; at += 1) {
      const next = words[at]!;
      if (next !== color || length === RUN_MAX) {
        runs[count] = ((length - 1) << 24) | (color & ~OPAQUE);
        count += 1;
        color = next;
        length = 0;
      }
      length += 1;
    }
  }
  if (color === PAPER && isPaper(count)) return null;
  runs[count] = ((length - 1) << 24) | (color & ~OPAQUE);
  return runs.slice(0, count + 1);
}

function isPaper(count: number): boolean {
  for (let at = 0; at < count; at += 1) {
    if ((runs[at]! & ~OPAQUE) !== (PAPER & ~OPAQUE)) return false;
  }
  return true;
}

/** Puts a packed tile back where it was. */
export function unpackTile(
  packed: PackedTile,
  words: Uint32Array,
  width: number,
  column: number,
  row: number,
): void {
  const [left, top] = [column * TILE, row * TILE];
  const right = Math.min(left + TILE, width);
  const bottom = Math.min(top + TILE, words.length / width);
  if (!packed) {
    for (let y = top; y < bottom; y += 1) words.fill(PAPER, y * width + left, y * width + right);
    return;
  }
  let at = top * width + left;
  let end = top * width + right;
  for (let index = 0; index < packed.length; index += 1) {
    const run = packed[index]!;
    const color = (run | OPAQUE) >>> 0;
    for (let length = (run >>> 24) + 1; length > 0; ) {
      const stop = Math.min(at + length, end);
      length -= stop - at;
      while (at < stop) {
        words[at] = color;
        at += 1;
      }
      if (at < end) continue;
      end += width;
      at = end - (right - left);
    }
  }
}

/** Whether two packed tiles look the same. */
export function isSameTile(a: PackedTile, b: PackedTile): boolean {
  if (a === b) return true;
  if (!a || !b || a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
