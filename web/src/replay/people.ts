/** How those who drew are called and coloured, also those who never said. */

import { AUTHOR_COLORS } from "../people/colors";
import type { Recording } from "./source";
import { t } from "./words";

/** How somebody says they are called and coloured, if they do. */
interface Told {
  name: string | null;
  color: string | null;
}

/** Those who drew in a room, with what each is called and the colour each is seen in. */
export function called<Author extends Told>(authors: readonly Author[]) {
  return authors.map((author, at) => ({
    ...author,
    name: author.name ?? t("unnamed", { number: at + 1 }),
    color: author.color ?? AUTHOR_COLORS[at % AUTHOR_COLORS.length]!.color,
  }));
}

/** How an author is called. */
export function nameOf({ authors }: Recording, author: string | null): string {
  const name = authors.find((one) => one.author === author)?.name;
  return name ?? t("unnamed", { number: "" }).trim();
}

/** The colour of an author. */
export function colorOf({ authors }: Recording, author: string | null): string {
  return authors.find((one) => one.author === author)?.color ?? AUTHOR_COLORS[0].color;
}
