/**
 * The picture of a room as the server tells it, and the page's own ink ahead of it.
 *
 * The truth is built from the server's entries alone, own ones included. Own ink that is not confirmed is
 * shown above it, and in place of its own item once that is known, so that nothing jumps and nothing is
 * painted twice; when everything is confirmed it goes, and the pixels are the server's.
 */

import { type Ahead, OwnInk, tailOf } from "./ink";
import type { Brush, ChatLine, Entry, Item, Snapshot } from "./protocol";
import { unreachable } from "./protocol";
import { blendTile, rgbOf, StrokeMask, TILE } from "./raster";

/** Lines of chat that are kept. */
const CHAT_LINES_MAX = 50;

const PAPER = new Uint8ClampedArray(TILE * TILE * 4).fill(255);

/** Width and height of a canvas, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** How much of the newest work stays undoable. */
export interface WindowBounds {
  items: number;
  points: number;
}

/** The uncertain end of an open stroke: x, y, r in pixels, for a layer that is no truth. */
export interface Tail {
  color: string;
  points: number[];
}

interface Stroke {
  type: "stroke";
  seq: number;
  author: string;
  n: number;
  hidden: boolean;
  ended: boolean;
  brush: Brush;
  count: number;
  /** The last two raw points, flat in eighths. */
  end: number[];
  mask: StrokeMask;
}

interface Clear {
  type: "clear";
  seq: number;
  author: string;
  n: number;
  hidden: boolean;
}

/** A room's pixels at one place of its journal. */
export class Board {
  readonly columns: number;
  readonly rows: number;
  /** The place: everything up to here is in the truth. */
  seq = 0;
  /** Who this page is, once it is told. */
  author: string | null = null;
  /** Tiles that look different since whoever paints them took them. */
  readonly dirty = new Set<number>();
  readonly chat: ChatLine[] = [];
  readonly #items: (Stroke | Clear)[] = [];
  #points = 0;
  #base = new Map<number, Uint8ClampedArray>();
  readonly #made = new Map<number, Uint8ClampedArray>();
  readonly #own = new OwnInk();
  readonly #authorsSeen = new Set<string>();
  #settled = 0;

  constructor(
    readonly size: Size,
    public window: WindowBounds,
  ) {
    this.columns = Math.ceil(size.width / TILE);
    this.rows = Math.ceil(size.height / TILE);
  }

  /** Strokes that were seen, for a summary in words. */
  get strokes(): number {
    return this.#settled + this.#items.filter((item) => item.type === "stroke").length;
  }

  /** Authors that were seen, for a summary in words. */
  get authors(): number {
    return this.#authorsSeen.size;
  }

  /** Takes in entries up to `seq`; those it has already are skipped (V3). */
  apply(entries: Entry[], seq: number): void {
    const have = this.seq;
    for (const entry of entries) {
      if (entry.seq > have) this.#take(entry);
    }
    this.seq = Math.max(have, seq);
  }

  /** Replaces everything by a snapshot; `base` is RGBA of the whole canvas, or null while it is blank. */
  load(snapshot: Snapshot, base: Uint8ClampedArray | null): void {
    this.#items.length = 0;
    this.#points = 0;
    this.#settled = 0;
    this.#base = base ? this.#cut(base) : new Map();
    this.chat.splice(0, this.chat.length, ...snapshot.chat);
    this.#own.unmeet();
    for (const item of snapshot.items) this.#put(item);
    this.seq = snapshot.seq;
    this.#soilAll();
  }

  /** Starts own ink ahead of the truth: the stroke this page will call `n`, or calls so already. */
  ahead(brush: Brush): Ahead {
    const mask = new StrokeMask(this.size.width, this.size.height);
    return this.#own.add(brush, mask, (tiles) => this.#soil(tiles));
  }

