/**
 * The tiles of a picture: what lies on each, in painting order, and what they look like together.
 *
 * Only the part of a tile that changed is composed anew, from the few strokes that lie on that tile: work
 * grows with what is drawn, not with what is kept.
 */

import type { Ahead } from "./ink";
import type { Brush } from "./protocol";
import { type Box, blendTile, joinBox, rgbOf, type StrokeMask, TILE, WHOLE } from "./raster";

const PAPER = new Uint8ClampedArray(TILE * TILE * 4).fill(255);

/** A stroke as it lies on the tiles. */
export interface Layer {
  readonly seq: number;
  readonly brush: Brush;
  readonly mask: StrokeMask;
  hidden: boolean;
  /** Own ink that is shown in its place. */
  ahead: Ahead | null;
  /** The tiles it lies on. */
  readonly on: Set<number>;
}

/** Everything that is painted, tile by tile. */
export class Layers {
  /** Parts that look different since whoever paints them took them. */
  readonly dirty = new Map<number, Box>();
  /** Strokes before this place are under a clear; 0 when nothing is cleared. */
  wall = 0;
  /** Tiles below all strokes; a tile that is not there is paper. */
  readonly #base = new Map<number, Uint8ClampedArray>();
  readonly #on = new Map<number, Layer[]>();
  readonly #made = new Map<number, Uint8ClampedArray>();
  readonly #stale = new Map<number, Box>();

  constructor(
    /** Own ink above all strokes. */
    private readonly above: () => Iterable<Ahead>,
  ) {}

  /** Puts a stroke on tiles it has reached. */
  cover(layer: Layer, parts: Iterable<[number, Box]>): void {
    for (const [index, box] of parts) {
      if (!layer.on.has(index)) this.#put(layer, index);
      this.#soilPart(index, box);
    }
  }

  /** Takes a stroke off all tiles. */
  lift(layer: Layer): void {
    for (const index of layer.on) {
      const list = this.#on.get(index) ?? [];
      list.splice(list.indexOf(layer), 1);
    }
  }

  /** Takes the lowest stroke off and paints it into the base for good: it looks the same. */
  settle(layer: Layer): void {
    this.lift(layer);
    if (layer.hidden) return;
    for (const [index, mask] of layer.mask.tiles) {
      const tile = this.#base.get(index) ?? new Uint8ClampedArray(PAPER);
      lay(tile, layer.mask, index, layer.brush, mask);
      this.#base.set(index, tile);
    }
  }

  /** Makes the base paper. */
  clearBase(): void {
    this.#base.clear();
  }

  /** Starts anew on a base; tiles that are not given are paper. */
  reset(base: Iterable<[number, Uint8ClampedArray]>): void {
    this.#on.clear();
    this.#base.clear();
    for (const [index, tile] of base) this.#base.set(index, tile);
  }

  /** These parts look different. */
  soil(parts: Iterable<[number, Box]>): void {
    for (const [index, box] of parts) this.#soilPart(index, box);
  }

  /** One tile as it is shown: 64×64 RGBA. It is written into again when it changes. */
  tile(index: number): Uint8ClampedArray {
    let tile = this.#made.get(index);
    const stale = tile ? this.#stale.get(index) : WHOLE;
    if (!tile) {
      tile = new Uint8ClampedArray(TILE * TILE * 4);
      this.#made.set(index, tile);
    }
    if (stale) this.#compose(tile, index, stale);
    this.#stale.delete(index);
    return tile;
  }

  #put(layer: Layer, index: number): void {
    layer.on.add(index);
    const list = this.#on.get(index);
    if (!list) {
      this.#on.set(index, [layer]);
      return;
    }
    let at = list.length;
    while (at > 0 && list[at - 1]!.seq > layer.seq) at -= 1;
    list.splice(at, 0, layer);
  }

  #soilPart(index: number, box: Box): void {
    joinBox(this.dirty, index, box);
    joinBox(this.#stale, index, box);
  }

  #compose(tile: Uint8ClampedArray, index: number, box: Box): void {
    const below = (this.wall === 0 && this.#base.get(index)) || PAPER;
    for (let y = box.top; y < box.bottom; y += 1) {
      const [from, to] = [(y * TILE + box.left) * 4, (y * TILE + box.right) * 4];
      tile.set(below.subarray(from, to), from);
    }
    for (const layer of this.#on.get(index) ?? []) {
      if (layer.hidden || layer.seq < this.wall) continue;
      lay(tile, layer.ahead?.mask ?? layer.mask, index, layer.brush, box);
    }
    for (const { mask, brush } of this.above()) lay(tile, mask, index, brush, box);
  }
}

/** Lays a stroke over a part of a tile; an eraser lays opaque paper, whatever colour it says (R7). */
function lay(
  tile: Uint8ClampedArray,
  mask: StrokeMask,
  index: number,
  brush: Brush,
  box: Box,
): void {
  const cover = mask.tiles.get(index);
  if (!cover) return;
  const part = {
    left: Math.max(box.left, cover.left),
    top: Math.max(box.top, cover.top),
    right: Math.min(box.right, cover.right),
    bottom: Math.min(box.bottom, cover.bottom),
  };
  if (brush.tool === "eraser") blendTile(tile, cover.bytes, [255, 255, 255], 255, part);
  else blendTile(tile, cover.bytes, rgbOf(brush.color), brush.opacity, part);
}
