/**
 * The way between the time of drawing and the time of playing, which has shorter pauses.
 *
 * Both run in milliseconds from the first entry and never backwards, and within a pause evenly.
 */

/** Silence that is longer than this is a pause. */
export const PAUSE_MS = 2_000;

/** How long a pause takes where pauses are skipped. */
export const SKIPPED_MS = 500;

/** Silence from one entry to the next, in the time of drawing. */
export interface Pause {
  from: number;
  to: number;
}

/** How a recording is played. */
export class Pace {
  /** How much shorter playing is than drawing before each pause, and after the last. */
  readonly #saved: number[] = [0];

  /** Of pauses in order, that do not overlap; none is the time of drawing itself. */
  constructor(private readonly pauses: readonly Pause[] = []) {
    for (const { from, to } of pauses) {
      this.#saved.push(this.#saved.at(-1)! + to - from - SKIPPED_MS);
    }
  }

  /** When a moment of drawing is played. */
  toPlaying(drawing: number): number {
    const at = last(this.pauses, (pause) => pause.from < drawing);
    const pause = this.pauses[at];
    if (!pause || drawing >= pause.to) return drawing - this.#saved[at + 1]!;
    const part = (drawing - pause.from) / (pause.to - pause.from);
    return pause.from - this.#saved[at]! + part * SKIPPED_MS;
  }

  /** What moment of drawing is played then. */
  toDrawing(playing: number): number {
    const begins = (pause: Pause, at: number): boolean => pause.from - this.#saved[at]! < playing;
    const at = last(this.pauses, begins);
    const pause = this.pauses[at];
    const into = pause ? playing - (pause.from - this.#saved[at]!) : SKIPPED_MS;
    if (!pause || into >= SKIPPED_MS) return playing + this.#saved[at + 1]!;
    return pause.from + (into / SKIPPED_MS) * (pause.to - pause.from);
  }
}

/** The index of the last element of which something holds, or -1; it holds of all before that. */
export function last<T>(list: readonly T[], holds: (value: T, at: number) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle]!, middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The pauses that empty bins tell of: no longer than they are, where only bins are known. */
export function emptyBins(bins: readonly number[], length: number): Pause[] {
  const width = length / Math.max(1, bins.length);
  const pauses: Pause[] = [];
  for (let at = 0; at < bins.length; at += 1) {
    if (bins[at]! > 0) continue;
    const open = pauses.at(-1);
    if (open && open.to === at * width) open.to = (at + 1) * width;
    else pauses.push({ from: at * width, to: (at + 1) * width });
  }
  return pauses.filter(({ from, to }) => to - from > PAUSE_MS);
}

/** What is known for certain up to a moment, and what is guessed after it. */
export function joined(known: readonly Pause[], until: number, guessed: readonly Pause[]): Pause[] {
  const rest = guessed.map(({ from, to }) => ({ from: Math.max(from, until), to }));
  return [...known, ...rest.filter(({ from, to }) => to - from > PAUSE_MS)];
}
