/** A part of a recording, packed: pens tell their points in many small entries, and a page holds a million. */

import type { Entry } from "../protocol";
import type { Timed } from "./lines";
import { last } from "./pace";

/** Entries in order. */
export class Pack {
  /** Nothing of it is missing at its end. */
  isWhole = false;
  readonly #seqs: number[] = [];
  readonly #ats: number[] = [];
  /** Where the points of each entry end; entries without points end where they begin. */
  readonly #ends: number[] = [];
  /** Whose points they are. */
  readonly #strokes: number[] = [];
  readonly #points: number[] = [];
  /** All but points, by index. */
  readonly #others = new Map<number, Entry>();
  readonly #rebases = new Set<number>();

  get count(): number {
    return this.#seqs.length;
  }

  add({ at, ...entry }: Timed): void {
    // A clock that was set back does not turn the drawing round.
    this.#ats.push(Math.max(at, this.#ats.at(-1) ?? 0));
    this.#seqs.push(entry.seq);
    if (entry.type === "points") {
      for (const one of entry.points) this.#points.push(one);
      this.#strokes.push(entry.stroke);
    } else {
      if (entry.type === "rebase") this.#rebases.add(entry.seq);
      this.#others.set(this.count - 1, entry);
      this.#strokes.push(0);
    }
    this.#ends.push(this.#points.length);
  }

  /** Whether the picture is another one from this place on: its entries alone do not lead there. */
  isRebase(seq: number): boolean {
    return this.#rebases.has(seq);
  }

  seqOf(index: number): number {
    return this.#seqs[index] ?? 0;
  }

  atOf(index: number): number {
    return this.#ats[index] ?? 0;
  }

  /** The index of the first entry after a place. */
  after(seq: number): number {
    return last(this.#seqs, (one) => one <= seq) + 1;
  }

  /** The index of the first entry later than a moment. */
  later(at: number): number {
    return last(this.#ats, (one) => one <= at) + 1;
  }

  entry(index: number): Entry {
    const other = this.#others.get(index);
    if (other) return other;
    const points = this.#points.slice(this.#ends[index - 1] ?? 0, this.#ends[index]);
    return { type: "points", seq: this.seqOf(index), stroke: this.#strokes[index]!, points };
  }

  /** The entry, unless it is points. */
  other(index: number): Entry | undefined {
    return this.#others.get(index);
  }

  /** The stroke whose points an entry is; 0 when it is none. */
  strokeOf(index: number): number {
    return this.#strokes[index] ?? 0;
  }

  /** How many points an entry brings. */
  pointsIn(index: number): number {
    const other = this.#others.get(index);
    if (other) return other.type === "begin" ? other.points.length / 3 : 0;
    return (this.#ends[index]! - (this.#ends[index - 1] ?? 0)) / 3;
  }

  /** All entries but points, in order. */
  others(): Iterable<Entry> {
    return this.#others.values();
  }
}
