/** What hosts did, in sentences. */

import type { Deed } from "./asking";
import { en, t, type Word } from "./words";

/** Deeds without a word of their own here, as of a server that is newer, are left out. */
function isWord(key: string): key is Word {
  return key in en;
}

/** The sentences of a deed: one for each rule that changed. */
export function sentencesOf(deed: Deed): string[] {
  const name = deed.name ?? t("aHost");
  const about = deed.aboutName ?? t("somebody");
  return wordsOf(deed)
    .filter(isWord)
    .map((word) => t(word, { name, about, count: deed.rules?.slow ?? 0 }));
}

function wordsOf({ what, rules, rank, role }: Deed): string[] {
  switch (what) {
    case "rules": {
      const words: string[] = [];
      if (typeof rules?.locked === "boolean") words.push(rules.locked ? "locked" : "unlocked");
      if (typeof rules?.quiet === "boolean") words.push(rules.quiet ? "quiet" : "loud");
      if (typeof rules?.still === "boolean") words.push(rules.still ? "still" : "moving");
      if (typeof rules?.slow === "number") words.push(rules.slow > 0 ? "slow" : "fast");
      return words.map((word) => `deed.${word}`);
    }
    case "rank":
      return [`deed.rank.${rank}`];
    case "guests":
      return [`deed.guests.${role}`];
    default:
      return [`deed.${what}`];
  }
}
