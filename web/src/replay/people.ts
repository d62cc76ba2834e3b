/** How those who drew are called and coloured, also those who never said. */

import { AUTHOR_COLORS } from "../people/colors";
import type { Recording } from "./source";
import { t } from "./words";

/** How an author is called. */
export function nameOf({ authors }: Recording, author: string | null): string {
  const at = authors.findIndex((one) => one.author === author);
  return authors[at]?.name ?? t("unnamed", { number: at < 0 ? "" : at + 1 }).trim();
}

/** The colour of the author at a place of the list. */
export function colorAt({ authors }: Recording, at: number): string {
  return authors[at]?.color ?? AUTHOR_COLORS[at % AUTHOR_COLORS.length]!.color;
}

/** The colour of an author. */
export function colorOf(recording: Recording, author: string | null): string {
  const at = recording.authors.findIndex((one) => one.author === author);
  return colorAt(recording, Math.max(0, at));
}
