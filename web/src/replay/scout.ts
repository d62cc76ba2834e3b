/**
 * Goes through a recording ahead of who watches it, whenever the browser has time: it loads all parts,
 * learns pauses, who drew when and what is taken back later, and leaves places to come back to.
 */

import type { Fates } from "./fates";
import type { Film } from "./film";
import type { Pack } from "./pack";
import type { Tape } from "./tape";

/** Recordings up to this place are loaded whole; of longer ones what comes next. */
const WHOLE_MAX = 400_000;

/** How far ahead of who watches a long recording is loaded, in parts. */
const AHEAD_PARTS = 8;

/** Work in one idle moment, at most and where the browser does not tell how long it is, in ms. */
const [WORK_MS, LATER_MS] = [8, 60];

/** What a scout tells. */
export interface Heard {
  /** A part was loaded, all before it too. */
  onPart: (pack: Pack) => void;
  /** Where who watches is. */
  place: () => number;
}

/** Loads everything, in order. */
export async function loadAll(
  tape: Tape,
  fates: Fates,
  { onPart, place }: Heard,
  signal: AbortSignal,
): Promise<void> {
  for (let part = 0; part < tape.parts; part += 1) {
    while (tape.end > WHOLE_MAX && part > tape.partAfter(place()) + AHEAD_PARTS) {
      await idle(signal);
    }
    const pack = await tape.load(part);
    if (signal.aborted) return;
    fates.learn(pack.others());
    onPart(pack);
    if (!pack.isWhole) break;
  }
  fates.close();
}

/** Leaves places to come back to, all the way. */
export async function scout(film: Film, fates: Fates, signal: AbortSignal): Promise<void> {
  for (;;) {
    const until = await idle(signal);
    if (signal.aborted) return;
    // What may still be taken back could not be painted for good: the loading is not far enough.
    if (fates.certain < film.reel.seq + 1) continue;
    const limit = fates.certain === Infinity ? {} : { seq: fates.certain };
    const stop = film.goOn(limit, until);
    // Beyond another picture the server is asked.
    if (stop === "end" || stop === "rebase") return;
    if (stop === "missing") await film.tape.load(film.tape.partAfter(film.reel.seq));
  }
}

/** Waits until the browser has time; answers until when, as a time of `performance.now()`. */
function idle(signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(0);
    else if ("requestIdleCallback" in globalThis) {
      requestIdleCallback((deadline) =>
        resolve(performance.now() + Math.min(deadline.timeRemaining(), WORK_MS)),
      );
    } else setTimeout(() => resolve(performance.now() + WORK_MS), LATER_MS);
  });
}
