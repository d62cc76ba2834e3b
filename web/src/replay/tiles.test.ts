import { expect, it } from "vitest";
import { mergeBelow, type PackedTile, type Place, packTile, TILE, unpackTile } from "./tiles";

/** Neither a whole number of tiles wide nor high. */
const [WIDTH, HEIGHT] = [TILE * 2 + 5, TILE + 11];

const blank = (): Uint32Array => new Uint32Array(WIDTH * HEIGHT).fill(0xffffffff);

const places = (words: Uint32Array): Place[] =>
  [0, 1, 2, 3, 4, 5].map((at) => ({
    words,
    width: WIDTH,
    column: at % 3,
    row: Math.floor(at / 3),
  }));

/** Scatters bars and dots. */
function scatter(words: Uint32Array, seed: number): void {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
  for (let bar = 0; bar < 12; bar += 1) {
    const at = next(words.length);
    words.fill((0xff000000 | next(1 << 24)) >>> 0, at, at + 1 + next(90));
  }
}

/** A picture in many versions, and each of them packed above the one before. */
function history(): { pictures: Uint32Array[]; packed: (PackedTile | null)[][] } {
  const words = blank();
  let above: (PackedTile | null)[] = places(words).map((place) => packTile(place, null));
  const packed = [above];
  const pictures = [words.slice()];
  for (let version = 1; version < 12; version += 1) {
    scatter(words, version);
    const below = above;
    above = places(words).map((place, index) => packTile(place, below[index]!));
    packed.push(above);
    pictures.push(words.slice());
  }
  return { pictures, packed };
}

it("every version of a picture comes back, also from another one and up to its edges", () => {
  const { pictures, packed } = history();
  expect(packed[0]!.every((tile) => tile === null)).toBe(true);
  const words = blank();
  let there: (PackedTile | null)[] = packed[0]!;
  for (const version of [11, 3, 4, 5, 0, 7, 7, 10, 1, 11]) {
    for (const [index, place] of places(words).entries()) {
      unpackTile(packed[version]![index]!, there[index]!, place);
    }
    there = packed[version]!;
    expect(words).toEqual(pictures[version]);
  }
});

it("a version is the same without those below", () => {
  const { pictures, packed } = history();
  expect(packed[8]!.some((tile) => tile?.below)).toBe(true);
  for (const tile of packed[8]!) {
    if (tile) mergeBelow(tile);
  }
  const words = blank();
  for (const [index, place] of places(words).entries()) {
    unpackTile(packed[8]![index]!, undefined, place);
  }
  expect(words).toEqual(pictures[8]);
});
