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

/** The coverage of one tile, and the part of it that is not zero: of whole fours of pixels. */
export class MaskTile implements Box {
  /** 64×64 bytes. */
  readonly bytes = new Uint8Array(TILE * TILE);
  /** The same, four pixels at a time. */
  readonly fours = new Uint32Array(this.bytes.buffer);
  left = TILE;
  top = TILE;
  right = 0;
  bottom = 0;
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
    for (let row = Math.floor(top / TILE); row * TILE <= bottom; row += 1) {
      for (let column = Math.floor(left / TILE); column * TILE <= right; column += 1) {
        const [x, y] = [column * TILE, row * TILE];
        const x0 = Math.max(left, x);
        const x1 = Math.min(right, x + TILE - 1);
        const y0 = Math.max(top, y);
        const y1 = Math.min(bottom, y + TILE - 1);
        // Of a long capsule, most tiles of its bounds are far away.
        const far = (x1 - x0 + y1 - y0) / 2 + reach;
        const middle = distance2(ax, ay, bx, by, (x0 + x1) / 2 + 0.5, (y0 + y1) / 2 + 0.5);
        if (middle > far * far) continue;
        const box = {
          left: (x0 - x) & ~3,
          top: y0 - y,
          right: (x1 - x + 4) & ~3,
          bottom: y1 - y + 1,
        };
        const bytes = this.#touch(row * this.#columns + column, box);
        cover(bytes, -y * TILE - x, x0, y0, x1, y1, ax, ay, ar, bx, by, br);
      }
    }
  }

  #touch(index: number, box: Box): Uint8Array {
    let mask = this.tiles.get(index);
    if (!mask) {
      mask = new MaskTile();
      this.tiles.set(index, mask);
    }
    widen(mask, box);
    joinBox(this.#changed, index, box);
    return mask.bytes;
  }
}

/** The square of the distance of a point from a line between two points. */
function distance2(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const [ux, uy, vx, vy] = [bx - ax, by - ay, px - ax, py - ay];
  const t = Math.min(Math.max((vx * ux + vy * uy) / (ux * ux + uy * uy || 1), 0), 1);
  return (vx - t * ux) ** 2 + (vy - t * uy) ** 2;
}

/** R2 and R3 for the pixels from x0, y0 to x1, y1; `start` leads from a pixel of the canvas to its byte. */
function cover(
  mask: Uint8Array,
  start: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  ax: number,
  ay: number,
  ar: number,
  bx: number,
  by: number,
  br: number,
): void {
  const ux = bx - ax;
  const uy = by - ay;
  const length2 = ux * ux + uy * uy;
  const isDisc = length2 === 0;
  const inv = isDisc ? 0 : 1 / length2;
  const ra = isDisc ? Math.max(ar, br) : ar;
  const dr = isDisc ? 0 : br - ar;
  // Squares of distances beyond which nothing, and within which everything, is covered: no root is needed.
  const reach2 = (Math.max(ar, br) + 0.5 + MARGIN) ** 2;
  const full = (isDisc ? ra : Math.min(ar, br)) - 0.5 - MARGIN;
  const full2 = full > 0 ? full * full : -1;
  for (let y = y0; y <= y1; y += 1) {
    const vy = y + 0.5 - ay;
    for (let x = x0; x <= x1; x += 1) {
      const at = start + y * TILE + x;
      if (mask[at] === 255) continue;
      const vx = x + 0.5 - ax;
      let t = (vx * ux + vy * uy) * inv;
      if (t < 0) t = 0;
      else if (t > 1) t = 1;
      const dx = vx - t * ux;
      const dy = vy - t * uy;
      const d2 = dx * dx + dy * dy;
      if (d2 >= reach2) continue;
      let alpha = 255;
      if (d2 > full2) {
        const c = ra + t * dr + 0.5 - Math.sqrt(d2);
        alpha = c <= 0 ? 0 : c >= 1 ? 255 : Math.floor(c * 255 + 0.5);
      }
      if (alpha > mask[at]!) mask[at] = alpha;
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