  /** One tile as it is shown: 64×64 RGBA. */
  tile(index: number): Uint8ClampedArray {
    let tile = this.#made.get(index);
    if (!tile) {
      tile = this.#compose(index);
      this.#made.set(index, tile);
    }
    return tile;
  }

  /** The uncertain ends of all open strokes. */
  openTails(): Tail[] {
    const open = this.#items.filter(
      (item) => item.type === "stroke" && !item.ended && !item.hidden,
    );
    const others = open.filter((item) => !this.#own.of(item, this.author)) as Stroke[];
    const tails = others.map((item) => tailOf(item.brush, item.end, item.count));
    return [...tails, ...this.#own.tails()];
  }

  /** The whole picture: RGBA, row by row. */
  pixels(): Uint8ClampedArray {
    const { width, height } = this.size;
    const all = new Uint8ClampedArray(width * height * 4);
    for (let index = 0; index < this.columns * this.rows; index += 1) {
      const tile = this.tile(index);
      const left = (index % this.columns) * TILE;
      const top = Math.floor(index / this.columns) * TILE;
      const span = Math.min(TILE, width - left) * 4;
      for (let row = 0; row < Math.min(TILE, height - top); row += 1) {
        const line = tile.subarray(row * TILE * 4, row * TILE * 4 + span);
        all.set(line, ((top + row) * width + left) * 4);
      }
    }
    return all;
  }

  /** SHA-256 of `pixels()`, in hexadecimal; where the browser has none, a shorter hash behind `fnv:`. */
  async hash(): Promise<string> {
    const pixels = this.pixels();
    if (!globalThis.crypto?.subtle) return `fnv:${fnv(pixels)}`;
    const digest = await crypto.subtle.digest("SHA-256", pixels as BufferSource);
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  #take(entry: Entry): void {
    switch (entry.type) {
      case "begin":
        this.#put({ ...entry, type: "stroke", hidden: false });
        break;
      case "clear":
        this.#put({ ...entry, hidden: false });
        this.#soilAll();
        break;
      case "points":
        this.#grow(entry.stroke, entry.points);
        break;
      case "end":
        this.#finish(entry.stroke);
        break;
      case "cancel":
        this.#remove(entry.stroke);
        break;
      case "hide":
      case "show":
        this.#turn(entry.item, entry.type === "hide");
        break;
      case "chat":
        this.chat.push(entry);
        this.chat.splice(0, this.chat.length - CHAT_LINES_MAX);
        break;
      default:
        unreachable(entry);
    }
    this.#settle();
  }

  #put(item: Item): void {
    this.#authorsSeen.add(item.author);
    const { seq, author, n, hidden } = item;
    if (item.type === "clear") {
      this.#items.push({ type: "clear", seq, author, n, hidden });
      return;
    }
    const { tool, color, opacity, points, ended } = item;
    const mask = new StrokeMask(this.size.width, this.size.height);
    mask.extend(points);
    if (ended) mask.end();
    const count = points.length / 3;
    const brush = { tool, color, opacity };
    const end = points.slice(-6);
    const stroke: Stroke = {
      type: "stroke",
      seq,
      author,
      n,
      hidden,
      ended,
      brush,
      count,
      end,
      mask,
    };
    this.#items.push(stroke);
    this.#points += count;
    const ahead = this.#own.meet(stroke, this.author);
    this.#soil(mask.takeChanged());
    if (ahead) this.#soil(ahead.mask.tiles.keys());
  }

