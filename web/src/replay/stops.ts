/** Places worth standing at: after each stroke, and after whatever else changes the picture at once. */

import type { Entry } from "../protocol";
import type { Tape } from "./tape";

/** How far back who draws is looked for, in entries; and how long ago it may be, in ms. */
const [BACK_MAX, RECENT_MS] = [600, 3_000];

function isStop(entry: Entry | undefined): boolean {
  if (!entry) return false;
  if (entry.type === "begin") return entry.ended;
  return entry.type !== "points" && entry.type !== "chat" && entry.type !== "rebase";
}

/** The next place to stand at after a place; the end where there is none. */
export async function stopAfter(tape: Tape, seq: number): Promise<number> {
  for (let part = tape.partAfter(seq); part < tape.parts; part += 1) {
    const pack = await tape.load(part);
    for (let at = pack.after(seq); at < pack.count; at += 1) {
      if (isStop(pack.other(at))) return pack.seqOf(at);
    }
    if (!pack.isWhole) return tape.brokenAt ?? seq;
  }
  return tape.end;
}

/** The last place to stand at before a place; the blank paper where there is none. */
export async function stopBefore(tape: Tape, seq: number): Promise<number> {
  for (let part = tape.partAfter(seq - 1); part >= 0; part -= 1) {
    const pack = await tape.load(part);
    for (let at = pack.after(seq - 1) - 1; at >= 0; at -= 1) {
      if (isStop(pack.other(at))) return pack.seqOf(at);
    }
  }
  return 0;
}

/** Who draws at a place, as far as it is loaded. */
export function authorAt(tape: Tape, seq: number, at: number): string | null {
  const pack = tape.pack(tape.partAfter(Math.max(0, seq - 1)));
  if (!pack) return null;
  let stroke = 0;
  const from = pack.after(seq) - 1;
  for (let index = from; index >= Math.max(0, from - BACK_MAX); index -= 1) {
    if (stroke === 0 && at - pack.atOf(index) > RECENT_MS) return null;
    stroke ||= pack.strokeOf(index);
    const other = pack.other(index);
    if (other?.type === "begin" && (stroke === 0 || other.seq === stroke)) return other.author;
  }
  return null;
}
