/**
 * Lines, arrows, rectangles and ellipses as points of one stroke.
 *
 * A corner is sharp when its point is said twice, since the curve around it is then two straight pieces (R5);
 * a lift (R9) joins parts into one stroke, so that one undo takes back the whole shape.
 */

import { quantise } from "../nib";
import { clamp, type Point } from "../view";

/** What is drawn from one corner to another. */
export type Shape = "line" | "arrow" | "rectangle" | "ellipse";

/** A place of the pen, with its radius, in canvas pixels. */
export interface Spot extends Point {
  r: number;
}

/** What was dragged: from where to where. */
export type Span = readonly [from: Point, to: Point];

/** Keys that are held while a shape is drawn. */
export interface Held {
  /** Whole steps of an angle; squares and circles. */
  shift: boolean;
  /** From the middle. */
  alt: boolean;
}

/** The step of an angle with Shift. */
const STEP = Math.PI / 12;

/** How far a side of an arrow's head stands off its shaft. */
const HEAD_ANGLE = Math.PI / 6;

/** Length of the head's sides: of its own, and in widths of the stroke. */
const HEAD_PX = 12;
const HEAD_WIDTHS = 2.5;

/** Most of an arrow that is head. */
const HEAD_PART = 0.5;

/** Where a shape goes from and to, when these keys are held. */
export function spanOf(shape: Shape, start: Point, now: Point, held: Held): Span {
  const steps = shape === "line" || shape === "arrow" ? toStep : toSquare;
  const to = held.shift ? steps(start, now) : now;
  if (!held.alt) return [start, to];
  return [{ x: 2 * start.x - to.x, y: 2 * start.y - to.y }, to];
}

/** The nearest place in a direction of whole steps. */
function toStep(start: Point, now: Point): Point {
  const [dx, dy] = [now.x - start.x, now.y - start.y];
  const angle = Math.round(Math.atan2(dy, dx) / STEP) * STEP;
  const length = dx * Math.cos(angle) + dy * Math.sin(angle);
  return { x: start.x + length * Math.cos(angle), y: start.y + length * Math.sin(angle) };
}

/** The corner of the square on the longer side. */
function toSquare(start: Point, now: Point): Point {
  const [dx, dy] = [now.x - start.x, now.y - start.y];
  const side = Math.max(Math.abs(dx), Math.abs(dy));
  return { x: start.x + side * (Math.sign(dx) || 1), y: start.y + side * (Math.sign(dy) || 1) };
}

/** A straight line is two places. */
export function line([from, to]: Span, r: number): Spot[][] {
  return [
    [
      { ...from, r },
      { ...to, r },
    ],
  ];
}

/** A shaft, and a head whose tip is sharp. */
export function arrow(span: Span, r: number): Spot[][] {
  const [from, to] = span;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const side = Math.min(HEAD_PX + HEAD_WIDTHS * 2 * r, length * HEAD_PART);
  const back = Math.atan2(from.y - to.y, from.x - to.x);
  const wing = (angle: number): Spot => ({
    x: to.x + side * Math.cos(angle),
    y: to.y + side * Math.sin(angle),
    r,
  });
  const tip = { ...to, r };
  return [...line(span, r), [wing(back - HEAD_ANGLE), tip, tip, wing(back + HEAD_ANGLE)]];
}

/** Four sharp corners. */
export function rectangle([from, to]: Span, r: number): Spot[] {
  const a = { x: from.x, y: from.y, r };
  const b = { x: to.x, y: from.y, r };
  const c = { x: to.x, y: to.y, r };
  const d = { x: from.x, y: to.y, r };
  return [a, b, b, c, c, d, d, a];
}

/** A closed round path through some places. */
export function loop(spots: Spot[]): Spot[] {
  const at = (index: number): Spot => spots[(index + spots.length) % spots.length]!;
  const through = spots.map((spot, i) => blend(spot, blend(at(i - 1), at(i + 1), 0.5), -0.25));
  // It begins and ends between two of them, where the curve is.
  const seam = blend(through.at(-1)!, through[0]!, 0.5);
  return [seam, ...through, seam];
}

/** As many places of an ellipse as its size needs to look round, from its right on. */
export function around(width: number): number[] {
  const count = width < 16 ? 16 : width < 200 ? 32 : 64;
  return Array.from({ length: count }, (_, i) => ((i + 0.5) * 2 * Math.PI) / count);
}

/** An ellipse's outline. */
export function ellipse(span: Span, r: number): Spot[] {
  const { middle, a, b } = axesOf(span);
  const place = (angle: number): Spot => ({
    x: middle.x + a * Math.cos(angle),
    y: middle.y + b * Math.sin(angle),
    r,
  });
  return loop(around(Math.max(a, b)).map(place));
}

/** The middle and the half axes of what fills a span. */
export function axesOf([from, to]: Span): { middle: Point; a: number; b: number } {
  return {
    middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
    a: Math.abs(to.x - from.x) / 2,
    b: Math.abs(to.y - from.y) / 2,
  };
}

function blend(one: Spot, other: Spot, part: number): Spot {
  return {
    x: one.x + (other.x - one.x) * part,
    y: one.y + (other.y - one.y) * part,
    r: one.r + (other.r - one.r) * part,
  };
}

/** Largest radius of the wire, in eighths. */
const RADIUS_MAX = 480;

/** Parts as flat points for the wire, with a lift between them. */
export function flat(parts: Spot[][]): number[] {
  return parts.flatMap((part, index) => {
    const points = part.flatMap((spot) =>
      quantise(spot, clamp(Math.round(spot.r * 8), 1, RADIUS_MAX)),
    );
    return index === 0 ? points : [points[0]!, points[1]!, 0, ...points];
  });
}
