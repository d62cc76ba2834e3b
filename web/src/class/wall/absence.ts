/** Since when somebody is lost: the class only says that they are. */

import type { Pupil } from "../protocol";

/** How long somebody who is lost is expected back, in ms. */
export const LOST_MS = 60_000;

/** How somebody is there. */
export type Presence = "here" | "lost" | "away";

/** Remembers when each went. */
export class Absence {
  readonly #since = new Map<number, number>();
  #isFirst = true;

  /** Takes in who is there now. Who was not there when the page came is away, nobody knows since when. */
  note(pupils: readonly Pick<Pupil, "pupil" | "here">[], now: number): void {
    for (const { pupil, here } of pupils) {
      if (here) this.#since.delete(pupil);
      else if (!this.#since.has(pupil)) this.#since.set(pupil, this.#isFirst ? -LOST_MS : now);
    }
    this.#isFirst = false;
  }

  /** How a pupil is there. */
  of(pupil: number, now: number): Presence {
    const since = this.#since.get(pupil);
    if (since === undefined) return "here";
    return now - since < LOST_MS ? "lost" : "away";
  }
}
