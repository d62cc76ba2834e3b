/** A shape under the pen: from where it came down to where it is. */

import type { Hand } from "../hand";
import type { Ink } from "../input";
import type { Brush } from "../protocol";
import type { RoomClient } from "../room";
import type { Point } from "../view";
import type { Shape } from "./geometry";
import type { Modifiers } from "./modifiers";
import { shapePoints } from "./shape";
import { drawWhole, Preview } from "./whole";

/** How a shape is drawn. */
export interface Look extends Pick<Hand, "size" | "filled"> {
  shape: Shape;
  brush: Brush;
}

/** Shows the shape while it is dragged, and draws it when the pen goes up. */
export class ShapeInk implements Ink {
  /** Ink ahead of the pointer would not be the shape. */
  readonly color = null;
  readonly #preview: Preview;
  readonly #start: Point;
  #now: Point;

  constructor(
    private readonly client: RoomClient,
    private readonly keys: Modifiers,
    private readonly look: Look,
    point: number[],
  ) {
    this.#preview = new Preview(client, look.brush);
    this.#start = lastOf(point);
    this.#now = this.#start;
    keys.onChange = () => this.#preview.show(this.#points());
  }

  extend(points: number[]): void {
    this.#now = lastOf(points);
    this.#preview.show(this.#points());
  }

  end(): void {
    const points = this.#points();
    this.cancel();
    if (points.length > 0) drawWhole(this.client, this.look.brush, points);
  }

  cancel(): void {
    this.keys.onChange = null;
    this.#preview.hide();
  }

  #points(): number[] {
    return shapePoints(this.look.shape, this.#start, this.#now, this.keys.held, this.look);
  }
}

/** Where flat points end, in canvas pixels. */
export function lastOf(points: number[]): Point {
  const [x = 0, y = 0] = points.slice(-3);
  return { x: x / 8, y: y / 8 };
}
