/** What the hand holds, and what of it becomes a brush. */

import { PALETTE, SIZE_MAX } from "./palette";
import type { Brush } from "./protocol";
import { Store } from "./store";

/** What a pointer does on the paper. */
export type HandTool =
  | "pencil"
  | "highlighter"
  | "eraser"
  | "line"
  | "arrow"
  | "rectangle"
  | "ellipse"
  | "text"
  | "hand";

/** The choices of the person at this page. */
export interface Hand {
  tool: HandTool;
  /** Of the pencil, `#rrggbb`. */
  color: string;
  /** Diameter, in canvas pixels, 1 to 120. */
  size: number;
  /** Of all but the eraser and the highlighter, 1 to 255. */
  opacity: number;
  /** Rectangles and ellipses are filled. */
  filled: boolean;
  /** The swatches, in the order of their keys. */
  colors: readonly string[];
  /** A pen was seen: fingers move the paper only. */
  penMode: boolean;
  /** Something was drawn on this page. */
  drew: boolean;
  /** Strokes that could not be begun. */
  refused: number;
}

/** Colour of the paper, which the eraser paints with (rule R7). */
const PAPER = "#ffffff";

/** Opacity of the highlighter. */
const MARKER = 100;

/** The hand as a page finds it: an ink pencil. */
export function newHand(): Store<Hand> {
  const [first] = PALETTE;
  return new Store<Hand>({
    tool: "pencil",
    color: first.color,
    size: 8,
    opacity: 255,
    filled: false,
    colors: PALETTE.map(({ color }) => color),
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
    : { tool: "pencil", color: hand.color, opacity: isMarker(hand) ? MARKER : hand.opacity };
}

/** Whether the hand highlights: wide, translucent, and the same however hard it presses. */
export function isMarker({ tool }: Hand): boolean {
  return tool === "highlighter";
}

/** How wide the hand draws, in canvas pixels. */
export function widthOf(hand: Hand): number {
  return isMarker(hand) ? Math.min(hand.size * 3, SIZE_MAX) : hand.size;
}
