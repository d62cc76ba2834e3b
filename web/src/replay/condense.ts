/** Many small entries as few large ones that make the same picture: how points were cut matters to nobody (R4). */

import type { Entry } from "../protocol";

type Growing = Extract<Entry, { type: "begin" | "points" }>;

/** Entries in order, as fewer; what is handed in stays as it is. */
export function condense(entries: readonly Entry[]): Entry[] {
  const growing = new Map<number, Growing>();
  const made = new Set<Entry>();
  const begin = (entry: Growing, stroke: number): void => {
    const copy = { ...entry, points: entry.points.slice() };
    growing.set(stroke, copy);
    made.add(copy);
  };
  for (const entry of entries) {
    if (entry.type === "begin") {
      begin(entry, entry.seq);
    } else if (entry.type === "points") {
      const grown = growing.get(entry.stroke);
      if (!grown) begin(entry, entry.stroke);
      else for (const one of entry.points) grown.points.push(one);
    } else if (entry.type === "end" || entry.type === "cancel") {
      const begun = growing.get(entry.stroke);
      if (begun?.type !== "begin") made.add(entry);
      else if (entry.type === "end") begun.ended = true;
      else made.delete(begun);
    } else {
      made.add(entry);
    }
  }
  return [...made];
}
