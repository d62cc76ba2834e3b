/** A stroke under the page's own pen. */

import type { Op, Pen } from "./outbox";
import type { Brush, Limits } from "./protocol";

/** How much earlier than the room this page ends a silent stroke, in ms. */
const IDLE_MARGIN_MS = 5_000;

/** A stroke under the page's own pen. */
export interface OwnStroke {
  /** Adds points, flat x, y, r in eighths. */
  extend(points: number[]): void;
  end(): void;
  /** It never happened. */
  cancel(): void;
}

/** What a stroke needs of its room. */
export interface StrokeHost {
  limits: Limits;
  pen(brush: Brush, points: number[]): Pen;
  ask(op: Op): void;
}

/** A stroke under the pen; the room may know it as several. */
export class Stroke implements OwnStroke {
  #pen: Pen;
  #count: number;
  #touched = Date.now();
  #last: number[];

  constructor(
    private readonly room: StrokeHost,
    brush: Brush,
    point: number[],
  ) {
    this.#pen = room.pen(brush, point);
    this.#count = 1;
    this.#last = point;
  }

  extend(points: number[]): void {
    const most = this.room.limits.messagePoints * 3;
    for (let at = 0; at < points.length; at += most) this.#add(points.slice(at, at + most));
  }

  end(): void {
    if (this.#pen.over) return;
    this.#pen.over = true;
    this.#pen.ahead.end();
    this.room.ask({ n: null, kind: "end", pen: this.#pen });
  }

  cancel(): void {
    if (this.#pen.over) return;
    this.#pen.over = true;
    this.#pen.ahead.remove();
    this.room.ask({ n: null, kind: "cancel", pen: this.#pen });
  }

  #add(points: number[]): void {
    const { strokePoints, strokeIdleMs } = this.room.limits;
    const silent = Date.now() - this.#touched > strokeIdleMs - IDLE_MARGIN_MS;
    if (silent || this.#count + points.length / 3 >= strokePoints) this.#beginAnew();
    this.#touched = Date.now();
    this.#count += points.length / 3;
    this.#last = points.slice(-3);
    this.#pen.points.push(...points);
    this.#pen.ahead.extend(points);
    this.room.ask({ n: null, kind: "points", pen: this.#pen, points });
  }

  /** Ends before the room would, and goes on from the last point. */
  #beginAnew(): void {
    const { brush } = this.#pen;
    this.end();
    this.#pen = this.room.pen(brush, this.#last);
    this.#count = 1;
  }
}
