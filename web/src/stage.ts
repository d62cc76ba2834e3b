/**
 * The paper and the frames that paint it.
 *
 * There is one canvas: a second one above it, for where the pointer may go next, cost as much again in every
 * frame. That is drawn over the picture, and the picture is put back before the next frame paints.
 */

import type { Board } from "./board";
import { choices } from "./choices";
import type { DrawDesk } from "./desk";
import type { Input, Tail } from "./input";
import type { Box } from "./raster";
import type { RoomClient } from "./room";
import { PIXELATED_FROM, type View } from "./view";

/** A frame comes at the latest after this time, also where no pictures are shown, in ms. */
const FRAME_MS_MAX = 50;

/** What comes is painted before the next frame if nothing was for this long, and that took at most so long, in ms. */
const REST_MS = 10;
const QUICK_MS = 8;

/** Parts from which on the whole picture is painted at once. */
const PARTS_MAX = 200;

/** The elements a stage paints on. */
export interface Layers {
  /** Holds the canvas; moved and zoomed. */
  paper: HTMLElement;
  /** The picture, and where the pointer may go. */
  base: HTMLCanvasElement;
}

/** Paints when something changed, and sleeps otherwise. */
export class Stage {
  readonly #base: CanvasRenderingContext2D;
  /** The board that the base shows; a room may turn out to have another size. */
  #shown: Board | null = null;
  #image: ImageData | null = null;
  /** Where something lies over the picture. */
  #guessed: Box | null = null;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When it painted last or set about it, and how long that took, in ms. */
  #at = 0;
  #took = 0;

  constructor(
    private readonly client: RoomClient,
    private readonly input: Input,
    private readonly layers: Layers,
    private readonly desk: DrawDesk,
  ) {
    const desynchronized = choices.get().lowLatency;
    this.#base = contextOf(layers.base, { alpha: false, desynchronized });
    this.client.onChange = this.#hasChanged;
    this.#run();
  }

  /** Asks for a frame; asking twice is asking once. */
  readonly wake = (): void => {
    if (this.#timer !== undefined) return;
    this.#frame = requestAnimationFrame(this.#run);
    // A hidden page gets no frames, but its strokes must leave.
    this.#timer = setTimeout(this.#run, FRAME_MS_MAX);
  };

  /**
   * What comes now and then is on the paper when its frame begins; what comes all the time is gathered for it,
   * as is everything on a device that has much to do.
   */
  readonly #hasChanged = (): void => {
    const now = performance.now();
    if (this.#took > QUICK_MS || now - this.#at < REST_MS) {
      this.wake();
      return;
    }
    this.#at = now;
    queueMicrotask(this.#run);
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
    const since = performance.now();
    this.#at = since;
    this.input.flush();
    this.client.flush();
    // What these two changed is painted below: only later changes need a frame of their own.
    this.#stopAsking();
    this.#paint();
    this.#at = performance.now();
    this.#took = this.#at - since;
    this.desk.onFrame?.(this.#took);
  };

  #stopAsking(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #paint(): void {
    const { board } = this.client;
    const parts = board.compose();
    if (this.#guessed) parts.push(this.#guessed);
    if (board !== this.#shown) this.#unroll(board);
    else if (parts.length > PARTS_MAX)
      this.#put({ left: 0, top: 0, right: board.size.width, bottom: board.size.height });
    else for (const part of parts) this.#put(part);
    const trail = this.desk.isStrained ? null : this.input.trail();
    if (trail) drawTail(this.#base, trail);
    this.#guessed = trail && reachOf(trail);
  }

  /** Takes a board for the first time. */
  #unroll(board: Board): void {
    const { width, height } = board.size;
    this.#shown = board;
    this.#image = new ImageData(board.picture, width);
    this.layers.base.width = width;
    this.layers.base.height = height;
    this.#put(wholeOf(board));
  }

  #put({ left, top, right, bottom }: Box): void {
    if (this.#image)
      this.#base.putImageData(this.#image, 0, 0, left, top, right - left, bottom - top);
  }
}

function wholeOf({ size }: Board): Box {
  return { left: 0, top: 0, right: size.width, bottom: size.height };
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
    const before = Math.max(0, at - 3);
    context.lineWidth = points[at + 2]! + points[before + 2]!;
    context.beginPath();
    context.moveTo(points[before]!, points[before + 1]!);
    context.lineTo(points[at]!, points[at + 1]!);
    context.stroke();
  }
}

/** What a tail covers, with two pixels around for soft edges. */
function reachOf({ points }: Tail): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [x, y, r] = [points[at]!, points[at + 1]!, points[at + 2]! + 2];
    box.left = Math.min(box.left, Math.floor(x - r));
    box.top = Math.min(box.top, Math.floor(y - r));
    box.right = Math.max(box.right, Math.ceil(x + r));
    box.bottom = Math.max(box.bottom, Math.ceil(y + r));
  }
  return box;
}
