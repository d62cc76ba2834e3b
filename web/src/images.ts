/** Images on the canvas: fetched by name, decoded exactly, blended pixel by pixel (R10). */

import { decodePng, type Picture } from "./png";
import type { Placement } from "./protocol";
import { type Box, over255, TILE } from "./raster";

/** Pixels of an image that weigh as much as one point where points are bounded (V9). */
const PIXELS_PER_POINT = 512;

/** How long to wait before an image that did not come is asked for again, in ms: the first and the longest. */
const [RETRY_MS, RETRY_MS_MAX] = [1_000, 30_000];

/** Finds the pixels of an image; rejects when it cannot for now. */
export type FindImage = (id: string) => Promise<Picture>;

/** Asks the server. */
export async function fetchImage(id: string): Promise<Picture> {
  const answer = await fetch(`/api/images/${id}.png`);
  if (!answer.ok) throw new Error(`the image is not to be had: ${answer.status}`);
  return decodePng(new Uint8Array(await answer.arrayBuffer()));
}

/** An image as it lies on the tiles. */
export class ImageLayer {
  readonly type = "image";
  hidden: boolean;
  /** Nothing stands in for it. */
  readonly ahead = null;
  readonly on = new Set<number>();
  pixels: Uint8ClampedArray | null = null;
  #gone = false;

  constructor(
    readonly seq: number,
    readonly place: Placement,
    hidden: boolean,
  ) {
    this.hidden = hidden;
  }

  /** What it weighs where points are bounded. */
  get count(): number {
    return Math.max(1, Math.ceil((this.place.width * this.place.height) / PIXELS_PER_POINT));
  }

  /** Its pixels are looked for until they are found, or it is gone from the picture. */
  async load(find: FindImage, then: () => void): Promise<void> {
    for (let wait = RETRY_MS; !this.#gone; wait = Math.min(wait * 2, RETRY_MS_MAX)) {
      try {
        const { width, height, pixels } = await find(this.place.image);
        if (width !== this.place.width || height !== this.place.height) {
          throw new Error("the image has another size");
        }
        this.pixels = pixels;
        if (!this.#gone) then();
        return;
      } catch (error) {
        console.error("easel: an image is missing", error);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** It is no longer wanted. */
  forget(): void {
    this.#gone = true;
  }

  /** The parts of tiles it lies on, on a canvas of this size. */
  *parts(width: number, height: number): Iterable<[number, Box]> {
    const columns = Math.ceil(width / TILE);
    const { x, y } = this.place;
    const [right, bottom] = [Math.min(x + this.place.width, width), y + this.place.height];
    const [left, end] = [Math.max(x, 0), Math.min(bottom, height)];
    for (let row = Math.floor(Math.max(y, 0) / TILE); row * TILE < end; row += 1) {
      for (let column = Math.floor(left / TILE); column * TILE < right; column += 1) {
        const box = {
          left: Math.max(left - column * TILE, 0),
          top: Math.max(Math.max(y, 0) - row * TILE, 0),
          right: Math.min(right - column * TILE, TILE),
          bottom: Math.min(end - row * TILE, TILE),
        };
        yield [row * columns + column, box];
      }
    }
  }

  /** Lays what of it is in a part of a picture of this width over that part. */
  lay(rgba: Uint8ClampedArray, width: number, part: Box): void {
    const from = this.pixels;
    if (!from) return;
    const { x, y } = this.place;
    const [left, right] = [Math.max(part.left, x), Math.min(part.right, x + this.place.width)];
    const [top, bottom] = [Math.max(part.top, y), Math.min(part.bottom, y + this.place.height)];
    for (let row = top; row < bottom; row += 1) {
      for (let column = left; column < right; column += 1) {
        const source = ((row - y) * this.place.width + column - x) * 4;
        const to = (row * width + column) * 4;
        const alpha = from[source + 3]!;
        const rest = 255 - alpha;
        for (let at = 0; at < 3; at += 1) {
          rgba[to + at] = over255(from[source + at]! * alpha + rgba[to + at]! * rest + 127);
        }
      }
    }
  }
}
