/**
 * Tiles of a picture as runs of one colour, and of what has not changed since: drawings are mostly paper, most
 * of them stays what it was, and a long past of them must fit in memory.
 */

/** Side of a tile, in pixels: smaller than those that are painted, as less of it stays what it was. */
export const TILE = 32;

/** What a tile looks like at one time; null is paper. */
export interface PackedTile {
  /** A bit that says it stays what it was, 7 bits of length, 24 bits of colour; none goes on in the next row. */
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

const LENGTH = 0x7f;

/** Pixels of a tile; those beyond the edges of the picture are paper. */
const PIXELS = TILE * TILE;

/** Versions that one is told by at most: each costs time when one comes back. */
const DEPTH_MAX = 3;

/** A version is told by what changed when that takes less than this share of the whole. */
const WORTH = 0.6;

const made = new Uint32Array(PIXELS);

const [now, before] = [new Uint32Array(PIXELS), new Uint32Array(PIXELS)];

/** A tile of paper. */
const BLANK = new Uint32Array(TILE).fill((TILE << 24) | RGB);

const SCRATCH: Place = { words: before, width: TILE, column: 0, row: 0 };

/** Packs a tile of an opaque picture; `below` is what it looked like. */
export function packTile(place: Place, below: PackedTile | null): PackedTile | null {
  read(place);
  const whole = encode(now, null);
  if (whole.length === TILE && whole.every((run) => (run & RGB) === RGB)) return null;
  if (!below || below.depth >= DEPTH_MAX) return { runs: whole, below: null, depth: 0 };
  unpackTile(below, null, SCRATCH);
  const part = encode(now, before);
  if (part.every((run) => run >= STAYS)) return below;
  if (part.length > whole.length * WORTH) return { runs: whole, below: null, depth: 0 };
  return { runs: part, below, depth: below.depth + 1 };
}

/** Puts a packed tile where it was; `there` is what lies there, as far as that is known. */
export function unpackTile(
  packed: PackedTile | null,
  there: PackedTile | null | undefined,
  place: Place,
): void {
  if (packed === there) return;
  if (packed?.below) unpackTile(packed.below, there, place);
  draw(packed?.runs ?? BLANK, place);
}

/** Lets go of the version below: what it told is told with this one. */
export function mergeBelow(tile: PackedTile): void {
  const { below } = tile;
  if (!below) return;
  // What stays is transparent: no pixel of an opaque picture looks like that.
  before.fill(0);
  draw(below.runs, SCRATCH);
  draw(tile.runs, SCRATCH);
  now.set(before);
  tile.runs = encode(now, below.below ? before.fill(0) : null);
  tile.below = below.below;
  tile.depth = below.depth;
}

/** Draws runs where they lie: each ends with its row at the latest. */
function draw(runs: Uint32Array, { words, width, column, row }: Place): void {
  const left = column * TILE;
  const over = Math.max(0, left + TILE - width);
  const limit = Math.min((row + 1) * TILE, words.length / width) * width;
  let at = row * TILE * width + left;
  let rest = TILE;
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index]!;
    const length = (run >>> 24) & LENGTH;
    rest -= length;
    const end = at + Math.max(0, Math.min(length, length + rest - over));
    if (run >= STAYS) at = end;
    else {
      const color = (run | OPAQUE) >>> 0;
      for (; at < end; at += 1) words[at] = color;
    }
    if (rest > 0) continue;
    rest = TILE;
    at += width - TILE + over;
    if (at >= limit) return;
  }
}

/** The runs of a tile's pixels; those that are as they were `stay`. */
function encode(pixels: Uint32Array, were: Uint32Array | null): Uint32Array {
  let runs = 0;
  for (let at = 0; at < PIXELS; ) {
    const color = pixels[at]!;
    const stays = were !== null && color === were[at];
    const most = at - (at % TILE) + TILE;
    let end = at + 1;
    if (stays) while (end < most && pixels[end] === were[end]) end += 1;
    else while (end < most && pixels[end] === color && color !== were?.[end]) end += 1;
    made[runs] = ((stays ? STAYS : 0) | ((end - at) << 24) | (stays ? 0 : color & RGB)) >>> 0;
    runs += 1;
    at = end;
  }
  return made.slice(0, runs);
}

/** Reads a tile of the picture. */
function read({ words, width, column, row }: Place): void {
  const left = column * TILE;
  const columns = Math.min(TILE, width - left);
  const rows = Math.min(TILE, words.length / width - row * TILE);
  if (columns < TILE || rows < TILE) now.fill(PAPER);
  for (let y = 0; y < rows; y += 1) {
    const from = (row * TILE + y) * width + left;
    for (let x = 0; x < columns; x += 1) now[y * TILE + x] = words[from + x]!;
  }
}
