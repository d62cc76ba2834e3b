/**
 * The exact raster rule (PROTOCOL.md section R), as the server paints by it: the same operations in the same
 * order on the same numbers, so that every screen shows the same bytes.
 */

/** Side of a tile, in pixels. */
export const TILE = 64;

/** A part of a tile: from left and top up to, and without, right and bottom. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A whole tile. */
export const WHOLE: Box = { left: 0, top: 0, right: TILE, bottom: TILE };

/** Joins a part to the part of its tile that is known already. */
export function joinBox(parts: Map<number, Box>, index: number, box: Box): void {
  const known = parts.get(index);
  if (known) widen(known, box);
  else parts.set(index, { left: box.left, top: box.top, right: box.right, bottom: box.bottom });
}

function widen(box: Box, by: Box): void {
  if (by.left < box.left) box.left = by.left;
  if (by.top < box.top) box.top = by.top;
  if (by.right > box.right) box.right = by.right;
  if (by.bottom > box.bottom) box.bottom = by.bottom;
}

/** The coverage of one tile, and the part of it that is not zero. */
export interface MaskTile extends Box {
  /** 64×64 bytes. */
  readonly bytes: Uint8Array;
}

/** A margin that keeps rounding of bounds away from what the rule says, in pixels. */
const MARGIN = 1e-6;

/** The coverage of one stroke, in tiles made when touched. */
export class StrokeMask {
  /** Each touched tile, by tile index. */
  readonly tiles = new Map<number, MaskTile>();
  #changed = new Map<number, Box>();
  readonly #columns: number;
  /** The last two raw points, in pixels: x, y, r each. */
  #before: [number, number, number] | null = null;
  #last: [number, number, number] | null = null;
  #count = 0;
  #ended = false;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.#columns = Math.ceil(width / TILE);
  }

  /** Adds points, flat in eighths; what is not certain yet waits (R4). */
  extend(points: ArrayLike<number>): void {
    for (let at = 0; at + 2 < points.length; at += 3) {
      this.#point(points[at]! / 8, points[at + 1]! / 8, points[at + 2]! / 8);
    }
  }

  /** Adds what only the end makes certain; again changes nothing. */
  end(): void {
    if (this.#ended || !this.#last) return;
    this.#ended = true;
    const [x, y, r] = this.#last;
    if (!this.#before) {
      this.#capsule(x, y, r, x, y, r);
      return;
    }
    const [bx, by, br] = this.#before;
    if (this.#count === 2) this.#capsule(bx, by, br, x, y, r);
    else this.#capsule((bx + x) / 2, (by + y) / 2, (br + r) / 2, x, y, r);
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
    if (this.#count === 3) this.#capsule(a[0], a[1], a[2], ax, ay, ar);
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
      this.#capsule(fx, fy, fr, tx, ty, tr);
      [fx, fy, fr] = [tx, ty, tr];
    }
  }

  /** R2 and R3: only the rows and columns a capsule can reach are looked at. */
  #capsule(ax: number, ay: number, ar: number, bx: number, by: number, br: number): void {
    const reach = Math.max(ar, br) + 0.5 + MARGIN;
    const top = Math.max(0, Math.floor(Math.min(ay, by) - reach - 0.5));
    const bottom = Math.min(this.height - 1, Math.ceil(Math.max(ay, by) + reach));
    const left = Math.max(0, Math.floor(Math.min(ax, bx) - reach - 0.5));
    const right = Math.min(this.width - 1, Math.ceil(Math.max(ax, bx) + reach));
    if (top > bottom || left > right) return;
    const shape = new Capsule(ax, ay, ar, bx, by, br);
    for (let row = Math.floor(top / TILE); row <= Math.floor(bottom / TILE); row += 1) {
      for (let column = Math.floor(left / TILE); column <= Math.floor(right / TILE); column += 1) {
        this.#tile(shape, reach, column, row, left, top, right, bottom);
      }
    }
  }

  #tile(
    shape: Capsule,
    reach: number,
    column: number,
    row: number,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ): void {
    const x0 = Math.max(left, column * TILE);
    const x1 = Math.min(right, column * TILE + TILE - 1);
    const y0 = Math.max(top, row * TILE);
    const y1 = Math.min(bottom, row * TILE + TILE - 1);
    if (shape.isFar((x0 + x1) / 2 + 0.5, (y0 + y1) / 2 + 0.5, x1 - x0, y1 - y0, reach)) return;
    const index = row * this.#columns + column;
    const box = {
      left: x0 - column * TILE,
      top: y0 - row * TILE,
      right: x1 + 1 - column * TILE,
      bottom: y1 + 1 - row * TILE,
    };
    let mask = this.tiles.get(index);
    if (mask) {
      widen(mask, box);
    } else {
      mask = { bytes: new Uint8Array(TILE * TILE), ...box };
      this.tiles.set(index, mask);
    }
    joinBox(this.#changed, index, box);
    for (let y = y0; y <= y1; y += 1) {
      const start = (y - row * TILE) * TILE - column * TILE;
      shape.row(mask.bytes, start, y + 0.5, x0, x1);
    }
  }
}

