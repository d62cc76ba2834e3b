/** A long press: to fingers and pens what Shift and a press is to a mouse. */

/** How long a long press is, in ms: before browsers take it for one of theirs. */
const HOLD_MS = 400;

/** One press at a time. */
export class Hold {
  /** The press was a long one, and has done what it does. */
  isDone = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A press begins; `act` is done when it is a long one. */
  begin({ pointerType }: PointerEvent, act: () => void): void {
    this.end();
    this.isDone = false;
    if (pointerType === "mouse") return;
    this.#timer = setTimeout(() => {
      this.isDone = true;
      act();
    }, HOLD_MS);
  }

  /** It ends, or becomes something else. */
  end(): void {
    clearTimeout(this.#timer);
  }

  /** Whether a click is only the end of a long press; those of keys never are. */
  isOf({ detail }: MouseEvent): boolean {
    return detail > 0 && this.isDone;
  }
}
