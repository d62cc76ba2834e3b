/** Drawing without a pointer: a crosshair that the arrow keys move. */

import type { Ink } from "./input";
import { quantise, radiusOf } from "./nib";
import { clamp, type Extent, type Point } from "./view";

/** How far one press of an arrow key moves, in canvas pixels: plain, with Shift, with Alt. */
const STEP = { plain: 10, shift: 50, alt: 1 } as const;

const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** What a press did. */
export type KeyPenAnswer = "moved" | "down" | "up" | "cancelled" | "refused" | null;

/** What of a keyboard event counts. */
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
}

/** The pen of the keyboard. */
export class KeyPen {
  /** Where the crosshair is, in canvas pixels. */
  at: Point;
  #ink: Ink | null = null;

  constructor(
    private readonly paper: () => Extent,
    private readonly size: () => number,
    private readonly begin: (point: number[]) => Ink | null,
  ) {
    const { width, height } = paper();
    this.at = { x: width / 2, y: height / 2 };
  }

  /** Whether the pen is on the paper. */
  get isDown(): boolean {
    return this.#ink !== null;
  }

  /** Answers what a press did, or null when it is not for the pen. */
  press(event: KeyPress): KeyPenAnswer {
    const arrow = ARROWS[event.key];
    if (arrow) return this.#move(arrow, stepOf(event));
    if (event.key === "Enter" || event.key === " ") return this.#ink ? this.lift() : this.#lower();
    return event.key === "Escape" ? this.#cancel() : null;
  }

  /** Ends what is being drawn. */
  lift(): KeyPenAnswer {
    this.#ink?.end();
    this.#ink = null;
    return "up";
  }

  #lower(): KeyPenAnswer {
    this.#ink = this.begin(this.#point());
    if (this.#ink?.atOnce) return this.lift();
    return this.#ink ? "down" : "refused";
  }

  #cancel(): KeyPenAnswer {
    if (!this.#ink) return null;
    this.#ink.cancel();
    this.#ink = null;
    return "cancelled";
  }

  #move(arrow: Point, step: number): KeyPenAnswer {
    const { width, height } = this.paper();
    const { x, y } = this.at;
    this.at = {
      x: clamp(x + arrow.x * step, 0, width),
      y: clamp(y + arrow.y * step, 0, height),
    };
    if (this.at.x !== x || this.at.y !== y) this.#ink?.extend(this.#point());
    return "moved";
  }

  #point(): number[] {
    return quantise(this.at, radiusOf("mouse", this.size(), 1));
  }
}

function stepOf(event: KeyPress): number {
  if (event.shiftKey) return STEP.shift;
  return event.altKey ? STEP.alt : STEP.plain;
}
