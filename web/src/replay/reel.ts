/**
 * A picture at a place of a recording, which goes on, and can be taken and put back.
 *
 * It is the board of the draw page, told the same entries. What the recording never takes back is painted
 * for good at once, so that a place is kept as what it looks like and the few items that still change.
 */

import { Board, type Size, type WindowBounds } from "../board";
import type { FindImage } from "../images";
import type { Entry, Item } from "../protocol";
import { condense } from "./condense";
import type { Fates } from "./fates";
import { markTiles } from "./reach";
import type { Shot } from "./reader";
import { type PackedTile, type Place, packTile, TILE, unpackTile } from "./tiles";

/** A place that was kept. */
export interface Keyframe {
  seq: number;
  /** What is painted for good. */
  tiles: (PackedTile | null)[];
  /** What may still change. */
  items: Item[];
}

/** Nothing leaves the window while entries are taken in: they are not in their order, point by point. */
const OPEN_WINDOW: WindowBounds = { items: Infinity, points: Infinity };

/** What a reel is made of. */
export interface ReelParts {
  size: Size;
  window: WindowBounds;
  fates: Fates;
  find: FindImage;
  onImage: () => void;
  /** How an entry is seen, where authors are told apart. */
  tint?: (entry: Entry) => Entry;
}

/** One picture. */
export class Reel {
  readonly board: Board;
  /** Strokes since the last place that was kept. */
  strokes = 0;
  /** What the board has in its window. */
  readonly #items = new Map<number, Item>();
  readonly #columns: number;
  #tiles: (PackedTile | null)[];
  /** Tiles that may differ from those that were kept last. */
  readonly #changed: Uint8Array;

  constructor(private readonly parts: ReelParts) {
    const { width, height } = parts.size;
    this.board = new Board(parts.size, OPEN_WINDOW, parts.find, parts.onImage);
    this.#columns = Math.ceil(width / TILE);
    this.#tiles = new Array(this.#columns * Math.ceil(height / TILE)).fill(null);
    this.#changed = new Uint8Array(this.#tiles.length);
  }

  get seq(): number {
    return this.board.seq;
  }

  /** Items that may still change. */
  get loose(): number {
    return this.#items.size;
  }

  /** The place nearest before another at which there is blank paper, whoever looks at whom. */
  wallBefore(seq: number): number {
    return this.parts.fates.wallBefore(seq);
  }

  /** Goes on to a place. */
  take(entries: Entry[], seq: number): void {
    const { tint } = this.parts;
    const few = condense(tint ? entries.map(tint) : entries);
    this.board.window = OPEN_WINDOW;
    this.board.apply(few, seq);
    for (const entry of few) this.#note(entry);
    this.settle();
  }

  /** Paints for good what is final, and what the room's own window no longer holds. */
  settle(): void {
    this.board.window = this.parts.window;
    const oldest = this.board.settle(this.#firstLoose());
    const { width, height } = this.parts.size;
    for (const [seq, item] of this.#items) {
      if (seq >= oldest) return;
      this.#items.delete(seq);
      markTiles(item, this.#changed, width, height);
    }
  }

  /** Goes to a picture that was made elsewhere. */
  load({ seq, items }: Shot["snapshot"], base: Shot["base"]): void {
    this.#start(seq, items, base);
    this.#changed.fill(1);
  }

  /** What it looks like here, to be loaded elsewhere. */
  shot(): Shot {
    const items = [...this.#items.values()].map(copyOf);
    return { snapshot: { seq: this.seq, items }, base: this.board.base?.slice() ?? null };
  }

  /** Keeps the place. */
  keep(): Keyframe {
    const { base } = this.board;
    const words = base && new Uint32Array(base.buffer, base.byteOffset, base.length / 4);
    this.#tiles = this.#tiles.map((tile, index) => {
      if (!this.#changed[index]) return tile;
      return words && packTile(this.#place(words, index), tile);
    });
    this.#changed.fill(0);
    this.strokes = 0;
    return { seq: this.seq, tiles: this.#tiles, items: [...this.#items.values()].map(copyOf) };
  }

  /** Goes back, or on, to a place that was kept. */
  restore({ seq, tiles, items }: Keyframe): void {
    const { width, height } = this.parts.size;
    const base = this.board.base ?? new Uint8ClampedArray(width * height * 4).fill(255);
    const words = new Uint32Array(base.buffer, base.byteOffset, width * height);
    for (let index = 0; index < tiles.length; index += 1) {
      // Much of a drawing stays as it is for long.
      const there = this.#changed[index] ? undefined : this.#tiles[index];
      unpackTile(tiles[index] ?? null, there, this.#place(words, index));
    }
    this.#start(seq, items, base);
    this.#tiles = tiles;
    this.#changed.fill(0);
  }

  #place(words: Uint32Array, index: number): Place {
    const { width } = this.parts.size;
    const row = Math.floor(index / this.#columns);
    return { words, width, column: index - row * this.#columns, row };
  }

  #start(seq: number, items: Item[], base: Uint8ClampedArray | null): void {
    this.board.window = OPEN_WINDOW;
    this.board.load({ type: "snapshot", seq, base: null, items, chat: [] }, base);
    this.#items.clear();
    for (const item of items) this.#items.set(item.seq, copyOf(item));
    this.strokes = 0;
    this.settle();
  }

  #firstLoose(): number {
    for (const [seq, item] of this.#items) {
      const isOpen = item.type === "stroke" && !item.ended;
      if (isOpen || !this.parts.fates.isFinal(seq, this.seq)) return seq;
    }
    return Infinity;
  }

  #note(entry: Entry): void {
    switch (entry.type) {
      case "begin":
        this.strokes += 1;
        this.#items.set(entry.seq, { ...entry, type: "stroke", hidden: false });
        break;
      case "clear":
        this.#items.set(entry.seq, { ...entry, hidden: false });
        break;
      case "place":
        this.#items.set(entry.seq, { ...entry, type: "image", hidden: false });
        break;
      case "hide":
      case "show": {
        const item = this.#items.get(entry.item);
        if (item) item.hidden = entry.type === "hide";
        break;
      }
      case "cancel":
        this.#items.delete(entry.stroke);
        break;
      case "points":
      case "end":
        this.#grow(entry);
        break;
      case "rebase":
      case "chat":
        break;
      default:
        entry satisfies never;
    }
  }

  #grow(entry: Extract<Entry, { type: "points" | "end" | "cancel" }>): void {
    const item = this.#items.get(entry.stroke);
    if (item?.type !== "stroke") return;
    if (entry.type === "points") item.points = item.points.concat(entry.points);
    else item.ended = true;
  }
}

/** An item that may be changed; points are never changed, only replaced. */
function copyOf(item: Item): Item {
  return { ...item };
}
