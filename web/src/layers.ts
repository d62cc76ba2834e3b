/**
 * The pixels of a picture: what lies on each tile, in painting order, and what it looks like together.
 *
 * Only the part of a tile that changed is composed anew, from the few strokes that lie on that tile: work
 * grows with what is drawn, not with what is kept.
 */

import type { ImageLayer } from "./images";
import type { Ahead } from "./ink";
import type { Brush } from "./protocol";
import {
  type Box,
  blend,
  joinBox,
  MaskTile,
  meet,
  rgbOf,
  type StrokeMask,
  TILE,
  WHOLE,
} from "./raster";

/** An opaque white pixel. */
const PAPER = 0xffffffff;

const WHITE = [255, 255, 255] as const;

/** What lies on the tiles. */
export type Layer = StrokeLayer | ImageLayer;

/** A stroke as it lies on the tiles. */
export interface StrokeLayer {
  readonly type: "stroke";
  readonly seq: number;
  readonly brush: Brush;
  readonly mask: StrokeMask;
  hidden: boolean;
  /** Own ink that is shown in its place. */
  ahead: Ahead | null;
  /** The tiles it lies on. */
  readonly on: Set<number>;
}

/** Everything that is painted. */
export class Layers {
  /** RGBA, row by row; what is stale is composed by `compose`. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Ends of open strokes that are not certain are painted as if they were. */
  showsEnds = true;
  /** Strokes before this place are under a clear; 0 when nothing is cleared. */
  wall = 0;
  /** What is below all strokes; null while it is paper. */
  base: Uint8ClampedArray | null = null;
  readonly #words: Uint32Array;
  readonly #columns: number;
  readonly #on = new Map<number, Layer[]>();
  #stale = new Map<number, Box>();
  /** All of it is, and is copied from the base at once. */
  #isAllStale = false;
  /** For strokes that cover a tile for certain and with their end. */
  readonly #both = new MaskTile();

  constructor(
    private readonly width: number,
    private readonly height: number,
    /** Own ink above all strokes. */
    private readonly above: () => Iterable<Ahead>,
  ) {
    this.#columns = Math.ceil(width / TILE);
    this.#words = new Uint32Array(width * height).fill(PAPER);
    this.pixels = new Uint8ClampedArray(this.#words.buffer as ArrayBuffer);
  }

  /** Puts something on tiles it has reached. */
  cover(layer: Layer, parts: Iterable<[number, Box]>): void {
    for (const [index, box] of parts) {
      if (!layer.on.has(index)) this.#put(layer, index);
      joinBox(this.#stale, index, box);
    }
  }

  /** Takes something off all tiles. */
  lift(layer: Layer): void {
    for (const index of layer.on) {
      const list = this.#on.get(index) ?? [];
      list.splice(list.indexOf(layer), 1);
    }
  }

  /** Takes what is lowest off and paints it into the base for good: it looks the same. */
  settle(layer: Layer): void {
    this.lift(layer);
    if (layer.hidden) return;
    this.base ??= new Uint8ClampedArray(this.pixels.length).fill(255);
    if (layer.type === "image") {
      const { width, height } = this;
      layer.lay(this.base, width, { left: 0, top: 0, right: width, bottom: height });
      return;
    }
    for (const [index, mask] of layer.mask.tiles) this.#lay(this.base, layer, mask, index, mask);
  }

  /** Makes the base paper. */
  clearBase(): void {
    this.base = null;
  }

  /** Starts anew on a base, which is taken over; null is paper. */
  reset(base: Uint8ClampedArray | null): void {
    this.#on.clear();
    this.base = base?.length === this.pixels.length ? base : null;
  }

  /** These parts look different. */
  soil(parts: Iterable<[number, Box]>): void {
    for (const [index, box] of parts) joinBox(this.#stale, index, box);
  }

  /** Everything looks different. */
  soilAll(): void {
    this.#isAllStale = true;
    const tiles = this.#columns * Math.ceil(this.height / TILE);
    for (let index = 0; index < tiles; index += 1) joinBox(this.#stale, index, WHOLE);
  }

  /** Composes what is stale; answers the parts that were, on the picture. */
  compose(): Box[] {
    if (this.#isAllStale)
      this.#copyBase({ left: 0, top: 0, right: this.width, bottom: this.height });
    const parts = [...this.#stale].map(([index, box]) => this.#part(index, box));
    this.#stale = new Map();
    this.#isAllStale = false;
    return parts;
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

  #part(index: number, box: Box): Box {
    const x = (index % this.#columns) * TILE;
    const y = Math.floor(index / this.#columns) * TILE;
    const part = {
      left: x + box.left,
      top: y + box.top,
      right: Math.min(x + box.right, this.width),
      bottom: Math.min(y + box.bottom, this.height),
    };
    if (!this.#isAllStale) this.#copyBase(part);
    for (const layer of this.#on.get(index) ?? []) {
      if (layer.hidden || layer.seq < this.wall) continue;
      if (layer.type === "image") layer.lay(this.pixels, this.width, part);
      else this.#layStroke(layer.brush, (layer.ahead ?? layer).mask, index, box);
    }
    for (const ahead of this.above()) this.#layStroke(ahead.brush, ahead.mask, index, box);
    return part;
  }

  /** Lays what a stroke covers of a part of a tile, and what its uncertain end covers more, as one. */
  #layStroke(brush: Brush, mask: StrokeMask, index: number, box: Box): void {
    const sure = mask.tiles.get(index);
    const end = this.showsEnds ? mask.uncertain?.get(index) : undefined;
    if (!sure || !end) {
      this.#lay(this.pixels, { brush }, sure ?? end, index, box);
      return;
    }
    this.#both.blank();
    this.#both.raise(sure, box);
    this.#both.raise(end, box);
    this.#lay(this.pixels, { brush }, this.#both, index, box);
  }

  #copyBase({ left, top, right, bottom }: Box): void {
    const below = this.wall === 0 ? this.base : null;
    const from = below && new Uint32Array(below.buffer, below.byteOffset, this.#words.length);
    if (this.#isAllStale) {
      if (from) this.#words.set(from);
      else this.#words.fill(PAPER);
      return;
    }
    for (let y = top; y < bottom; y += 1) {
      const end = y * this.width + right;
      for (let at = y * this.width + left; at < end; at += 1) {
        this.#words[at] = from ? from[at]! : PAPER;
      }
    }
  }

  /** Lays a stroke over a part of a tile; an eraser lays opaque paper, whatever colour it says (R7). */
  #lay(
    pixels: Uint8ClampedArray,
    { brush }: { brush: Brush },
    mask: MaskTile | undefined,
    index: number,
    box: Box,
  ): void {
    if (!mask) return;
    const part = meet(box, mask);
    const row = Math.floor(index / this.#columns);
    const start = (row * this.width + (index % this.#columns)) * TILE;
    if (brush.tool === "eraser") blend(pixels, start, this.width, mask, WHITE, 255, part);
    else blend(pixels, start, this.width, mask, rgbOf(brush.color), brush.opacity, part);
  }
}
