/**
 * The exact raster rule (PROTOCOL.md section R), as the server paints by it: the same operations in the same
 * order on the same numbers, so that every screen shows the same bytes.
 */

import { type Box, Coverage, joinBox, type MaskTile, TILE } from "./coverage";

export { type Box, joinBox, MaskTile, meet, TILE, WHOLE } from "./coverage";

/** The coverage of one stroke, in tiles made when touched. */
export class StrokeMask {
  #changed = new Map<number, Box>();
  readonly #sure: Coverage;
  readonly #tail: Coverage | null;
  /** The last two raw points, in pixels: x, y, r each. */
  #before: [number, number, number] | null = null;
  #last: [number, number, number] | null = null;
  #count = 0;

  /** With `showsEnd`, the end that is not certain yet is covered too, apart from the rest: see `uncertain`. */
  constructor(width: number, height: number, showsEnd = false) {
    const note = (index: number, part: Box): void => joinBox(this.#changed, index, part);
    this.#sure = new Coverage(width, height, note);
    this.#tail = showsEnd ? new Coverage(width, height, note) : null;
  }

  /** Each touched tile, by tile index. */
  get tiles(): Map<number, MaskTile> {
    return this.#sure.tiles;
  }

  /** What the stroke would cover more if it ended here; nothing of it is true yet (R4). */
  get uncertain(): Map<number, MaskTile> | undefined {
    return this.#tail?.tiles;
  }

  /** Adds points, flat in eighths; what is not certain yet waits (R4), until the pen is lifted (R9). */
  extend(points: ArrayLike<number>): void {
    for (let at = 0; at + 2 < points.length; at += 3) {
      if (points[at + 2] === 0) this.#lift();
      else this.#point(points[at]! / 8, points[at + 1]! / 8, points[at + 2]! / 8);
    }
    if (this.#tail) {
      this.#tail.clear();
      this.#finish(this.#tail);
    }
  }

  /** Adds what only the end makes certain; again changes nothing. */
  end(): void {
    this.#tail?.clear();
    this.#lift();
  }

  #lift(): void {
    this.#finish(this.#sure);
    this.#before = null;
    this.#last = null;
    this.#count = 0;
  }

  /** Covers what waits for a point that does not come. */
  #finish(coverage: Coverage): void {
    if (!this.#last) return;
    const [x, y, r] = this.#last;
    const [bx, by, br] = this.#before ?? this.#last;
    if (this.#count < 3) coverage.capsule(bx, by, br, x, y, r);
    else coverage.capsule((bx + x) / 2, (by + y) / 2, (br + r) / 2, x, y, r);
  }

  /** The parts of tiles that changed since this was asked last. */
  takeChanged(): Map<number, Box> {
    const changed = this.#changed;
    this.#changed = new Map();
    return changed;
  }

  #point(x: number, y: number, r: number): void {
    this.#count += 1;
    const [q, a] = [this.#last, this.#before];
    this.#before = q;
    this.#last = [x, y, r];
    if (!q || !a) return;
    const [qx, qy, qr] = q;
    const [ax, ay, ar] = [(a[0] + qx) / 2, (a[1] + qy) / 2, (a[2] + qr) / 2];
    if (this.#count === 3) this.#sure.capsule(a[0], a[1], a[2], ax, ay, ar);
    this.#curve(ax, ay, ar, qx, qy, qr, (qx + x) / 2, (qy + y) / 2, (qr + r) / 2);
  }

  /** R5: from `a` to `b` around `q`. */
  #curve(
    ax: number,
    ay: number,
    ar: number,
    qx: number,
    qy: number,
    qr: number,
    bx: number,
    by: number,
    br: number,
  ): void {
    const wx = ax - 2 * qx + bx;
    const wy = ay - 2 * qy + by;
    const wr = ar - 2 * qr + br;
    const bend = wx * wx + wy * wy + wr * wr;
    const steps = bend <= 0.25 ? 1 : bend <= 4 ? 2 : bend <= 64 ? 4 : bend <= 1024 ? 8 : 16;
    let [fx, fy, fr] = [ax, ay, ar];
    for (let k = 1; k <= steps; k += 1) {
      const t = k / steps;
      const s = 1 - t;
      const [u, v, w] = [s * s, 2 * s * t, t * t];
      const tx = u * ax + v * qx + w * bx;
      const ty = u * ay + v * qy + w * by;
      const tr = u * ar + v * qr + w * br;
      this.#sure.capsule(fx, fy, fr, tx, ty, tr);
      [fx, fy, fr] = [tx, ty, tr];
    }
  }
}

/** `Math.trunc(value / 255)` for the whole numbers up to 65,152 that blending makes, without a division. */
export function over255(value: number): number {
  return (value + 1 + (value >> 8)) >> 8;
}

/**
 * Lays a stroke's paint over a part of a tile of opaque pixels (R6); the part is of whole fours, and the tile
 * begins at pixel `start` of a picture with `width` pixels in a row.
 */
export function blend(
  rgba: Uint8ClampedArray,
  start: number,
  width: number,
  { bytes, fours }: MaskTile,
  [r, g, b]: readonly [number, number, number],
  opacity: number,
  { left, top, right, bottom }: Box,
): void {
  for (let y = top; y < bottom; y += 1) {
    for (let four = left; four < right; four += 4) {
      if (fours[(y * TILE + four) >> 2] === 0) continue;
      for (let x = four; x < four + 4; x += 1) {
        const cover = bytes[y * TILE + x]!;
        if (cover === 0) continue;
        const alpha = over255(cover * opacity + 127);
        const rest = 255 - alpha;
        const at = (start + y * width + x) * 4;
        rgba[at] = over255(r * alpha + rgba[at]! * rest + 127);
        rgba[at + 1] = over255(g * alpha + rgba[at + 1]! * rest + 127);
        rgba[at + 2] = over255(b * alpha + rgba[at + 2]! * rest + 127);
      }
    }
  }
}

/** Reads `#rrggbb`. */
export function rgbOf(color: string): [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
