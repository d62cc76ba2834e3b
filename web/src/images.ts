/** Images on the canvas, and what they weigh; how they are fetched and laid comes with the first one. */

import type { Picture } from "./png";
import type { Placement } from "./protocol";
import type { Box } from "./raster";

/** Pixels of an image that weigh as much as one point where points are bounded (V9). */
const PIXELS_PER_POINT = 512;

/** How long to wait before an image that did not come is asked for again, in ms: the first and the longest. */
const [RETRY_MS, RETRY_MS_MAX] = [1_000, 30_000];

/** Finds the pixels of an image; rejects when it cannot for now. */
export type FindImage = (id: string) => Promise<Picture>;

/** Asks the server. */
export async function fetchImage(id: string): Promise<Picture> {
  return (await import("./laying")).fetchImage(id);
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
  #script: typeof import("./laying") | null = null;

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
        this.#script = await import("./laying");
        this.pixels = await this.#script.pixelsOf(this.place, find);
        if (!this.#gone) then();
        return;
      } catch (error) {
        console.error(error);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** It is no longer wanted. */
  forget(): void {
    this.#gone = true;
  }

  /** The parts of tiles it lies on, on a canvas of this size; none while its pixels are not there. */
  parts(width: number, height: number): Iterable<[number, Box]> {
    return this.pixels ? (this.#script?.partsOf(this.place, width, height) ?? []) : [];
  }

  /** Lays what of it is in a part of a picture of this width over that part. */
  lay(rgba: Uint8ClampedArray, width: number, part: Box): void {
    if (this.pixels) this.#script?.lay(this.place, this.pixels, rgba, width, part);
  }
}
