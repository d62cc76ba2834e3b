/** Strokes that are made at once: shown exactly as they will be, and sent when they are done. */

import type { Ahead } from "../ink";
import type { Pen } from "../outbox";
import type { Brush } from "../protocol";
import type { RoomClient } from "../room";

/** A stroke that may still change as a whole. */
export class Preview {
  #shown: Ahead | null = null;

  constructor(
    private readonly client: RoomClient,
    readonly brush: Brush,
  ) {}

  /** Shows these points in place of what was shown. */
  show(points: number[]): void {
    this.hide();
    if (points.length === 0) return;
    this.#shown = this.client.board.ahead(this.brush);
    this.#shown.extend(points);
    this.#shown.end();
    this.client.onChange?.();
  }

  /** Shows nothing any more. */
  hide(): void {
    this.#shown?.remove();
    this.#shown = null;
    this.client.onChange?.();
  }
}

/** Draws a stroke that is whole already: one message where it fits, else as few as possible. */
export function drawWhole(client: RoomClient, brush: Brush, points: number[]): void {
  const ahead = client.board.ahead(brush);
  ahead.extend(points);
  ahead.end();
  const pen: Pen = { brush, ahead, points, n: null, over: true, waiting: 0 };
  const most = client.limits.messagePoints * 3;
  const fits = points.length <= most;
  client.ask({ n: null, kind: "begin", pen, points: points.slice(0, most), ended: fits });
  for (let at = most; at < points.length; at += most) {
    client.ask({ n: null, kind: "points", pen, points: points.slice(at, at + most) });
  }
  if (!fits) client.ask({ n: null, kind: "end", pen });
}
