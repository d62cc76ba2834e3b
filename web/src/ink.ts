/** The page's own ink before the server has confirmed it. */

import type { Brush } from "./protocol";
import type { Box, StrokeMask } from "./raster";

/** One own stroke, shown at once. */
export interface Ahead {
  readonly brush: Brush;
  readonly mask: StrokeMask;
  /** The author's count of its begin, once it is numbered. */
  n: number | null;
  /** Adds points, flat in eighths. */
  extend(points: ArrayLike<number>): void;
  /** The pen is up. */
  end(): void;
  /** It is confirmed, or will never be: from here on the truth is shown alone. */
  remove(): void;
}

/** An item of the truth that own ink may stand for. */
interface Made {
  author: string;
  n: number;
  ahead: Ahead | null;
}

/** Tells that parts of tiles look different, and which item of the truth they belong to. */
type Soil = (parts: Iterable<[number, Box]>, item: Made | null) => void;

/** All own strokes that are not confirmed, oldest first. */
export class OwnInk {
  readonly #strokes = new Set<Stroke>();

  add(brush: Brush, mask: StrokeMask, soil: Soil): Ahead {
    const stroke = new Stroke(brush, mask, soil, () => this.#strokes.delete(stroke));
    this.#strokes.add(stroke);
    return stroke;
  }

  /** The truth has an item now: own ink that is the same stroke takes its place. */
  meet(item: Made, author: string | null): void {
    if (item.author !== author) return;
    for (const stroke of this.#strokes) {
      if (stroke.n !== item.n) continue;
      stroke.item = item;
      item.ahead = stroke;
    }
  }

  /** The truth starts anew: nothing of it is known to hold own ink. */
  unmeet(): void {
    for (const stroke of this.#strokes) stroke.item = null;
  }

  /** Everything of it. */
  all(): Iterable<Ahead> {
    return this.#strokes;
  }

  /** What the truth does not have yet. */
  *unmet(): Iterable<Ahead> {
    for (const stroke of this.#strokes) if (!stroke.item) yield stroke;
  }
}

class Stroke implements Ahead {
  n: number | null = null;
  /** The truth has it: it is shown at its place in the painting order. */
  item: Made | null = null;

  constructor(
    readonly brush: Brush,
    readonly mask: StrokeMask,
    private readonly soil: Soil,
    private readonly forget: () => void,
  ) {}

  extend(points: ArrayLike<number>): void {
    this.mask.extend(points);
    this.soil(this.mask.takeChanged(), this.item);
  }

  end(): void {
    this.mask.end();
    this.soil(this.mask.takeChanged(), this.item);
  }

  remove(): void {
    this.forget();
    if (this.item) this.item.ahead = null;
    this.soil(this.mask.tiles, null);
    if (this.mask.uncertain) this.soil(this.mask.uncertain, null);
  }
}
