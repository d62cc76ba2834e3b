/** Which points a dragged shape is made of. */

import type { Hand } from "../hand";
import type { Point } from "../view";
import { fillEllipse, fillRectangle, outlineOf } from "./filling";
import {
  arrow,
  ellipse,
  flat,
  type Held,
  line,
  rectangle,
  type Shape,
  type Span,
  type Spot,
  spanOf,
} from "./geometry";

/** Everything that is dragged from one place to another. */
export const SHAPES = ["line", "arrow", "rectangle", "ellipse"] as const satisfies Shape[];

/** Shorter drags are slips of the hand, in canvas pixels. */
const SLIP_PX = 2;

/** Whether a tool is a shape. */
export function isShape(tool: string): tool is Shape {
  return SHAPES.some((shape) => shape === tool);
}

/** The points of a shape from where the pen came down to where it is; none for a slip of the hand. */
export function shapePoints(
  shape: Shape,
  start: Point,
  now: Point,
  held: Held,
  { size, filled }: Pick<Hand, "size" | "filled">,
): number[] {
  if (Math.max(Math.abs(now.x - start.x), Math.abs(now.y - start.y)) < SLIP_PX) return [];
  return flat(partsOf(shape, spanOf(shape, start, now, held), size / 2, filled));
}

function partsOf(shape: Shape, span: Span, r: number, filled: boolean): Spot[][] {
  const outline = filled ? outlineOf(r) : r;
  switch (shape) {
    case "line":
      return line(span, r);
    case "arrow":
      return arrow(span, r);
    case "rectangle":
      return [rectangle(span, outline), ...(filled ? fillRectangle(span, outline) : [])];
    case "ellipse":
      return [ellipse(span, outline), ...(filled ? fillEllipse(span, outline) : [])];
    default:
      return shape satisfies never;
  }
}
