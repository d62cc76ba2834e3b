/** Places of a recording that are kept, as many as memory is given for, and as evenly as they can lie. */

import { last } from "./pace";
import type { Keyframe } from "./reel";
import { mergeBelow, type PackedTile } from "./tiles";

/** What a tile costs beside its runs, an item beside its points, and each number of them, in bytes. */
const [TILE_BYTES, ITEM_BYTES, NUMBER_BYTES] = [220, 200, 4];

/** In order; tiles are told by what changed since the place before. */
export class Keyframes {
  readonly #kept: Keyframe[] = [];
  #bytes = 0;
  #isFull = false;

  constructor(private readonly bytesMax: number) {}

  get count(): number {
    return this.#kept.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How far apart places lie, as memory allows: one that is nearer to the one before would go again soon. */
  get gap(): number {
    return this.#isFull ? (this.#kept.at(-1)?.seq ?? 0) / this.count : 0;
  }

  /** The nearest at or before a place. */
  before(seq: number): Keyframe | undefined {
    return this.#kept[last(this.#kept, (one) => one.seq <= seq)];
  }

  /** Keeps one more; those whose going leaves the smallest gap go when there is no room. */
  add(made: Keyframe): void {
    const at = last(this.#kept, (one) => one.seq < made.seq) + 1;
    if (this.#kept[at]?.seq === made.seq) return;
    this.#insert(at, made);
    while (this.#bytes > this.bytesMax && this.#kept.length > 1) {
      this.#isFull = true;
      this.#remove(this.#leastMissed());
    }
  }

  /** Forgets all. */
  clear(): void {
    this.#kept.length = 0;
    this.#bytes = 0;
    this.#isFull = false;
  }

  #insert(at: number, one: Keyframe): void {
    this.#bytes -= this.#costOf(at);
    this.#kept.splice(at, 0, one);
    this.#bytes += this.#costOf(at) + this.#costOf(at + 1);
  }

  #remove(at: number): void {
    this.#bytes -= this.#costOf(at) + this.#costOf(at + 1);
    const [gone] = this.#kept.splice(at, 1);
    const tiles = this.#kept[at]?.tiles ?? [];
    for (const [index, tile] of tiles.entries()) {
      if (!tile?.below || tile.below !== gone?.tiles[index]) continue;
      // One before that has it still needs it.
      if (tile.below !== this.#kept[at - 1]?.tiles[index]) mergeBelow(tile);
    }
    this.#bytes += this.#costOf(at);
  }

  /** What one costs more than the one before it does. */
  #costOf(at: number): number {
    const one = this.#kept[at];
    return one ? costOf(one, this.#kept[at - 1]?.tiles) : 0;
  }

  /** The newest never goes: the recording is kept from there on. */
  #leastMissed(): number {
    let [best, least] = [0, Infinity];
    for (let at = 0; at < this.#kept.length - 1; at += 1) {
      const gap = this.#kept[at + 1]!.seq - (this.#kept[at - 1]?.seq ?? 0);
      if (gap < least) [best, least] = [at, gap];
    }
    return best;
  }
}

function costOf({ tiles, items }: Keyframe, before: (PackedTile | null)[] = []): number {
  let bytes = tiles.length * 8;
  for (const [at, tile] of tiles.entries()) {
    for (let one = tile; one && one !== before[at]; one = one.below) {
      bytes += TILE_BYTES + one.runs.byteLength;
    }
  }
  for (const item of items) {
    bytes += ITEM_BYTES + (item.type === "stroke" ? item.points.length * NUMBER_BYTES : 0);
  }
  return bytes;
}
