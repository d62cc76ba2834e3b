/** What the hand holds, and what of it becomes a brush. */

import { PALETTE } from "./palette";
import type { Brush } from "./protocol";
import { Store } from "./store";

/** What a pointer does on the paper. */
export type HandTool = "pencil" | "eraser" | "hand";

/** The choices of the person at this page. */
export interface Hand {
  tool: HandTool;
  /** Of the pencil, `#rrggbb`. */
  color: string;
  /** Diameter, in canvas pixels, 1 to 120. */
  size: number;
  /** A pen was seen: fingers move the paper only. */
  penMode: boolean;
  /** Something was drawn on this page. */
  drew: boolean;
  /** Strokes that could not be begun. */
  refused: number;
}

/** Colour of the paper, which the eraser paints with (rule R7). */
const PAPER = "#ffffff";

/** The hand as a page finds it: an ink pencil. */
export function newHand(): Store<Hand> {
  const [first] = PALETTE;
  return new Store<Hand>({
    tool: "pencil",
    color: first.color,
    size: 8,
    penMode: false,
    drew: false,
    refused: 0,
  });
}

/** The brush that draws now; the eraser end of a pen erases whatever is chosen. */
export function brushOf(hand: Hand, eraserEnd: boolean): Brush {
  const erases = eraserEnd || hand.tool === "eraser";
  return erases
    ? { tool: "eraser", color: PAPER, opacity: 255 }
    : { tool: "pencil", color: hand.color, opacity: 255 };
}
