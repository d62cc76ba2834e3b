/** The colours and widths a hand can choose. */

import { clamp } from "./view";

/** The twelve swatches, in the order of their keys: 1 to 6, then with Shift. */
export const PALETTE = [
  { name: "ink", color: "#14171c" },
  { name: "grey", color: "#6b7280" },
  { name: "paper", color: "#ffffff" },
  { name: "red", color: "#c62828" },
  { name: "orange", color: "#e8710a" },
  { name: "yellow", color: "#f2c200" },
  { name: "green", color: "#1a8a3f" },
  { name: "teal", color: "#0d8f8f" },
  { name: "blue", color: "#1d5fd6" },
  { name: "violet", color: "#6b3fd4" },
  { name: "pink", color: "#d61f8f" },
  { name: "brown", color: "#7a4a21" },
] as const;

/** The name of a swatch. */
export type SwatchName = (typeof PALETTE)[number]["name"];

/** Width of the thinnest and the widest stroke, in canvas pixels. */
export const SIZE_MIN = 1;
export const SIZE_MAX = 120;

/** Steps of the size control. */
export const SIZE_STEPS = 100;

/** Widths the keys `[` and `]` walk through. */
const LADDER = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 90, 120];

/** The width at a step of the control: a square curve, so that thin strokes get most of the way. */
export function sizeAt(step: number): number {
  const part = clamp(step / SIZE_STEPS, 0, 1);
  return Math.round(SIZE_MIN + (SIZE_MAX - SIZE_MIN) * part * part);
}

/** The step of the control that shows a width. */
export function stepOf(size: number): number {
  const part = (clamp(size, SIZE_MIN, SIZE_MAX) - SIZE_MIN) / (SIZE_MAX - SIZE_MIN);
  return Math.round(Math.sqrt(part) * SIZE_STEPS);
}

/** The next wider or thinner width by key. */
export function nextSize(size: number, wider: boolean): number {
  const next = wider ? LADDER.find((one) => one > size) : LADDER.findLast((one) => one < size);
  return next ?? (wider ? SIZE_MAX : SIZE_MIN);
}

/** The name of a colour of the palette; any other is one's own. */
export function nameOfColor(color: string): SwatchName | "own" {
  return PALETTE.find((swatch) => swatch.color === color)?.name ?? "own";
}
