/**
 * Goes through a recording ahead of who watches it: it loads all parts, learns pauses, who drew when and what
 * is taken back later, and leaves places to come back to.
 */

import type { Fates } from "./fates";
import type { Film, FindShot } from "./film";
import type { Pack } from "./pack";
import type { Tape } from "./tape";

/** Recordings up to this place are loaded whole; of longer ones what comes next. */
const WHOLE_MAX = 400_000;

/** How far ahead of who watches a long recording is loaded, in parts. */
const AHEAD_PARTS = 8;

/** Between two looks at whether who watches, or the loading, has come near, in ms. */
const LOOK_MS = 60;

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
      await aWhile();
      if (signal.aborted) return;
    }
    const pack = await tape.load(part);
    if (signal.aborted) return;
    fates.learn(pack.others());
    onPart(pack);
    if (!pack.isWhole) break;
  }
  fates.close();
}

/** Leaves places to come back to, all the way; `turn` answers until when it may work, as `performance.now()`. */
export async function scout(
  film: Film,
  fates: Fates,
  turn: () => Promise<number>,
  find: FindShot,
): Promise<void> {
  for (;;) {
    // What may still be taken back could not be painted for good: the loading is not far enough.
    while (fates.certain < film.reel.seq + 1) await aWhile();
    const until = await turn();
    const stop = film.goOn(fates.certain === Infinity ? {} : { seq: fates.certain }, until);
    if (stop === "end") return;
    if (stop === "rebase") await film.cross(find);
    if (stop === "missing") await film.tape.load(film.tape.partAfter(film.reel.seq));
  }
}

function aWhile(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
