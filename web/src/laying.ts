/** How images are fetched by name, decoded exactly, and blended pixel by pixel (R10). */

import type { FindImage } from "./images";
import { decodePng, type Picture } from "./png";
import type { Placement } from "./protocol";
import { type Box, over255, TILE } from "./raster";

/** Asks the server. */
export async function fetchImage(id: string): Promise<Picture> {
  const answer = await fetch(`/api/images/${id}.png`);
  if (!answer.ok) throw new Error(`the image is not to be had: ${answer.status}`);
  return decodePng(new Uint8Array(await answer.arrayBuffer()));
}

/** The pixels of an image, if it is as large as it was placed. */
export async function pixelsOf(place: Placement, find: FindImage): Promise<Uint8ClampedArray> {
  const { width, height, pixels } = await find(place.image);
  if (width !== place.width || height !== place.height) {
    throw new Error("the image has another size");
  }
  return pixels;
}

/** The parts of tiles an image lies on, on a canvas of this size. */
export function* partsOf(place: Placement, width: number, height: number): Iterable<[number, Box]> {
  const columns = Math.ceil(width / TILE);
  const { x, y } = place;
  const [right, bottom] = [Math.min(x + place.width, width), y + place.height];
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

/** Lays what of an image is in a part of a picture of this width over that part. */
export function lay(
  place: Placement,
  from: Uint8ClampedArray,
  rgba: Uint8ClampedArray,
  width: number,
  part: Box,
): void {
  const { x, y } = place;
  const [left, right] = [Math.max(part.left, x), Math.min(part.right, x + place.width)];
  const [top, bottom] = [Math.max(part.top, y), Math.min(part.bottom, y + place.height)];
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      const source = ((row - y) * place.width + column - x) * 4;
      const to = (row * width + column) * 4;
      const alpha = from[source + 3]!;
      const rest = 255 - alpha;
      for (let at = 0; at < 3; at += 1) {
        rgba[to + at] = over255(from[source + at]! * alpha + rgba[to + at]! * rest + 127);
      }
    }
  }
}
