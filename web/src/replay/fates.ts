/**
 * What will become of items: a replay knows what nobody takes back, and paints that for good at once.
 *
 * Undo reaches back a window and no farther (V9): of what has left it by the place that is known, all is known.
 */

import type { Entry } from "../protocol";

/** What is learned from the entries of a recording, in order from the first. */
export class Fates {
  /** The newest items, oldest first. */
  readonly #newest: number[] = [];
  /** When an item is hidden or shown last. */
  readonly #turns = new Map<number, number>();
  /** Strokes that are not ended: what is newer cannot leave the window before them. */
  readonly #open = new Set<number>();
  readonly #clears: number[] = [];
  #certain = 0;

  constructor(private readonly windowItems: number) {}

  /** Items before this place have their fate known. */
  get certain(): number {
    return this.#certain;
  }

  learn(entries: Iterable<Entry>): void {
    for (const entry of entries) this.#learn(entry);
    const newest = this.#newest;
    newest.splice(0, newest.length - 2 * this.windowItems);
    const [open = Infinity] = this.#open;
    const left = Math.min(newest.at(-this.windowItems) ?? 0, open);
    this.#certain = Math.max(this.#certain, left);
  }

  /** There is nothing more to learn. */
  close(): void {
    this.#certain = Infinity;
  }

  /** Whether an item stays as it is from a place on. */
  isFinal(item: number, seq: number): boolean {
    return item < this.#certain && (this.#turns.get(item) ?? 0) <= seq;
  }

  /** The newest clear up to a place that nobody takes back: what is before it is not seen again; 0 is none. */
  wallBefore(seq: number): number {
    const stands = (clear: number): boolean => clear < this.#certain && !this.#turns.has(clear);
    return this.#clears.findLast((clear) => clear <= seq && stands(clear)) ?? 0;
  }

  #learn(entry: Entry): void {
    switch (entry.type) {
      case "begin":
        this.#newest.push(entry.seq);
        if (!entry.ended) this.#open.add(entry.seq);
        break;
      case "clear":
        this.#clears.push(entry.seq);
        this.#newest.push(entry.seq);
        break;
      case "place":
        this.#newest.push(entry.seq);
        break;
      case "end":
        this.#open.delete(entry.stroke);
        break;
      case "cancel": {
        this.#open.delete(entry.stroke);
        const at = this.#newest.lastIndexOf(entry.stroke);
        if (at >= 0) this.#newest.splice(at, 1);
        break;
      }
      case "hide":
      case "show":
        this.#turns.set(entry.item, entry.seq);
        break;
      default:
    }
  }
}
