/** What comes of people and entries, for whoever listens later. */

import type { Entries, Presence } from "./protocol";

/** What is told on to whoever listens. */
export type Heard = Presence | Entries;

/** Keeps what came of people before anybody listened. */
export class Ear {
  #hear: ((message: Heard) => void) | null = null;
  #unheard: Presence[] = [];

  /** Hears from here on, what came of people before first. */
  listen(hear: (message: Heard) => void): void {
    this.#hear = hear;
    for (const message of this.#unheard.splice(0)) hear(message);
  }

  /** Something came. */
  take(message: Heard): void {
    if (this.#hear) {
      this.#hear(message);
      return;
    }
    if (message.type === "entries") return;
    if (message.type === "people" && message.all) this.#unheard = [];
    this.#unheard.push(message);
  }
}
