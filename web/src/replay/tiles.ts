/**
 * Tiles of a picture as runs of one colour, and of what has not changed since: drawings are mostly paper, most
 * of them stays what it was, and a long past of them must fit in memory.
 */

/** Side of a tile, in pixels: smaller than those that are painted, as less of it stays what it was. */
export const TILE = 32;

/** What a tile looks like at one time; null is paper. */
export interface PackedTile {
  /** A bit that says it stays what it was, 7 bits of length less one, 24 bits of colour. */
  runs: Uint32Array;
  /** What it was. */
  below: PackedTile | null;
  /** How many are below. */
  depth: number;
}

/** Where a tile lies on a picture. */
export interface Place {
  words: Uint32Array;
  width: number;
  column: number;
  row: number;
}

const PAPER = 0xffffffff;

const OPAQUE = 0xff000000;

const RGB = 0x00ffffff;

const STAYS = 0x80000000;

/** Longest run. */
const RUN_MAX = 128;

/** Versions that one is told by at most: each costs time when one comes back. */
const DEPTH_MAX = 3;

/** A version is told by what changed when that takes less than this share of the whole. */
const WORTH = 0.6;

const made = new Uint32Array(TILE * TILE);

const [now, before] = [new Uint32Array(TILE * TILE), new Uint32Array(TILE * TILE)];

/** Packs a tile of an opaque picture; `below` is what it looked like. */
export function packTile(place: Place, below: PackedTile | null): PackedTile | null {
  const pixels = read(place);
  const whole = encode(now, null, pixels);
  if (whole.length <= Math.ceil(pixels / RUN_MAX) && whole.every((run) => (run & RGB) === RGB)) {
    return null;
  }
  if (!below || below.depth >= DEPTH_MAX) return { runs: whole, below: null, depth: 0 };
  overlay(below, before);
  const part = encode(now, before, pixels);
  if (part.every((run) => run >= STAYS)) return below;
  if (part.length > whole.length * WORTH) return { runs: whole, below: null, depth: 0 };
  return { runs: part, below, depth: below.depth + 1 };
}

/** Puts a packed tile back where it was. */
export function unpackTile(packed: PackedTile | null, place: Place): void {
  if (packed) overlay(packed, now);
  else now.fill(PAPER);
  write(place);
}

/** Lets go of the version below: what it told is told with this one. */
export function mergeBelow(tile: PackedTile): void {
  const { below } = tile;
  if (!below) return;
  const pixels = lengthOf(tile.runs);
  // What stays is transparent: no pixel of an opaque picture looks like that.
  now.fill(0);
  draw(below.runs, now);
  draw(tile.runs, now);
  tile.runs = encode(now, below.below ? before.fill(0) : null, pixels);
  tile.below = below.below;
  tile.depth = below.depth;
}

/** What a tile looks like, row by row. */
function overlay(tile: PackedTile, pixels: Uint32Array): void {
  if (tile.below) overlay(tile.below, pixels);
  draw(tile.runs, pixels);
}

function draw(runs: Uint32Array, pixels: Uint32Array): void {
  let at = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index]!;
    const end = at + ((run >>> 24) & (RUN_MAX - 1)) + 1;
    if (run >= STAYS) {
      at = end;
      continue;
    }
    const color = (run | OPAQUE) >>> 0;
    while (at < end) {
      pixels[at] = color;
      at += 1;
    }
  }
}

/** The runs of some pixels; those that are as they were `stay`. */
function encode(pixels: Uint32Array, were: Uint32Array | null, count: number): Uint32Array {
  let runs = 0;
  for (let at = 0; at < count; ) {
    const color = pixels[at]!;
    const stays = were !== null && color === were[at];
    const most = Math.min(count, at + RUN_MAX);
    let end = at + 1;
    if (stays) while (end < most && pixels[end] === were[end]) end += 1;
    else while (end < most && pixels[end] === color && color !== were?.[end]) end += 1;
    made[runs] = ((stays ? STAYS : 0) | ((end - at - 1) << 24) | (stays ? 0 : color & RGB)) >>> 0;
    runs += 1;
    at = end;
  }
  return made.slice(0, runs);
}

function lengthOf(runs: Uint32Array): number {
  return runs.reduce((sum, run) => sum + ((run >>> 24) & (RUN_MAX - 1)) + 1, 0);
}

/** Reads a tile of the picture; answers how many pixels it has. */
function read({ words, width, column, row }: Place): number {
  const right = Math.min((column + 1) * TILE, width);
  const bottom = Math.min((row + 1) * TILE, words.length / width);
  let count = 0;
  for (let y = row * TILE; y < bottom; y += 1) {
    for (let at = y * width + column * TILE; at < y * width + right; at += 1) {
      now[count] = words[at]!;
      count += 1;
    }
  }
  return count;
}

function write({ words, width, column, row }: Place): void {
  const right = Math.min((column + 1) * TILE, width);
  const bottom = Math.min((row + 1) * TILE, words.length / width);
  let count = 0;
  for (let y = row * TILE; y < bottom; y += 1) {
    for (let at = y * width + column * TILE; at < y * width + right; at += 1) {
      words[at] = now[count]!;
      count += 1;
    }
  }
}
