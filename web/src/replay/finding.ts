/** Asks for what a place looks like: the thread that has been there, or the server where that is far behind. */

import type { Guide } from "./guide";
import type { Reader, Shot } from "./reader";
import type { Tape } from "./tape";

/** Places further beyond what is known are asked of the server. */
export const FAR = 12_288;

/** A way that takes longer is left for another, and one that is told how far it is, in ms. */
export const [PATIENCE_MS, LONG_MS] = [300, 800];

/** A place that is wanted. */
export interface Wanted {
  /** The moment, in ms, and its place once that is known. */
  at: number;
  seq: number | null;
  since: number;
  /** The way to it was chosen, and is short. */
  isNear: boolean;
}

/** Whoever can tell of one recording. */
export class Finding {
  constructor(
    private readonly tape: Tape,
    private readonly reader: Reader,
    private readonly guide: Guide,
    /** Told how much of the way is gone, 0 to 1; null is not known. */
    private readonly onWay: (part: number | null) => void,
  ) {}

  /** Finds a place, `picked` alone or all; null when nobody can tell, or it is not wanted any more. */
  async find(
    wanted: Wanted,
    picked: readonly string[] | null,
    isWanted: () => boolean,
  ): Promise<Shot | null> {
    const guided = () => this.#askGuide(wanted, picked ?? []);
    // The server tells of all only.
    if (picked) return guided();
    const isFar = wanted.seq === null || wanted.seq - this.guide.reach > FAR;
    const served = () => this.#askServer(wanted);
    const [first, then] = isFar ? [served, guided] : [guided, served];
    const shot = await first();
    return shot || !isWanted() ? shot : then();
  }

  #askGuide(wanted: Wanted, picked: readonly string[]): Promise<Shot | null> {
    wanted.isNear = true;
    return this.guide.find(wanted.seq ?? 0, picked, this.onWay);
  }

  /** Where the server does not know either, all is loaded until it is known which place is meant. */
  async #askServer(wanted: Wanted): Promise<Shot | null> {
    this.onWay(null);
    const { at, seq } = wanted;
    try {
      const shot = await this.reader.shot(seq === null ? `${Math.floor(at) / 1_000}s` : `${seq}`);
      wanted.seq = Math.min(shot.snapshot.seq, this.tape.end);
      return shot;
    } catch (error) {
      console.error("easel: the server tells no picture of this moment", error);
    }
    for (let part = 0; part < this.tape.parts && wanted.seq === null; part += 1) {
      await this.tape.load(part);
      wanted.seq = this.tape.placeAt(at) ?? this.tape.brokenAt;
    }
    return null;
  }
}
