/** The small pictures of all rooms: each has a canvas of its own, which keeps what it showed last. */

import type { Thumb } from "../protocol";
import { type Paper, Pasting } from "./pasting";

/** Width and height of a picture that has not come yet. */
const [WIDTH, HEIGHT] = [384, 216];

interface Shown {
  canvas: HTMLCanvasElement;
  pasting: Pasting<HTMLImageElement>;
}

/** All pictures of a wall. */
export class Pictures {
  readonly #rooms = new Map<string, Shown>();

  /** The canvas of a room; it can stand in one place of the page. */
  of(room: string): HTMLCanvasElement {
    return this.#find(room).canvas;
  }

  /** Takes in a part. */
  paste(part: Thumb): void {
    this.#find(part.room).pasting.add(part);
  }

  #find(room: string): Shown {
    const known = this.#rooms.get(room);
    if (known) return known;
    const canvas = document.createElement("canvas");
    const paper = paperOf(canvas);
    paper.size(WIDTH, HEIGHT);
    const shown = { canvas, pasting: new Pasting(paper, readPng) };
    this.#rooms.set(room, shown);
    return shown;
  }
}

function paperOf(canvas: HTMLCanvasElement): Paper<HTMLImageElement> {
  const context = canvas.getContext("2d", { alpha: false });
  return {
    size: (width, height) => {
      Object.assign(canvas, { width, height });
      if (!context) return;
      context.fillStyle = "#fff";
      context.fillRect(0, 0, width, height);
    },
    paste: (image, x, y, width, height) => context?.drawImage(image, x, y, width, height),
  };
}

/** By an element: the policy of the page lets nothing else read a picture that is in a message. */
async function readPng(png: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = png;
  await image.decode();
  return image;
}
