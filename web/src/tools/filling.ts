/**
 * Shapes that are filled: rings inside of the outline, in the same stroke.
 *
 * Rings grow wider inwards, so that a large shape takes few points. No ring reaches out of the outline, and each
 * reaches far enough into the ring before it that soft edges and corners leave no hole.
 */

import { around, axesOf, loop, rectangle, type Span, type Spot } from "./geometry";

/** Widest half of a ring, in canvas pixels. */
const RADIUS_MAX = 60;

/** Thinnest half of an outline that rings can lean on. */
const OUTLINE_MIN = 0.75;

/** The outline's radius around a filling. */
export function outlineOf(r: number): number {
  return Math.max(r, OUTLINE_MIN);
}

interface Ring {
  /** How deep its middle lies under the outline's. */
  depth: number;
  r: number;
}

/** The rings below an outline of radius `r`, until `deepest` is covered. */
function* ringsOf(r: number, deepest: number): Iterable<Ring> {
  let covered = r;
  // Edges are soft: where two meet in the middle, both need a pixel more.
  while (covered < deepest + 1) {
    const room = covered + r;
    const radius = Math.min(RADIUS_MAX, 2.4 * room, (room - 1) / 0.3);
    // 0.7 is a corner's: the middle of a round end is farther from it, by the root of two.
    const depth = covered + Math.min(0.6 * radius, 0.7 * radius - 1);
    yield { depth, r: radius };
    covered = depth + radius;
  }
}

/** A ring where the shape is `deepest` deep: not beyond its middle, not out of its outline. */
function fitted({ depth, r }: Ring, deepest: number, outline: number): Ring {
  const at = Math.min(depth, deepest);
  return { depth: at, r: Math.min(r, at + outline) };
}

/** What fills a rectangle. */
export function fillRectangle(span: Span, outline: number): Spot[][] {
  const { middle, a, b } = axesOf(span);
  const deepest = Math.min(a, b);
  return [...ringsOf(outline, deepest)].map((ring) => {
    const { depth, r } = fitted(ring, deepest, outline);
    const [w, h] = [a - depth, b - depth];
    const [from, to] = [
      { x: middle.x - w, y: middle.y - h },
      { x: middle.x + w, y: middle.y + h },
    ];
    return rectangle([from, to], r);
  });
}

/** What fills an ellipse: each place goes in along its normal, at most to the middle line. */
export function fillEllipse(span: Span, outline: number): Spot[][] {
  const { middle, a, b } = axesOf(span);
  const [long, short] = [Math.max(a, b), Math.min(a, b)];
  if (short === 0) return [];
  const angles = around(long);
  return [...ringsOf(outline, short)].map((ring) =>
    loop(
      angles.map((angle) => {
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const slope = Math.hypot(b * cos, a * sin);
        const { depth, r } = fitted(ring, (short / long) * slope, outline);
        return {
          x: middle.x + a * cos - (depth * b * cos) / slope,
          y: middle.y + b * sin - (depth * a * sin) / slope,
          r,
        };
      }),
    ),
  );
}
