/** The layers of the paper and the frames that paint them. */

import type { Board, Tail } from "./board";
import type { Input } from "./input";
import { type Box, TILE } from "./raster";
import type { RoomClient } from "./room";
import { PIXELATED_FROM, type View } from "./view";

/** A frame comes at the latest after this time, also where no pictures are shown, in ms. */
const FRAME_MS_MAX = 50;

/** The elements a stage paints on. */
export interface Layers {
  /** Holds the canvases; moved and zoomed as one. */
  paper: HTMLElement;
  /** The truth, tile by tile. */
  base: HTMLCanvasElement;
  /** What is not certain yet, drawn anew each frame. */
  wet: HTMLCanvasElement;
}

/** Left, top, width and height. */
type Rectangle = [number, number, number, number];

/** Paints when something changed, and sleeps otherwise. */
export class Stage {
  readonly #base: CanvasRenderingContext2D;
  readonly #wet: CanvasRenderingContext2D;
  /** The board that the base shows; a room may turn out to have another size. */
  #shown: Board | null = null;
  /** What of the wet layer is not blank. */
  #inked: Rectangle[] = [];
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: RoomClient,
    private readonly input: Input,
    private readonly layers: Layers,
  ) {
    this.#base = contextOf(layers.base, { alpha: false });
    this.#wet = contextOf(layers.wet, {});
    this.client.onChange = this.wake;
    this.#run();
  }

  /** Asks for a frame; asking twice is asking once. */
  readonly wake = (): void => {
    if (this.#timer !== undefined) return;
    this.#frame = requestAnimationFrame(this.#run);
    // A hidden page gets no frames, but its strokes must leave.
    this.#timer = setTimeout(this.#run, FRAME_MS_MAX);
  };

  /** Moves and zooms the paper. */
  place(view: View): void {
    const { style } = this.layers.paper;
    style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.zoom})`;
    style.setProperty("--zoom", String(view.zoom));
    style.imageRendering = view.zoom >= PIXELATED_FROM ? "pixelated" : "auto";
  }

  /** Ends for good. */
  dispose(): void {
    this.client.onChange = null;
    this.#stopAsking();
  }

  readonly #run = (): void => {
    this.input.flush();
    this.client.flush();
    // What these two changed is painted below: only later changes need a frame of their own.
    this.#stopAsking();
    this.#paintBase();
    this.#paintWet();
  };

  #stopAsking(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #paintBase(): void {
    const { board } = this.client;
    if (board !== this.#shown) this.#unroll(board);
    for (const [index, box] of board.dirty) this.#paintTile(board, index, box);
    board.dirty.clear();
  }

  /** Takes a board for the first time. */
  #unroll(board: Board): void {
    this.#shown = board;
    const { width, height } = board.size;
    for (const canvas of [this.layers.base, this.layers.wet]) {
      canvas.width = width;
      canvas.height = height;
    }
    this.#inked = [];
    board.soilAll();
  }

  #paintTile(board: Board, index: number, { left, top, right, bottom }: Box): void {
    const image = new ImageData(board.tile(index) as Uint8ClampedArray<ArrayBuffer>, TILE);
    const x = (index % board.columns) * TILE;
    const y = Math.floor(index / board.columns) * TILE;
    this.#base.putImageData(image, x, y, left, top, right - left, bottom - top);
  }

  #paintWet(): void {
    const wet = this.#wet;
    for (const rectangle of this.#inked) wet.clearRect(...rectangle);
    const trail = this.input.trail();
    const tails = [...this.client.board.openTails(), ...(trail ? [trail] : [])];
    for (const tail of tails) drawTail(wet, tail);
    this.#inked = tails.map(reachOf);
  }
}

function contextOf(
  canvas: HTMLCanvasElement,
  settings: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", settings);
  if (!context) throw new Error("this browser does not draw on a canvas");
  return context;
}

function drawTail(context: CanvasRenderingContext2D, { color, points }: Tail): void {
  context.strokeStyle = color;
  context.lineCap = "round";
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [x = 0, y = 0, r = 0] = points.slice(Math.max(0, at - 3));
    context.lineWidth = (points[at + 2] ?? 0) + r;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
    context.stroke();
  }
}

/** What a tail covers, with two pixels around for soft edges. */
function reachOf({ points }: Tail): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [x, y, r] = [points[at]!, points[at + 1]!, points[at + 2]! + 2];
    left = Math.min(left, Math.floor(x - r));
    top = Math.min(top, Math.floor(y - r));
    right = Math.max(right, Math.ceil(x + r));
    bottom = Math.max(bottom, Math.ceil(y + r));
  }
  return [left, top, right - left, bottom - top];
}