/** One capsule and what is the same for all of its pixels. */
class Capsule {
  readonly #ux: number;
  readonly #uy: number;
  readonly #inv: number;
  readonly #isDisc: boolean;
  readonly #ra: number;
  readonly #dr: number;
  readonly #thin: number;
  readonly #reach2: number;
  readonly #full2: number;

  constructor(
    private readonly ax: number,
    private readonly ay: number,
    ar: number,
    bx: number,
    by: number,
    br: number,
  ) {
    this.#ux = bx - ax;
    this.#uy = by - ay;
    const length2 = this.#ux * this.#ux + this.#uy * this.#uy;
    this.#isDisc = length2 === 0;
    this.#inv = this.#isDisc ? 0 : 1 / length2;
    this.#ra = this.#isDisc ? Math.max(ar, br) : ar;
    this.#dr = br - ar;
    this.#thin = this.#isDisc ? this.#ra : Math.min(ar, br);
    const reach = Math.max(ar, br) + 0.5 + MARGIN;
    this.#reach2 = reach * reach;
    const full = this.#thin - 0.5 - MARGIN;
    this.#full2 = full > 0 ? full * full : -1;
  }

  /** Whether nothing of a box around a centre can be reached; may say no too often. */
  isFar(cx: number, cy: number, width: number, height: number, reach: number): boolean {
    const half = (width + height) / 2 + reach;
    return this.#distance2(cx, cy) > half * half;
  }

  /** Covers the pixels `x0..x1` of one row whose centres lie at `py`. */
  row(mask: Uint8Array, start: number, py: number, x0: number, x1: number): void {
    const [ax, ux, uy] = [this.ax, this.#ux, this.#uy];
    const [inv, isDisc] = [this.#inv, this.#isDisc];
    const [ra, dr] = [this.#ra, this.#dr];
    const [reach2, full2] = [this.#reach2, this.#full2];
    const vy = py - this.ay;
    for (let x = x0; x <= x1; x += 1) {
      const at = start + x;
      if (mask[at] === 255) continue;
      const vx = x + 0.5 - ax;
      let t = isDisc ? 0 : (vx * ux + vy * uy) * inv;
      if (t < 0) t = 0;
      else if (t > 1) t = 1;
      const dx = isDisc ? vx : vx - t * ux;
      const dy = isDisc ? vy : vy - t * uy;
      const d2 = dx * dx + dy * dy;
      if (d2 >= reach2) continue;
      let cover = 255;
      if (d2 > full2) {
        const r = isDisc ? ra : ra + t * dr;
        const c = r + 0.5 - Math.sqrt(d2);
        cover = c <= 0 ? 0 : c >= 1 ? 255 : Math.floor(c * 255 + 0.5);
      }
      if (cover > mask[at]!) mask[at] = cover;
    }
  }

  #distance2(px: number, py: number): number {
    const vx = px - this.ax;
    const vy = py - this.ay;
    let t = (vx * this.#ux + vy * this.#uy) * this.#inv;
    t = Math.min(Math.max(t, 0), 1);
    const dx = vx - t * this.#ux;
    const dy = vy - t * this.#uy;
    return dx * dx + dy * dy;
  }
}

/** `Math.trunc(value / 255)` for the whole numbers up to 65,152 that blending makes, without a division. */
export function over255(value: number): number {
  return (value + 1 + (value >> 8)) >> 8;
}

/** Lays a stroke's paint over a part of a tile of opaque pixels (R6). */
export function blendTile(
  rgba: Uint8ClampedArray,
  mask: Uint8Array,
  color: readonly [number, number, number],
  opacity: number,
  part = WHOLE,
): void {
  const [r, g, b] = color;
  for (let y = part.top; y < part.bottom; y += 1) {
    for (let at = y * TILE + part.left; at < y * TILE + part.right; at += 1) {
      const cover = mask[at]!;
      if (cover === 0) continue;
      const alpha = over255(cover * opacity + 127);
      const rest = 255 - alpha;
      const p = at * 4;
      rgba[p] = over255(r * alpha + rgba[p]! * rest + 127);
      rgba[p + 1] = over255(g * alpha + rgba[p + 1]! * rest + 127);
      rgba[p + 2] = over255(b * alpha + rgba[p + 2]! * rest + 127);
    }
  }
}

/** Reads `#rrggbb`. */
export function rgbOf(color: string): [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
