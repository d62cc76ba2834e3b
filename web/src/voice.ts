/** What the page says to those who do not see it: politely, and not too often. */

import { Store } from "./store";

/** Time between two announcements, in ms. */
const PAUSE_MS = 2_000;

/** Announcements that wait; above this the oldest are dropped, as nobody wants to hear them any more. */
const WAITING_MAX = 4;

/** One polite voice. */
export class Voice {
  /** What is said now. */
  readonly said = new Store({ text: "" });
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Says a sentence at once, or joined with others after the pause. */
  say(text: string): void {
    this.#waiting = [...this.#waiting.filter((other) => other !== text), text].slice(-WAITING_MAX);
    if (this.#timer === undefined) this.#speak();
  }

  /** Says no more. */
  dispose(): void {
    clearTimeout(this.#timer);
  }

  readonly #speak = (): void => {
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const text = this.#waiting.join(". ");
    this.#waiting = [];
    // The same words twice are no change, and a change is what is read out.
    this.said.set({ text: text === this.said.get().text ? `${text}\u00a0` : text });
    this.#timer = setTimeout(this.#speak, PAUSE_MS);
  };
}
