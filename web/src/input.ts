/**
 * Pointers become strokes, pans and pinches.
 *
 * Knows nothing of the DOM: `pointers.ts` hands in samples with their time, so every gesture can be tested.
 */

import { type Hand, isMarker, widthOf } from "./hand";
import { Nib, type PointerKind } from "./nib";
import type { Point } from "./view";

/** A second finger this soon after the first means a pinch, in ms. */
const YOUNG_MS = 150;

/** A second finger before the first has moved this far means a pinch, in CSS pixels. */
const YOUNG_PX = 8;

/** Bits of `buttons` with which a pen erases: its other end, and the button on its side. */
const ERASES = 32 | 2;

/** The middle button of a mouse. */
const MIDDLE = 1;

/** One thing a pointer said, in CSS pixels of the desk. */
export interface Sample {
  id: number;
  kind: PointerKind;
  x: number;
  y: number;
  pressure: number;
  button: number;
  buttons: number;
  /** In ms, on any clock that only goes forward. */
  time: number;
}

/** Where a pointer may go: x, y, r in pixels, for a layer that is no truth. */
export interface Tail {
  color: string;
  points: number[];
}

/** A stroke under a pointer. */
export interface Ink {
  /** `#rrggbb`; null where ink does not simply go on with the pointer. */
  readonly color: string | null;
  /** The keyboard's pen is lifted where it comes down. */
  readonly atOnce?: boolean;
  extend(points: number[]): void;
  end(): void;
  cancel(): void;
}

/** What gestures act on. */
export interface Desk {
  hand(): Hand;
  /** Whether pointers only move the paper now. */
  grabs(): boolean;
  toCanvas(at: Point): Point;
  /** Puts the pen down; null when nothing may be drawn. */
  begin(point: number[], eraserEnd: boolean): Ink | null;
  pan(dx: number, dy: number): void;
  zoomAt(at: Point, factor: number): void;
  penSeen(): void;
}

interface Drawing {
  kind: "ink";
  id: number;
  by: PointerKind;
  ink: Ink;
  nib: Nib;
  /** Points since the last frame, flat in eighths. */
  points: number[];
  start: Point;
  since: number;
  /** Farthest from the start so far, in CSS pixels. */
  travelled: number;
  /** Where the browser thinks the pointer goes, on the canvas. */
  predicted: Point[];
}

type Gesture =
  | { kind: "idle" }
  | Drawing
  | { kind: "pan"; id: number; by: PointerKind; last: Point }
  | { kind: "pinch"; ids: [number, number]; span: number; middle: Point };

const IDLE: Gesture = { kind: "idle" };

/** All pointers of one desk; one gesture at a time. */
export class Input {
  #gesture: Gesture = IDLE;
  readonly #fingers = new Map<number, Point>();

  constructor(private readonly desk: Desk) {}

  /** What is going on, for cursors and sleep. */
  get doing(): Gesture["kind"] {
    return this.#gesture.kind;
  }

