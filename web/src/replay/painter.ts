/** Puts the parts of a picture that changed on a canvas. */

import type { Board } from "../board";

/** Parts from which on the whole picture is put there at once. */
const PARTS_MAX = 200;

/** One canvas. */
export class Painter {
  readonly #context: CanvasRenderingContext2D;
  #shown: Board | null = null;
  #image: ImageData | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("this browser does not draw on a canvas");
    this.#context = context;
  }

  /** Shows what a board looks like now. */
  show(board: Board): void {
    const parts = board.compose();
    const { width, height } = board.size;
    if (board !== this.#shown) this.#unroll(board);
    else if (parts.length > PARTS_MAX) this.#put(0, 0, width, height);
    else {
      for (const { left, top, right, bottom } of parts) {
        this.#put(left, top, right - left, bottom - top);
      }
    }
  }

  #unroll(board: Board): void {
    const { width, height } = board.size;
    this.#shown = board;
    this.#image = new ImageData(board.picture, width);
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.#put(0, 0, width, height);
  }

  #put(x: number, y: number, width: number, height: number): void {
    if (this.#image) this.#context.putImageData(this.#image, 0, 0, x, y, width, height);
  }
}
