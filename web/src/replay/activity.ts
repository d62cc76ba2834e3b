/** Who drew how much when, and when nobody did: learned from the entries, and guessed before they are loaded. */

import { emptyBins, joined, PAUSE_MS, Pace, type Pause } from "./pace";
import type { Pack } from "./pack";
import type { Recording } from "./source";

/** Parts of a scrubber. */
export const BINS = 120;

/** Points are counted in steps of this many ms. */
const STEP_MS = 500;

/** A part of the time of playing, and the points each author drew in it. */
export interface Bin {
  from: number;
  to: number;
  /** By place of the author in the recording. */
  points: number[];
}

/** Learns from the first entry on, in order. */
export class Activity {
  readonly #pauses: Pause[] = [];
  /** Points by step, then by author. */
  readonly #steps = new Map<number, Map<number, number>>();
  readonly #authorOf = new Map<number, number>();
  readonly #places: Map<string, number>;
  #known = 0;

  constructor(private readonly recording: Recording) {
    this.#places = new Map(recording.authors.map(({ author }, at) => [author, at]));
  }

  /** What comes after what was learned before. */
  learn(pack: Pack): void {
    for (let index = 0; index < pack.count; index += 1) {
      const at = pack.atOf(index);
      if (at - this.#known > PAUSE_MS) this.#pauses.push({ from: this.#known, to: at });
      this.#known = Math.max(this.#known, at);
      const author = this.#author(pack, index);
      if (author === undefined) continue;
      const step = Math.floor(at / STEP_MS);
      const drew = this.#steps.get(step) ?? new Map<number, number>();
      this.#steps.set(step, drew.set(author, (drew.get(author) ?? 0) + pack.pointsIn(index)));
    }
  }

  /** How the recording is played with short pauses. */
  pace(): Pace {
    const { binned, length } = this.recording;
    const guessed = emptyBins(this.#told().map(sum), binned);
    const known = joined(this.#pauses, this.#known, guessed);
    return new Pace(known.filter(({ to }) => to <= length));
  }

  /** The parts of a scrubber: even ones once all is known, else what the server counted, where it belongs. */
  bins(pace: Pace): Bin[] {
    const { length, binned } = this.recording;
    if (this.#known < length || length === 0) {
      const told = this.#told();
      const edge = (at: number): number =>
        pace.toPlaying(Math.min((at / told.length) * binned, length));
      return told.map((points, at) => ({ from: edge(at), to: edge(at + 1), points }));
    }
    const width = pace.toPlaying(length) / BINS;
    const bins = Array.from({ length: BINS }, (_, at) => ({
      from: at * width,
      to: (at + 1) * width,
      points: this.recording.authors.map(() => 0),
    }));
    for (const [step, drew] of this.#steps) {
      const at = Math.floor(pace.toPlaying(step * STEP_MS) / width);
      const bin = bins[Math.min(Math.max(at, 0), BINS - 1)]!;
      for (const [author, points] of drew) bin.points[author] = (bin.points[author] ?? 0) + points;
    }
    return bins;
  }

  /** What the server counted, by part, then by author. */
  #told(): number[][] {
    const { authors } = this.recording;
    const count = authors[0]?.bins.length ?? 0;
    return Array.from({ length: count }, (_, at) => authors.map(({ bins }) => bins[at] ?? 0));
  }

  #author(pack: Pack, index: number): number | undefined {
    const other = pack.other(index);
    if (!other) return this.#authorOf.get(pack.strokeOf(index));
    if (other.type === "begin") {
      const author = this.#places.get(other.author);
      if (author !== undefined && !other.ended) this.#authorOf.set(other.seq, author);
      return author;
    }
    if (other.type === "end" || other.type === "cancel") this.#authorOf.delete(other.stroke);
    return undefined;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
