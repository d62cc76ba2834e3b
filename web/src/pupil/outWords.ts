/** Which words tell why somebody is not in a class. */

import type { en } from "./words";

type Key = keyof typeof en;

/** A sentence, what follows from it, and what the way back in is called, if there is one. */
export interface OutWords {
  title: Key;
  note?: Key;
  again?: Key;
}

const WORDS: Record<string, OutWords> = {
  closed: { title: "out.closed", note: "out.closedNote", again: "out.again" },
  ended: { title: "out.ended", note: "out.endedNote" },
  removed: { title: "out.removed", note: "out.removedNote" },
  full: { title: "out.full", note: "out.closedNote", again: "out.again" },
  badKey: { title: "out.badKey", note: "out.badKeyNote", again: "name.join" },
  unknown: { title: "out.unknown" },
  elsewhere: { title: "out.elsewhere", note: "out.elsewhereNote", again: "out.here" },
  name: { title: "out.name", again: "out.again" },
};

/** The words for a way of being out; a refusal nobody wrote words for is one all the same. */
export function outWords(why: string): OutWords {
  return WORDS[why] ?? { title: "out.other", note: "out.closedNote", again: "out.again" };
}
