/** From what a pointer says to what is drawn: pressure, smoothing, eighths of a pixel. */

import { clamp, type Point } from "./view";

/** What touches the screen. */
export type PointerKind = "mouse" | "touch" | "pen";

/** Smallest and largest radius on the wire, in eighths. */
const RADIUS_MIN = 1;
const RADIUS_MAX = 480;

/** Farthest coordinate on the wire, in eighths. */
const COORDINATE_MAX = 262_136;

/** How much of the last place stays in the next one: a pen is steadier than a finger. */
const STREAMLINE = { mouse: 0.35, touch: 0.35, pen: 0.15 } as const;

/** Share of the width a pen without pressure leaves, and what pressure adds to it. */
const LIGHTEST = 0.35;
const HEAVIER = 0.65;

/** How much of the last pressure stays in the next one. */
const PRESSURE_KEPT = 0.5;

/** The radius of a stroke in eighths; only a pen has pressure. */
export function radiusOf(kind: PointerKind, size: number, pressure: number): number {
  const part = kind === "pen" ? LIGHTEST + HEAVIER * clamp(pressure, 0, 1) : 1;
  return clamp(Math.round((size / 2) * part * 8), RADIUS_MIN, RADIUS_MAX);
}

/** One point for the wire: x, y, r in eighths. */
export function quantise(at: Point, radius: number): number[] {
  return [eighths(at.x), eighths(at.y), radius];
}

function eighths(px: number): number {
  return clamp(Math.round(px * 8), -COORDINATE_MAX, COORDINATE_MAX);
}

/** The end of one pen on the paper, from down to up. */
export class Nib {
  /** Where the pointer is, and where the smoothed line is. */
  #raw: Point;
  #smooth: Point;
  #pressure: number;
  #last: number[];

  constructor(
    private readonly kind: PointerKind,
    private readonly size: number,
    at: Point,
    pressure: number,
  ) {
    this.#raw = at;
    this.#smooth = at;
    this.#pressure = pressure;
    this.#last = quantise(at, radiusOf(kind, size, pressure));
  }

  /** The point drawn last, in eighths. */
  get point(): number[] {
    return this.#last;
  }

  /** Moves on; answers the new point, or null when it is the one before. */
  to(at: Point, pressure: number): number[] | null {
    const kept = STREAMLINE[this.kind];
    this.#raw = at;
    this.#smooth = {
      x: at.x + (this.#smooth.x - at.x) * kept,
      y: at.y + (this.#smooth.y - at.y) * kept,
    };
    this.#pressure = pressure + (this.#pressure - pressure) * PRESSURE_KEPT;
    return this.#put(this.#smooth);
  }

  /** Where the pointer really is: smoothing stays behind, the end of a stroke does not. */
  finish(): number[] | null {
    return this.#put(this.#raw);
  }

  #put(at: Point): number[] | null {
    const point = quantise(at, radiusOf(this.kind, this.size, this.#pressure));
    if (point.every((value, index) => value === this.#last[index])) return null;
    this.#last = point;
    return point;
  }
}
