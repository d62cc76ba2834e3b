/** For tests: recordings made by chance, as a room would judge them. */

import type { Entry } from "../protocol";
import type { Timed } from "./lines";

/** Seeded chance (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Made {
  seq: number;
  author: string;
  hidden: boolean;
  open: boolean;
}

/** What a room of three people does, with pens down at once, undo, redo and clear. */
export function recording(seed: number, count: number, windowItems = 512): Timed[] {
  const random = chance(seed);
  const pick = (most: number): number => Math.floor(random() * most);
  const points = (many: number): number[] =>
    Array.from({ length: many }, () => [pick(2_048), pick(1_536), 8 + pick(160)]).flat();
  const items: Made[] = [];
  const entries: Timed[] = [];
  let at = 0;
  const tell = (entry: Entry): void => void entries.push({ ...entry, at });
  const end = (item: Made, seq: number): void => {
    item.open = false;
    tell({ type: "end", seq, stroke: item.seq });
  };
  for (let seq = 1; entries.length < count; seq += 1) {
    if (entries.length > 0) at += random() < 0.02 ? 5_000 : pick(120);
    // V9: what is ended leaves first, and only from the front.
    while (items.length > windowItems && !items[0]!.open) items.shift();
    const author = "ABC"[pick(3)]!.repeat(16);
    const own = items.filter((item) => item.author === author);
    const open = own.find((item) => item.open);
    const chosen = random();
    if (open && chosen < 0.5) {
      tell({ type: "points", seq, stroke: open.seq, points: points(1 + pick(4)) });
    } else if (open && chosen < 0.55) {
      items.splice(items.indexOf(open), 1);
      tell({ type: "cancel", seq, stroke: open.seq });
    } else if (open) {
      end(open, seq);
    } else if (chosen < 0.1) {
      const last = own.findLast((item) => !item.hidden);
      if (!last) continue;
      last.hidden = true;
      tell({ type: "hide", seq, item: last.seq });
    } else if (chosen < 0.14) {
      const last = own.findLast((item) => item.hidden);
      if (!last) continue;
      last.hidden = false;
      tell({ type: "show", seq, item: last.seq });
    } else if (chosen < 0.15) {
      for (const item of items) if (item.open) end(item, seq);
      items.push({ seq, author, hidden: false, open: false });
      tell({ type: "clear", seq, author, n: seq });
    } else {
      const ended = random() < 0.2;
      items.push({ seq, author, hidden: false, open: !ended });
      const color = `#${pick(0x1000000).toString(16).padStart(6, "0")}`;
      const brush = { tool: random() < 0.1 ? "eraser" : "pencil", color, opacity: 55 + pick(200) };
      tell({
        type: "begin",
        seq,
        author,
        n: seq,
        ...brush,
        points: points(1 + pick(3)),
        ended,
      } as Entry);
    }
  }
  return entries;
}

/** A recording as the server streams it. */
export function streamOf(entries: readonly Timed[], from: number, to: number, cut = false) {
  const lines = entries
    .filter(({ seq }) => seq > from && seq <= to)
    .map((one) => JSON.stringify(one));
  if (!cut) lines.push(JSON.stringify({ type: "done", seq: to, at: 0 }));
  const text = `${lines.join("\n")}\n`;
  return new Blob([text]).stream();
}