  #stroke(seq: number): Stroke | null {
    const item = this.#find(seq);
    return item?.type === "stroke" ? item : null;
  }

  #find(seq: number): Stroke | Clear | undefined {
    return this.#items.find((item) => item.seq === seq);
  }

  #grow(seq: number, points: number[]): void {
    const stroke = this.#stroke(seq);
    if (!stroke) return;
    stroke.mask.extend(points);
    stroke.count += points.length / 3;
    stroke.end = [...stroke.end, ...points].slice(-6);
    this.#points += points.length / 3;
    this.#soil(stroke.mask.takeChanged());
  }

  #finish(seq: number): void {
    const stroke = this.#stroke(seq);
    if (!stroke) return;
    stroke.ended = true;
    stroke.mask.end();
    this.#soil(stroke.mask.takeChanged());
  }

  #remove(seq: number): void {
    const at = this.#items.findIndex((item) => item.seq === seq);
    const [gone] = at < 0 ? [] : this.#items.splice(at, 1);
    if (gone?.type !== "stroke") return;
    this.#points -= gone.count;
    this.#soil(gone.mask.tiles.keys());
  }

  #turn(seq: number, hidden: boolean): void {
    const item = this.#find(seq);
    if (!item) return;
    item.hidden = hidden;
    if (item.type === "clear") this.#soilAll();
    else this.#soil(item.mask.tiles.keys());
  }

  /** V9: what is too much leaves the window for the base. */
  #settle(): void {
    while (this.#items.length > this.window.items || this.#points > this.window.points) {
      const oldest = this.#items[0]!;
      if (oldest.type === "stroke" && !oldest.ended) return;
      this.#items.shift();
      if (oldest.type === "stroke") this.#paint(oldest);
      else if (!oldest.hidden) this.#base.clear();
    }
  }

  #paint(stroke: Stroke): void {
    this.#points -= stroke.count;
    this.#settled += 1;
    if (stroke.hidden) return;
    for (const [index, mask] of stroke.mask.tiles) {
      const tile = this.#base.get(index) ?? new Uint8ClampedArray(PAPER);
      lay(tile, mask, stroke.brush);
      this.#base.set(index, tile);
    }
  }

  #compose(index: number): Uint8ClampedArray {
    const wall = this.#items.findLastIndex((item) => item.type === "clear" && !item.hidden);
    const below = wall < 0 ? this.#base.get(index) : undefined;
    const tile = new Uint8ClampedArray(below ?? PAPER);
    for (const item of this.#items.slice(wall + 1)) {
      if (item.type !== "stroke" || item.hidden) continue;
      const mask = (this.#own.of(item, this.author)?.mask ?? item.mask).tiles.get(index);
      if (mask) lay(tile, mask, item.brush);
    }
    for (const ahead of this.#own.unmet()) {
      const mask = ahead.mask.tiles.get(index);
      if (mask) lay(tile, mask, ahead.brush);
    }
    return tile;
  }

  #cut(pixels: Uint8ClampedArray): Map<number, Uint8ClampedArray> {
    const tiles = new Map<number, Uint8ClampedArray>();
    const { width, height } = this.size;
    for (let index = 0; index < this.columns * this.rows; index += 1) {
      const left = (index % this.columns) * TILE;
      const top = Math.floor(index / this.columns) * TILE;
      const tile = new Uint8ClampedArray(PAPER);
      const span = Math.min(TILE, width - left) * 4;
      for (let row = 0; row < Math.min(TILE, height - top); row += 1) {
        const from = ((top + row) * width + left) * 4;
        tile.set(pixels.subarray(from, from + span), row * TILE * 4);
      }
      tiles.set(index, tile);
    }
    return tiles;
  }

  #soil(tiles: Iterable<number>): void {
    for (const index of tiles) {
      this.#made.delete(index);
      this.dirty.add(index);
    }
  }

  #soilAll(): void {
    this.#made.clear();
    for (let index = 0; index < this.columns * this.rows; index += 1) this.dirty.add(index);
  }
}

/** Lays a brush's paint over a tile; an eraser lays opaque paper, whatever colour it says (R7). */
function lay(tile: Uint8ClampedArray, mask: Uint8Array, brush: Brush): void {
  if (brush.tool === "eraser") blendTile(tile, mask, [255, 255, 255], 255);
  else blendTile(tile, mask, rgbOf(brush.color), brush.opacity);
}

/** FNV-1a, 32 bits. */
function fnv(bytes: Uint8ClampedArray): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
