/** How much of each pixel something covers, in tiles that exist where it has been (PROTOCOL.md R2, R3). */

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

/** What lies in both; empty when right is not beyond left, or bottom not beyond top. */
export function meet(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
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

  /** The tile with nothing covered. */
  blank(): this {
    for (let y = this.top; y < this.bottom; y += 1) {
      this.bytes.fill(0, y * TILE + this.left, y * TILE + this.right);
    }
    [this.left, this.top, this.right, this.bottom] = [TILE, TILE, 0, 0];
    return this;
  }

  /** Takes the larger of what it and another tile cover, in a part of whole fours. */
  raise(by: MaskTile, box: Box): void {
    const part = meet(by, box);
    for (let y = part.top; y < part.bottom; y += 1) {
      for (let four = part.left; four < part.right; four += 4) {
        if (by.fours[(y * TILE + four) >> 2] === 0) continue;
        for (let at = y * TILE + four; at < y * TILE + four + 4; at += 1) {
          if (by.bytes[at]! > this.bytes[at]!) this.bytes[at] = by.bytes[at]!;
        }
      }
    }
    if (part.left < part.right && part.top < part.bottom) widen(this, part);
  }
}

/** A margin that keeps rounding of bounds away from what the rule says, in pixels. */
const MARGIN = 1e-6;

/** Tiles that are no longer needed: ends of strokes come and go with every point. */
const spare: MaskTile[] = [];

/** Spare tiles that are kept; more would be memory for nothing. */
const SPARE_MAX = 256;

/** Coverage of a canvas, in tiles made when touched. */
export class Coverage {
  /** Each touched tile, by tile index. */
  readonly tiles = new Map<number, MaskTile>();
  readonly #columns: number;

  constructor(
    private readonly width: number,
    private readonly height: number,
    /** Is told of each part that changes. */
    private readonly note: (index: number, part: Box) => void,
  ) {
    this.#columns = Math.ceil(width / TILE);
  }

  /** Covers nothing any more. */
  clear(): void {
    for (const [index, tile] of this.tiles) {
      this.note(index, tile);
      if (spare.length < SPARE_MAX) spare.push(tile);
    }
    this.tiles.clear();
  }

  /** R2 and R3: only the rows and columns a capsule can reach are looked at. */
  capsule(ax: number, ay: number, ar: number, bx: number, by: number, br: number): void {
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
      mask = spare.pop()?.blank() ?? new MaskTile();
      this.tiles.set(index, mask);
    }
    widen(mask, box);
    this.note(index, box);
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
