/**
 * What a page had not told its room when it went: brought back by the next page of the same tab.
 *
 * Operations that may have been sent carry their number, so the room takes each once (rule V5).
 */

import type { Ahead } from "./ink";
import type { Op, Pen } from "./outbox";

/** An operation as it is kept: its stroke is named by its place among the strokes. */
type KeptOp = Omit<Op, "pen"> & { pen?: number };

interface Kept {
  pens: Pick<Pen, "brush" | "points" | "n" | "over">[];
  ops: KeptOp[];
}

/** Reads what `Outbox.save` wrote; nothing when it cannot be read. */
export function restore(text: string, show: (pen: Pen) => Ahead): Op[] {
  let kept: Kept;
  try {
    kept = JSON.parse(text);
  } catch {
    // Half a text, as when the storage was full.
    return [];
  }
  const pens = kept.pens.map((one) => {
    const pen = { ...one, over: true, waiting: 0 } as Pen;
    pen.ahead = show(pen);
    return pen;
  });
  const ops = kept.ops.map((op) => (op.pen === undefined ? op : { ...op, pen: pens[op.pen] }));
  // A stroke that was under the pen ends where the page went.
  const ends = pens.filter((_, index) => !kept.pens[index]?.over);
  const all = [...ops, ...ends.map((pen) => ({ n: null, kind: "end", pen }))] as Op[];
  for (const op of all) if ("pen" in op) op.pen.waiting += 1;
  return all;
}
