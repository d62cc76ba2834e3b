/**
 * The picture of a room as the server tells it, and the page's own ink ahead of it.
 *
 * The truth is built from the server's entries alone, own ones included. Own ink that is not confirmed is
 * shown above it, and in place of its own item once that is known, so that nothing jumps and nothing is
 * painted twice; when everything is confirmed it goes, and the pixels are the server's.
 */

import { type Ahead, OwnInk, tailOf } from "./ink";
import { type Layer, Layers } from "./layers";
import type { Brush, ChatLine, Entry, Item, Snapshot } from "./protocol";
import { unreachable } from "./protocol";
import { type Box, StrokeMask, TILE, WHOLE } from "./raster";

/** Lines of chat that are kept. */
const CHAT_LINES_MAX = 50;

/** An opaque white pixel. */
const PAPER = 0xffffffff;

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

interface Stroke extends Layer {
  type: "stroke";
  author: string;
  n: number;
  ended: boolean;
  count: number;
  /** The last two raw points, flat in eighths. */
  end: number[];
}

interface Clear {
  type: "clear";
  seq: number;
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
  readonly chat: ChatLine[] = [];
  /** The window, in painting order, by name. */
  readonly #items = new Map<number, Stroke | Clear>();
  readonly #open = new Set<Stroke>();
  readonly #own = new OwnInk();
  readonly #layers = new Layers(() => this.#own.unmet());
  readonly #authorsSeen = new Set<string>();
  #points = 0;
  #settled = 0;

  constructor(
    readonly size: Size,
    public window: WindowBounds,
  ) {
    this.columns = Math.ceil(size.width / TILE);
    this.rows = Math.ceil(size.height / TILE);
  }

  /** Parts of tiles that look different since whoever paints them took them. */
  get dirty(): Map<number, Box> {
    return this.#layers.dirty;
  }

  /** Strokes that were seen, for a summary in words. */
  get strokes(): number {
    const shown = [...this.#items.values()].filter((item) => item.type === "stroke");
    return this.#settled + shown.length;
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
    this.#items.clear();
    this.#open.clear();
    this.#points = 0;
    this.#settled = 0;
    this.#layers.reset(base ? this.#cut(base) : []);
    this.chat.splice(0, this.chat.length, ...snapshot.chat);
    this.#own.unmeet();
    for (const item of snapshot.items) this.#put(item);
    this.#build();
    this.seq = snapshot.seq;
    this.soilAll();
  }

  /** Starts own ink ahead of the truth: the stroke this page will call `n`, or calls so already. */
  ahead(brush: Brush): Ahead {
    const mask = new StrokeMask(this.size.width, this.size.height);
    return this.#own.add(brush, mask, (parts, item) => {
      if (item) this.#layers.cover(item as Stroke, parts);
      else this.#layers.soil(parts);
    });
  }

  /** Everything looks different. */
  soilAll(): void {
    const all = Array.from({ length: this.columns * this.rows }, (_, index) => index);
    this.#layers.soil(all.map((index) => [index, WHOLE]));
  }

  /** One tile as it is shown: 64×64 RGBA. */
  tile(index: number): Uint8ClampedArray {
    return this.#layers.tile(index);
  }

  /** The uncertain ends of all open strokes. */
  openTails(): Tail[] {
    const others = [...this.#open].filter((item) => !item.hidden && !item.ahead);
    return [
      ...others.map((item) => tailOf(item.brush, item.end, item.count)),
      ...this.#own.tails(),
    ];
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
        this.#build();
        this.soilAll();
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
      this.#items.set(seq, { type: "clear", seq, hidden });
      return;
    }
    const { tool, color, opacity, points, ended } = item;
    const brush = { tool, color, opacity };
    const mask = new StrokeMask(this.size.width, this.size.height);
    const made = { seq, author, n, hidden, ended, brush, mask, ahead: null, on: new Set<number>() };
    const stroke: Stroke = { type: "stroke", ...made, count: 0, end: [] };
    this.#items.set(seq, stroke);
    this.#open.add(stroke);
    this.#own.meet(stroke, this.author);
    if (stroke.ahead) this.#layers.cover(stroke, (stroke.ahead as Ahead).mask.tiles);
    this.#grow(seq, points);
    if (ended) this.#finish(seq);
  }

  #stroke(seq: number): Stroke | null {
    const item = this.#items.get(seq);
    return item?.type === "stroke" ? item : null;
  }

  #grow(seq: number, points: number[]): void {
    const stroke = this.#stroke(seq);
    if (!stroke) return;
    stroke.mask.extend(points);
    stroke.count += points.length / 3;
    stroke.end = [...stroke.end, ...points.slice(-6)].slice(-6);
    this.#points += points.length / 3;
    this.#layers.cover(stroke, stroke.mask.takeChanged());
  }

  #finish(seq: number): void {
    const stroke = this.#stroke(seq);
    if (!stroke) return;
    stroke.ended = true;
    stroke.mask.end();
    this.#open.delete(stroke);
    this.#layers.cover(stroke, stroke.mask.takeChanged());
  }

  #remove(seq: number): void {
    const gone = this.#stroke(seq);
    if (!gone) return;
    this.#forget(gone);
    this.#layers.lift(gone);
    this.#layers.soil(gone.mask.tiles);
  }

  #turn(seq: number, hidden: boolean): void {
    const item = this.#items.get(seq);
    if (!item) return;
    item.hidden = hidden;
    if (item.type === "stroke") {
      this.#layers.soil(item.mask.tiles);
    } else {
      this.#build();
      this.soilAll();
    }
  }

  /** The wall is the newest clear that can be seen. */
  #build(): void {
    this.#layers.wall = 0;
    for (const item of this.#items.values()) {
      if (item.type === "clear" && !item.hidden) this.#layers.wall = item.seq;
    }
  }

  /** V9: what is too much leaves the window for the base. */
  #settle(): void {
    while (this.#items.size > this.window.items || this.#points > this.window.points) {
      const [oldest] = this.#items.values();
      if (!oldest || (oldest.type === "stroke" && !oldest.ended)) return;
      if (oldest.type === "stroke") {
        this.#forget(oldest);
        this.#settled += 1;
        this.#layers.settle(oldest);
      } else {
        this.#items.delete(oldest.seq);
        if (!oldest.hidden) this.#layers.clearBase();
        this.#build();
      }
    }
  }

  #forget(stroke: Stroke): void {
    this.#items.delete(stroke.seq);
    this.#open.delete(stroke);
    this.#points -= stroke.count;
  }

  /** The tiles of a picture that are not all paper. */
  *#cut(pixels: Uint8ClampedArray): Iterable<[number, Uint8ClampedArray]> {
    const { width, height } = this.size;
    const words = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
    for (let index = 0; index < this.columns * this.rows; index += 1) {
      const left = (index % this.columns) * TILE;
      const top = Math.floor(index / this.columns) * TILE;
      const tile = new Uint32Array(TILE * TILE).fill(PAPER);
      const span = Math.min(TILE, width - left);
      let inked = false;
      for (let row = 0; row < Math.min(TILE, height - top); row += 1) {
        const from = (top + row) * width + left;
        const line = words.subarray(from, from + span);
        tile.set(line, row * TILE);
        inked ||= line.some((word) => word !== PAPER);
      }
      if (inked) yield [index, new Uint8ClampedArray(tile.buffer)];
    }
  }
}

/** FNV-1a, 32 bits. */
function fnv(bytes: Uint8ClampedArray): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
