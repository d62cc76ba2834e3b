/** The page's own ink before the server has confirmed it. */

import type { Tail } from "./board";
import type { Brush } from "./protocol";
import type { StrokeMask } from "./raster";

/** One own stroke, shown at once. */
export interface Ahead {
  readonly brush: Brush;
  readonly mask: StrokeMask;
  /** The author's count of its begin, once it is numbered. */
  n: number | null;
  /** The truth has it: it is shown at its place in the painting order. */
  met: boolean;
  /** Adds points, flat in eighths. */
  extend(points: ArrayLike<number>): void;
  /** The pen is up. */
  end(): void;
  /** It is confirmed, or will never be: from here on the truth is shown alone. */
  remove(): void;
}

interface Made {
  author: string;
  n: number;
}

/** All own strokes that are not confirmed, oldest first. */
export class OwnInk {
  readonly #strokes = new Set<Stroke>();

  add(brush: Brush, mask: StrokeMask, soil: (tiles: Iterable<number>) => void): Ahead {
    const stroke = new Stroke(brush, mask, soil, () => this.#strokes.delete(stroke));
    this.#strokes.add(stroke);
    return stroke;
  }

  /** The own ink of an item of the truth, if there is any. */
  of(item: Made, author: string | null): Ahead | undefined {
    if (this.#strokes.size === 0 || item.author !== author) return undefined;
    return [...this.#strokes].find((stroke) => stroke.n === item.n);
  }

  /** Notes that the truth has an item now. */
  meet(item: Made, author: string | null): Ahead | undefined {
    const ahead = this.of(item, author);
    if (ahead) ahead.met = true;
    return ahead;
  }

  /** The truth starts anew: nothing of it is known to hold own ink. */
  unmeet(): void {
    for (const stroke of this.#strokes) stroke.met = false;
  }

  /** What the truth does not have yet. */
  *unmet(): Iterable<Ahead> {
    for (const stroke of this.#strokes) if (!stroke.met) yield stroke;
  }

  tails(): Tail[] {
    const open = [...this.#strokes].filter((stroke) => stroke.open);
    return open.map((stroke) => tailOf(stroke.brush, stroke.last, stroke.count));
  }
}

class Stroke implements Ahead {
  n: number | null = null;
  met = false;
  open = true;
  last: number[] = [];
  count = 0;

  constructor(
    readonly brush: Brush,
    readonly mask: StrokeMask,
    private readonly soil: (tiles: Iterable<number>) => void,
    private readonly forget: () => void,
  ) {}

  extend(points: ArrayLike<number>): void {
    this.mask.extend(points);
    this.count += points.length / 3;
    this.last = [...this.last, ...Array.from(points)].slice(-6);
    this.soil(this.mask.takeChanged());
  }

  end(): void {
    this.open = false;
    this.mask.end();
    this.soil(this.mask.takeChanged());
  }

  remove(): void {
    this.forget();
    this.soil(this.mask.tiles.keys());
  }
}

/** What of an open stroke is not in its mask yet, in pixels: from the last midpoint to the last point. */
export function tailOf(brush: Brush, end: number[], count: number): Tail {
  const px = end.map((value) => value / 8);
  if (px.length < 6 || count < 3) return { color: brush.color, points: px };
  const middle = [0, 1, 2].map((at) => (px[at]! + px[at + 3]!) / 2);
  return { color: brush.color, points: [...middle, ...px.slice(3)] };
}
