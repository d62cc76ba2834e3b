/** What somebody looks at: the middle and the width of what they see, and how to see the same. */

import type { ViewOf } from "../protocol";
import { clamp, type Extent, toCanvas, type View, ZOOM_MAX, ZOOM_MIN } from "../view";

/** Eighths of a canvas pixel. */
const EIGHTHS = 8;

/** The bounds of the wire, in eighths. */
const COORD_MAX = 262_136;
const WIDTH_MAX = 655_360;

/** What is looked at, in eighths. */
export type Look = Pick<ViewOf, "x" | "y" | "width">;

/** A place in canvas pixels as it is told: whole eighths, within the bounds of the wire. */
export function inBounds(pixels: number): number {
  return clamp(Math.round(pixels * EIGHTHS), -COORD_MAX, COORD_MAX);
}

/** What a desk of this size shows. */
export function lookOf(view: View, desk: Extent): Look {
  const middle = toCanvas(view, { x: desk.width / 2, y: desk.height / 2 });
  const width = clamp(Math.round((desk.width / view.zoom) * EIGHTHS), EIGHTHS, WIDTH_MAX);
  return { x: inBounds(middle.x), y: inBounds(middle.y), width };
}

/** The view that shows the same on a desk of another size. */
export function viewOf({ x, y, width }: Look, desk: Extent): View {
  const zoom = clamp((desk.width * EIGHTHS) / width, ZOOM_MIN, ZOOM_MAX);
  return {
    zoom,
    x: desk.width / 2 - (x / EIGHTHS) * zoom,
    y: desk.height / 2 - (y / EIGHTHS) * zoom,
  };
}
