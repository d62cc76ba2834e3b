/** Which pupils are selected: places of the wall are taken with all who are in them. */

import type { Seat } from "./seats";

/** How much of a place is selected. */
export type Chosen = "all" | "some" | "none";

/** The pupils of a place that are selected. */
export function chosenOf(chosen: ReadonlySet<number>, { pupils }: Pick<Seat, "pupils">): Chosen {
  const count = pupils.filter(({ pupil }) => chosen.has(pupil)).length;
  if (count === 0) return "none";
  return count === pupils.length ? "all" : "some";
}

/** Selects some, or lets go of them. */
export function turned(
  chosen: ReadonlySet<number>,
  pupils: readonly number[],
  isOn: boolean,
): ReadonlySet<number> {
  const next = new Set(chosen);
  for (const pupil of pupils) {
    if (isOn) next.add(pupil);
    else next.delete(pupil);
  }
  return next;
}

/** All from one to another as they stand, both with them; only the last where the first is not seen. */
export function between(ids: readonly string[], from: string | null, to: string): string[] {
  const start = from === null ? -1 : ids.indexOf(from);
  const end = ids.indexOf(to);
  if (start < 0 || end < 0) return [to];
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** Without those who are not there any more; the same set where nobody went. */
export function still(chosen: ReadonlySet<number>, there: Iterable<number>): ReadonlySet<number> {
  const here = new Set(there);
  const left = [...chosen].filter((pupil) => here.has(pupil));
  return left.length === chosen.size ? chosen : new Set(left);
}
