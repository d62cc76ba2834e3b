/**
 * The picture of a room as the server tells it, and the page's own ink ahead of it.
 *
 * The truth is built from the server's entries alone, own ones included. Own ink that is not confirmed is
 * shown above it, and in place of its own item once that is known, so that nothing jumps and nothing is
 * painted twice; when everything is confirmed it goes, and the pixels are the server's.
 */

import { type FindImage, fetchImage, ImageLayer } from "./images";
import { type Ahead, OwnInk } from "./ink";
import { Layers, type StrokeLayer } from "./layers";
import type { Brush, ChatLine, Entry, Item, Snapshot } from "./protocol";
import { type Box, StrokeMask } from "./raster";

/** Lines of chat that are kept. */
const CHAT_LINES_MAX = 50;

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

interface Stroke extends StrokeLayer {
  author: string;
  n: number;
  ended: boolean;
  count: number;
}

interface Clear {
  type: "clear";
  seq: number;
  hidden: boolean;
}

/** A room's pixels at one place of its journal. */
export class Board {
  /** The place: everything up to here is in the truth. */
  seq = 0;
  /** Who this page is, once it is told. */
  author: string | null = null;
  readonly chat: ChatLine[] = [];
  /** The window, in painting order, by name. */
  readonly #items = new Map<number, Stroke | ImageLayer | Clear>();
  readonly #open = new Set<Stroke>();
  readonly #own = new OwnInk();
  readonly #layers: Layers;
  readonly #authorsSeen = new Set<string>();
  /** Parts that were composed and not told to whoever shows them. */
  readonly #composed: Box[] = [];
  #points = 0;
  #settled = 0;

  constructor(
    readonly size: Size,
    public window: WindowBounds,
    /** Finds the pixels of images. */
    private readonly find: FindImage = fetchImage,
    /** Called when an image has come and the picture looks different. */
    private readonly onImage: () => void = () => {},
  ) {
    this.#layers = new Layers(size.width, size.height, () => this.#own.unmet());
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
    for (const item of this.#items.values()) if (item.type === "image") item.forget();
    this.#items.clear();
    this.#open.clear();
    this.#points = 0;
    this.#settled = 0;
    this.#layers.reset(base);
    this.chat.splice(0, this.chat.length, ...snapshot.chat);
    this.#own.unmeet();
    for (const item of snapshot.items) this.#put(item);
    this.#build();
    this.seq = snapshot.seq;
    this.#layers.soilAll();
  }

  /** Starts own ink ahead of the truth: the stroke this page will call `n`, or calls so already. */
  ahead(brush: Brush): Ahead {
    const mask = new StrokeMask(this.size.width, this.size.height, true);
    return this.#own.add(brush, mask, (parts, item) => {
      if (item) this.#layers.cover(item as Stroke, parts);
      else this.#layers.soil(parts);
    });
  }

  /** Composes what looks different and answers which parts that were; `picture` holds them then. */
  compose(): Box[] {
    this.#composed.push(...this.#layers.compose());
    return this.#composed.splice(0);
  }

  /** RGBA, row by row, as it was composed last. */
  get picture(): Uint8ClampedArray<ArrayBuffer> {
    return this.#layers.pixels;
  }

  /** The whole picture: RGBA, row by row; without ends of strokes that are not certain. */
  pixels(): Uint8ClampedArray {
    this.#showEnds(false);
    const copy = this.picture.slice();
    this.#showEnds(true);
    return copy;
  }

  /** What has left the window, as pixels; null while it is paper. */
  get base(): Uint8ClampedArray | null {
    return this.#layers.base;
  }

  #showEnds(shows: boolean): void {
    this.#layers.showsEnds = shows;
    for (const { mask } of [...this.#open, ...this.#own.all()]) {
      if (mask.uncertain) this.#layers.soil(mask.uncertain);
    }
    // Whoever shows the picture is told of these parts too.
    this.#composed.push(...this.#layers.compose());
  }

  #take(entry: Entry): void {
    switch (entry.type) {
      case "begin":
        this.#put({ ...entry, type: "stroke", hidden: false });
        break;
      case "clear":
        this.#put({ ...entry, hidden: false });
        this.#build();
        this.#layers.soilAll();
        break;
      case "place":
        this.#put({ ...entry, type: "image", hidden: false });
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
      case "rebase":
        break;
      case "chat":
        this.chat.push(entry);
        this.chat.splice(0, this.chat.length - CHAT_LINES_MAX);
        break;
      default:
        entry satisfies never;
    }
    this.settle();
  }

  #put(item: Item): void {
    this.#authorsSeen.add(item.author);
    const { seq, author, n, hidden } = item;
    if (item.type === "clear") {
      this.#items.set(seq, { type: "clear", seq, hidden });
      return;
    }
    if (item.type === "image") {
      this.#hang(new ImageLayer(seq, item, hidden));
      return;
    }
    const { tool, color, opacity, points, ended } = item;
    const brush = { tool, color, opacity };
    const mask = new StrokeMask(this.size.width, this.size.height, !ended);
    const made = { seq, author, n, hidden, ended, brush, mask, ahead: null, on: new Set<number>() };
    const stroke: Stroke = { type: "stroke", ...made, count: 0 };
    this.#items.set(seq, stroke);
    this.#open.add(stroke);
    this.#own.meet(stroke, this.author);
    if (stroke.ahead) this.#layers.cover(stroke, (stroke.ahead as Ahead).mask.tiles);
    this.#grow(seq, points);
    if (ended) this.#finish(seq);
  }

  #hang(image: ImageLayer): void {
    this.#items.set(image.seq, image);
    this.#points += image.count;
    void image.load(this.find, () => {
      this.#layers.cover(image, image.parts(this.size.width, this.size.height));
      this.settle();
      this.onImage();
    });
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
    if (gone.mask.uncertain) this.#layers.soil(gone.mask.uncertain);
  }

  #turn(seq: number, hidden: boolean): void {
    const item = this.#items.get(seq);
    if (!item) return;
    item.hidden = hidden;
    if (item.type === "stroke") {
      this.#layers.soil(item.mask.tiles);
    } else if (item.type === "image") {
      this.#layers.soil(item.parts(this.size.width, this.size.height));
    } else {
      this.#build();
      this.#layers.soilAll();
    }
  }

  /** The wall is the newest clear that can be seen. */
  #build(): void {
    this.#layers.wall = 0;
    for (const item of this.#items.values()) {
      if (item.type === "clear" && !item.hidden) this.#layers.wall = item.seq;
    }
  }

  /**
   * V9: what is too much leaves the window for the base, and what lies before a place that nobody will change
   * any more. Answers the oldest of what stays.
   */
  settle(before = 0): number {
    for (;;) {
      const [oldest] = this.#items.values();
      if (!oldest) return Infinity;
      const { items, points } = this.window;
      const isFull = this.#items.size > items || this.#points > points;
      if (!isFull && oldest.seq >= before) return oldest.seq;
      if (oldest.type === "stroke" && !oldest.ended) return oldest.seq;
      // The base would miss it: here it waits a little longer than elsewhere.
      if (oldest.type === "image" && !oldest.pixels) return oldest.seq;
      if (oldest.type === "image") {
        this.#items.delete(oldest.seq);
        this.#points -= oldest.count;
        this.#layers.settle(oldest);
      } else if (oldest.type === "stroke") {
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
}
