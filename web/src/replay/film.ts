/** A recording as pictures: one that is shown, and those that are kept on the way, to come back to. */

import type { Keyframes } from "./keyframes";
import type { Shot } from "./reader";
import type { Reel } from "./reel";
import type { Limit, Tape } from "./tape";

/** Strokes between two places that are kept: as many as are painted within a moment on a weak device. */
export const KEEP_EACH = 64;

/** Items that may still change in a place that is kept: they are painted anew each time one comes back. */
const LOOSE_MAX = 96;

/** Work between two looks at the clock; a line begun is eight. */
const WORK = 512;

/** What coming back to a place costs, told as places one could have gone on instead. */
const RESTORE_COST = 500;

/**
 * How going on ended: at what was wanted, at the end, where a part is missing, before a picture that must be
 * asked for, or as the time was over.
 */
export type Stop = "limit" | "end" | "missing" | "rebase" | "later";

/** Asks for the picture of a place. */
export type FindShot = (at: string) => Promise<Shot>;

/** One way to see a recording. */
export class Film {
  readonly reel: Reel;
  /** Up to here there was nothing to keep. */
  #looked = 0;

  constructor(
    readonly tape: Tape,
    /** Where places are kept; null keeps none. */
    readonly kept: Keyframes | null,
    make: () => Reel,
    /** It goes on where the picture becomes another one, as nobody tells that of some authors alone. */
    private readonly crosses = false,
  ) {
    this.reel = make();
  }

  /** Goes on until there, or until a time of `performance.now()`. */
  goOn(limit: Limit, until: number): Stop {
    for (;;) {
      const { entries, seq, stop } = this.tape.take(
        this.reel.seq,
        this.crosses ? { ...limit, crosses: true } : limit,
        WORK,
      );
      if (seq > this.reel.seq) this.reel.take(entries, seq);
      this.#keep();
      if (stop) return stop;
      if (performance.now() >= until) return "later";
    }
  }

  /** Goes on with the picture that the next place has: what a host hid left no entries there. */
  async cross(find: FindShot): Promise<void> {
    const seq = this.tape.rebaseAfter(this.reel.seq);
    const { snapshot, base } = await find(String(seq));
    if (this.tape.rebaseAfter(this.reel.seq) === seq) this.reel.load(snapshot, base);
  }

  /** How many places it takes to go to one, from where the way is shortest. */
  wayTo(seq: number): number {
    return Math.min(this.#onward(seq), this.#backTo(seq));
  }

  /** Goes where the way to a place is shortest. */
  approach(seq: number): void {
    if (this.#onward(seq) <= this.#backTo(seq)) return;
    const near = this.kept?.before(seq);
    const wall = this.reel.wallBefore(seq);
    if (near && near.seq >= wall) this.reel.restore(near);
    else this.reel.load({ seq: wall, items: [] }, null);
    this.#looked = this.reel.seq;
  }

  #onward(seq: number): number {
    return seq >= this.reel.seq ? seq - this.reel.seq : Infinity;
  }

  #backTo(seq: number): number {
    const near = this.kept?.before(seq)?.seq ?? 0;
    return RESTORE_COST + seq - Math.max(near, this.reel.wallBefore(seq));
  }

  /** Keeps a place now and then, unless another film of the same recording has kept one near. */
  #keep(): void {
    const { reel, kept } = this;
    if (!kept || reel.strokes < KEEP_EACH) return;
    const near = kept.before(reel.seq)?.seq ?? 0;
    const isFar = near <= this.#looked && reel.seq - near >= kept.gap;
    if (reel.loose <= LOOSE_MAX && isFar) kept.add(reel.keep());
    this.#looked = reel.seq;
    reel.strokes = 0;
  }
}
