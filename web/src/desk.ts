/** One person's desk: the hand, the view of the paper, and the room they act on. */

import { brushOf, type Hand, newHand } from "./hand";
import type { Desk, Ink } from "./input";
import type { Brush } from "./protocol";
import type { RoomClient, RoomView } from "./room";
import { Store } from "./store";
import {
  type Extent,
  fitPaper,
  type Insets,
  keepInSight,
  pan,
  toCanvas,
  type View,
  zoomAt,
} from "./view";

/** How the paper is seen. */
export interface Seen {
  view: View;
  /** The whole paper is shown, and stays so when the window changes. */
  fitted: boolean;
}

/** States of a room in which strokes are taken: at once, or when the server is back. */
export const DRAWABLE: RoomView["status"][] = ["connecting", "live", "waiting"];

/** The desk of a draw page. */
export class DrawDesk implements Desk {
  readonly held: Store<Hand> = newHand();
  /** What the pen does when it comes down; set by the tools that are loaded later. */
  draw: (brush: Brush, point: number[]) => Ink | null = (brush, point) => this.ink(brush, point);
  readonly seen = new Store<Seen>({ view: { x: 0, y: 0, zoom: 1 }, fitted: true });
  /** Space is held: the paper is grabbed, whatever the tool. */
  spaceHeld = false;
  /** Hears how long the work of each frame took, in ms. */
  onFrame: ((ms: number) => void) | null = null;
  /** This device does not keep up: what is not truth is not drawn. */
  isStrained = false;
  #extent: Extent = { width: 1, height: 1 };
  #insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  #exitedPenMode = false;

  constructor(private readonly client: RoomClient) {}

  hand(): Hand {
    return this.held.get();
  }

  grabs(): boolean {
    return this.spaceHeld || this.client.view.get().role === "viewer";
  }

  toCanvas(at: { x: number; y: number }) {
    return toCanvas(this.seen.get().view, at);
  }

  begin(point: number[], eraserEnd: boolean): Ink | null {
    const brush = brushOf(this.hand(), eraserEnd);
    const ink = this.mayDraw() ? this.draw(brush, point) : null;
    if (ink) this.held.set({ drew: true });
    else this.refuse();
    return ink;
  }

  /** Shows that something cannot be done now. */
  refuse(): void {
    this.held.set({ refused: this.hand().refused + 1 });
  }

  /** Whether strokes are taken now. */
  mayDraw(): boolean {
    return DRAWABLE.includes(this.client.view.get().status);
  }

  /** A stroke that goes on with the pen. */
  ink(brush: Brush, point: number[]): Ink | null {
    const stroke = this.client.begin(brush, point);
    return (
      stroke && {
        color: brush.color,
        extend: (points) => stroke.extend(points),
        end: () => stroke.end(),
        cancel: () => stroke.cancel(),
      }
    );
  }

  /** Takes a colour; what draws no colour becomes the pencil. */
  dip(color: string): void {
    const { tool } = this.hand();
    this.held.set({ color, tool: tool === "eraser" || tool === "hand" ? "pencil" : tool });
  }

  pan(dx: number, dy: number): void {
    this.#see(pan(this.seen.get().view, dx, dy));
  }

  zoomAt(at: { x: number; y: number }, factor: number): void {
    this.#see(zoomAt(this.seen.get().view, at, factor));
  }

  /** Zooms around the middle of the desk. */
  zoomBy(factor: number): void {
    this.zoomAt({ x: this.#extent.width / 2, y: this.#extent.height / 2 }, factor);
  }

  /** One canvas pixel is one CSS pixel. */
  zoomFull(): void {
    this.zoomBy(1 / this.seen.get().view.zoom);
  }

  /** Shows the whole paper. */
  showAll(): void {
    this.seen.set({ view: fitPaper(this.#extent, this.#paper(), this.#insets), fitted: true });
  }

  /** The window, the bars or the paper changed. */
  measure(extent: Extent, insets: Insets): void {
    this.#extent = extent;
    this.#insets = insets;
    if (this.seen.get().fitted) this.showAll();
    else this.#see(this.seen.get().view);
  }

  /** The first pen turns its mode on; whoever left it has decided. */
  penSeen(): void {
    if (!this.#exitedPenMode) this.held.set({ penMode: true });
  }

  /** Fingers draw again. */
  exitPenMode(): void {
    this.#exitedPenMode = true;
    this.held.set({ penMode: false });
  }

  #paper(): Extent {
    return this.client.view.get().size;
  }

  #see(view: View): void {
    this.seen.set({ view: keepInSight(view, this.#extent, this.#paper()), fitted: false });
  }
}
