/** The layers of the paper and the frames that paint them. */

import type { Board, Tail } from "./board";
import type { Input } from "./input";
import { TILE } from "./raster";
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

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Paints when something changed, and sleeps otherwise. */
export class Stage {
  readonly #base: CanvasRenderingContext2D;
  readonly #wet: CanvasRenderingContext2D;
  readonly #image = new ImageData(TILE, TILE);
  /** The board that the base shows; a room may turn out to have another size. */
  #shown: Board | null = null;
  /** What of the wet layer is not blank. */
  #inked: Box | null = null;
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
    for (const index of board.dirty) this.#paintTile(board, index);
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
    this.#inked = null;
    for (let index = 0; index < board.columns * board.rows; index += 1) board.dirty.add(index);
  }

  #paintTile(board: Board, index: number): void {
    this.#image.data.set(board.tile(index));
    const row = Math.floor(index / board.columns);
    this.#base.putImageData(this.#image, (index % board.columns) * TILE, row * TILE);
  }

  #paintWet(): void {
    const wet = this.#wet;
    const inked = this.#inked;
    if (inked)
      wet.clearRect(inked.left, inked.top, inked.right - inked.left, inked.bottom - inked.top);
    const trail = this.input.trail();
    const tails = [...this.client.board.openTails(), ...(trail ? [trail] : [])];
    for (const tail of tails) drawTail(wet, tail);
    this.#inked = boxOf(tails);
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

/** What tails cover, with a pixel around for soft edges; null when nothing. */
function boxOf(tails: Tail[]): Box | null {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { points } of tails) {
    for (let at = 0; at + 2 < points.length; at += 3) {
      const [x = 0, y = 0, r = 0] = points.slice(at);
      box.left = Math.min(box.left, Math.floor(x - r - 2));
      box.top = Math.min(box.top, Math.floor(y - r - 2));
      box.right = Math.max(box.right, Math.ceil(x + r + 2));
      box.bottom = Math.max(box.bottom, Math.ceil(y + r + 2));
    }
  }
  return box.left < box.right ? box : null;
}
