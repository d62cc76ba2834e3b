/** A pencil that rests at the end of its stroke: the stroke can be made straight. */

import type { Drawing } from "../drawing";
import type { Ink } from "../input";
import type { Brush } from "../protocol";
import type { Point } from "../view";
import { flat, line } from "./geometry";
import { lastOf } from "./shapeInk";
import { drawWhole } from "./whole";
import { t } from "./words";

/** How long the pencil must rest, in ms. */
const REST_MS = 500;

/** A hand that rests still moves as much, in canvas pixels. */
const REST_PX = 5;

/** Points this soon before the end came with it, in ms. */
const END_MS = 8;

/** Shorter strokes are dots and ticks, in canvas pixels. */
const SHORT_PX = 24;

/** How long the button stays, in ms. */
const OFFER_MS = 6_000;

/** Watches pencil strokes and offers to straighten them. */
export class Straighten {
  #withdraw: (() => void) | null = null;

  constructor(private readonly drawing: Drawing) {
    const withdraw = (event: Event): void => {
      const onOffer = event.target instanceof Element && event.target.closest(".straighten");
      const isMove = event instanceof KeyboardEvent && ["Tab", "Shift"].includes(event.key);
      if (!onOffer && !isMove) this.#withdraw?.();
    };
    addEventListener("pointerdown", withdraw, { capture: true });
    addEventListener("keydown", withdraw, { capture: true });
  }

  /** The same ink, watched. */
  watch(ink: Ink, brush: Brush, point: number[]): Ink {
    const start = lastOf(point);
    let [now, rest] = [start, start];
    /** When the pencil moved last, the time before that, and when points came last. */
    let since = performance.now();
    let [before, came] = [since, since];
    let width = point[2] ?? 8;
    return {
      color: ink.color,
      extend: (points) => {
        ink.extend(points);
        now = lastOf(points);
        width = Math.max(width, points.at(-1) ?? 0);
        came = performance.now();
        before = since;
        if (far(now, rest) <= REST_PX) return;
        rest = now;
        since = came;
      },
      end: () => {
        ink.end();
        // What smoothing held back comes together with the end: that is no move.
        const time = performance.now();
        const rested = time - (time - came < END_MS ? before : since) >= REST_MS;
        if (rested && far(start, now) >= SHORT_PX) this.#offer(brush, start, now, width / 8);
      },
      cancel: () => ink.cancel(),
    };
  }

  #offer(brush: Brush, from: Point, to: Point, r: number): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button straighten";
    button.textContent = t("straighten");
    button.style.left = `${to.x}px`;
    button.style.top = `${to.y}px`;
    button.addEventListener("pointerdown", (event) => event.stopPropagation());
    button.addEventListener("click", () => {
      this.#withdraw?.();
      this.drawing.client.undo();
      drawWhole(this.drawing.client, brush, flat(line([from, to], r)));
      this.drawing.voice.say(t("straightened"));
    });
    const timer = setTimeout(() => this.#withdraw?.(), OFFER_MS);
    this.#withdraw?.();
    this.#withdraw = () => {
      clearTimeout(timer);
      button.remove();
      this.#withdraw = null;
    };
    document.querySelector(".paper")?.append(button);
  }
}

function far(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