  /** A pointer touches the desk. */
  down(sample: Sample): void {
    if (sample.kind === "touch") this.#touch(sample);
    else if (sample.kind === "pen") this.#pen(sample);
    else if (this.#gesture.kind === "idle") this.#press(sample);
  }

  /** A pointer moved: all its samples since the last event, and where it may go. */
  move(samples: Sample[], predicted: Sample[] = []): void {
    const newest = samples.at(-1);
    if (!newest) return;
    if (newest.kind === "pen") this.desk.penSeen();
    if (this.#fingers.has(newest.id)) this.#fingers.set(newest.id, newest);
    const gesture = this.#gesture;
    switch (gesture.kind) {
      case "ink":
        if (gesture.id === newest.id) this.#draw(gesture, samples, predicted);
        break;
      case "pan":
        if (gesture.id !== newest.id) break;
        this.desk.pan(newest.x - gesture.last.x, newest.y - gesture.last.y);
        gesture.last = newest;
        break;
      case "pinch":
        if (gesture.ids.includes(newest.id)) this.#pinch(gesture);
        break;
      case "idle":
        break;
    }
  }

  /** A pointer left, or the system took it away: a stroke ends, it is never thrown away. */
  up(id: number): void {
    this.#fingers.delete(id);
    const gesture = this.#gesture;
    if (gesture.kind === "ink" && gesture.id === id) this.#finish();
    if (gesture.kind === "pan" && gesture.id === id) this.#gesture = IDLE;
    if (gesture.kind === "pinch" && gesture.ids.includes(id)) this.#loosen(gesture.ids, id);
  }

  /** Hands the points since the last frame to the stroke. */
  flush(): void {
    if (this.#gesture.kind !== "ink" || this.#gesture.points.length === 0) return;
    this.#gesture.ink.extend(this.#gesture.points);
    this.#gesture.points = [];
  }

  /** The stroke under the pointer never happened; false when there is none. */
  cancel(): boolean {
    if (this.#gesture.kind !== "ink") return false;
    this.#gesture.ink.cancel();
    this.#gesture = IDLE;
    return true;
  }

  /** From the last point to where the pointer may go, in canvas pixels; null at rest. */
  trail(): Tail | null {
    const gesture = this.#gesture;
    if (gesture.kind !== "ink" || gesture.predicted.length === 0) return null;
    const { color } = gesture.ink;
    if (color === null) return null;
    const [x = 0, y = 0, r = 8] = gesture.nib.point.map((eighths) => eighths / 8);
    const points = [x, y, r, ...gesture.predicted.flatMap((at) => [at.x, at.y, r])];
    return { color, points };
  }

  #touch(sample: Sample): void {
    this.#fingers.set(sample.id, sample);
    const gesture = this.#gesture;
    switch (gesture.kind) {
      case "idle":
        this.#press(sample);
        break;
      case "pan":
        if (gesture.by === "touch") this.#startPinch(gesture.id, sample.id);
        break;
      case "ink":
        if (gesture.by !== "touch" || !isYoung(gesture, sample.time)) break;
        this.cancel();
        this.#startPinch(gesture.id, sample.id);
        break;
      case "pinch":
        break;
    }
  }

  /** A pen comes first: what a palm began under it goes. */
  #pen(sample: Sample): void {
    this.desk.penSeen();
    const gesture = this.#gesture;
    if (gesture.kind === "ink") {
      if (gesture.by === "pen") return;
      if (gesture.by === "touch" && isYoung(gesture, sample.time)) this.cancel();
      else this.#finish();
    }
    this.#press(sample);
  }

  #press(sample: Sample): void {
    if (sample.kind === "mouse" && sample.button > MIDDLE) return;
    const byMiddle = sample.kind === "mouse" && sample.button === MIDDLE;
    const hand = this.desk.hand();
    const onlyPans = hand.penMode && sample.kind === "touch";
    if (byMiddle || onlyPans || hand.tool === "hand" || this.desk.grabs()) {
      this.#gesture = { kind: "pan", id: sample.id, by: sample.kind, last: sample };
    } else {
      this.#startInk(sample, hand);
    }
  }

  #startInk(sample: Sample, hand: Hand): void {
    const { id, kind: by, pressure, buttons, time: since } = sample;
    // A mouse has no pressure.
    const kind = isMarker(hand) ? "mouse" : by;
    const nib = new Nib(kind, widthOf(hand), this.desk.toCanvas(sample), pressure);
    const ink = this.desk.begin(nib.point, by === "pen" && (buttons & ERASES) !== 0);
    if (!ink) return;
    const rest = { points: [], start: sample, travelled: 0, predicted: [] };
    this.#gesture = { kind: "ink", id, by, ink, nib, since, ...rest };
  }

  #draw(gesture: Drawing, samples: Sample[], predicted: Sample[]): void {
    for (const sample of samples) {
      // The button went up where no event could tell.
      if (sample.kind === "mouse" && sample.buttons === 0) {
        this.#finish();
        return;
      }
      gesture.travelled = Math.max(gesture.travelled, distance(gesture.start, sample));
      const point = gesture.nib.to(this.desk.toCanvas(sample), sample.pressure);
      if (point) gesture.points.push(...point);
    }
    gesture.predicted = predicted.map((sample) => this.desk.toCanvas(sample));
  }

  #finish(): void {
    if (this.#gesture.kind !== "ink") return;
    const last = this.#gesture.nib.finish();
    if (last) this.#gesture.points.push(...last);
    this.flush();
    this.#gesture.ink.end();
    this.#gesture = IDLE;
  }

  #startPinch(first: number, second: number): void {
    const [a, b] = [this.#fingers.get(first), this.#fingers.get(second)];
    if (!a || !b) return;
    this.#gesture = {
      kind: "pinch",
      ids: [first, second],
      span: distance(a, b),
      middle: between(a, b),
    };
  }

  #pinch(gesture: Extract<Gesture, { kind: "pinch" }>): void {
    const [a, b] = gesture.ids.map((id) => this.#fingers.get(id));
    if (!a || !b) return;
    const middle = between(a, b);
    const span = Math.max(1, distance(a, b));
    this.desk.pan(middle.x - gesture.middle.x, middle.y - gesture.middle.y);
    this.desk.zoomAt(middle, span / Math.max(1, gesture.span));
    gesture.middle = middle;
    gesture.span = span;
  }

  /** One finger of a pinch left: the other goes on moving the paper. */
  #loosen(ids: [number, number], gone: number): void {
    const stays = ids[0] === gone ? ids[1] : ids[0];
    const last = this.#fingers.get(stays);
    this.#gesture = last ? { kind: "pan", id: stays, by: "touch", last } : IDLE;
  }
}

function isYoung(gesture: Drawing, now: number): boolean {
  return now - gesture.since < YOUNG_MS || gesture.travelled < YOUNG_PX;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
