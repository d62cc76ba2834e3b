/** Small pictures that come in parts: pasted one after the other, however long each takes to read. */

import type { Thumb } from "../protocol";

/** What a part is pasted on, as large as the whole picture. */
export interface Paper<Image> {
  /** Makes it this large; what was there goes, and it is white. */
  size(width: number, height: number): void;
  paste(image: Image, x: number, y: number, width: number, height: number): void;
}

/** Whether a part is all of the picture. */
export function isWhole({ x, y, w, h, width, height }: Thumb): boolean {
  return x === 0 && y === 0 && w === width && h === height;
}

/** One picture, and the parts of it that wait. */
export class Pasting<Image> {
  #waiting: Thumb[] = [];
  #isBusy = false;
  #width = 0;
  #height = 0;

  constructor(
    private readonly paper: Paper<Image>,
    private readonly read: (png: string) => Promise<Image>,
  ) {}

  /** Pastes a part after those before it; all of it at once makes those that still wait worthless. */
  add(part: Thumb): void {
    if (isWhole(part)) this.#waiting = [];
    this.#waiting.push(part);
    if (!this.#isBusy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let part = this.#waiting.shift(); part; part = this.#waiting.shift()) {
      // One that cannot be read leaves what was there.
      const image = await this.read(part.png).catch(() => null);
      if (image !== null) this.#paste(part, image);
    }
    this.#isBusy = false;
  }

  #paste({ width, height, x, y, w, h }: Thumb, image: Image): void {
    if (width !== this.#width || height !== this.#height) {
      this.paper.size(width, height);
      this.#width = width;
      this.#height = height;
    }
    this.paper.paste(image, x, y, w, h);
  }
}
