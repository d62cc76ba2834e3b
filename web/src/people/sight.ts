/** What this page looks at: told to others, or led by somebody who is followed. */

import type { DrawDesk } from "../desk";
import type { Extent, View } from "../view";
import { type Look, lookOf, viewOf } from "./looks";

/** Keeps a desk and what is told of it in step. */
export class Sight {
  /** The view that was set for somebody who is followed; any other is an own choice. */
  #led: View | null = null;
  #look: Look | null = null;
  #extent: Extent = { width: 1, height: 1 };

  constructor(
    private readonly desk: DrawDesk,
    private readonly tell: (look: Look) => void,
    /** The person moved the paper while following somebody. */
    private readonly onOwn: () => void,
  ) {}

  /** Watches the desk in `element`; answers how to stop. */
  watch(element: HTMLElement): () => void {
    const measure = (): void => {
      this.#extent = { width: element.clientWidth || 1, height: element.clientHeight || 1 };
      this.#lead();
      this.#say();
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    measure();
    const stop = this.desk.seen.subscribe(() => this.#moved(element));
    return () => {
      sizes.disconnect();
      stop();
    };
  }

  /** Shows what somebody who is followed looks at. */
  follow(look: Look): void {
    this.#look = look;
    this.#lead();
  }

  /** Follows nobody from here on. */
  free(): void {
    this.#look = null;
    this.#led = null;
  }

  #lead(): void {
    if (!this.#look) return;
    this.#led = viewOf(this.#look, this.#extent);
    this.desk.seen.set({ view: this.#led, fitted: false });
  }

  #moved(element: HTMLElement): void {
    const isLed = isSame(this.desk.seen.get().view, this.#led);
    const { width, height } = this.#extent;
    // A window of another size moves the paper too: what is followed is shown again when it is measured.
    const isMeasured = element.clientWidth === width && element.clientHeight === height;
    if (this.#led && !isLed && isMeasured) this.onOwn();
    this.#say();
  }

  #say(): void {
    this.tell(lookOf(this.desk.seen.get().view, this.#extent));
  }
}

function isSame(a: View, b: View | null): boolean {
  return a.x === b?.x && a.y === b.y && a.zoom === b.zoom;
}
