/** What the gallery shows: of this device or of all, found by a word, in an order. */

import { Store } from "../store";
import { reasonOf } from "./ask";
import { type Canvas, list, type Query } from "./saved";
import type { Word } from "./words";

/** What is seen. */
export interface Seen extends Query {
  status: "loading" | "ready" | "failed";
  /** Why it failed. */
  reason: Word | null;
  canvases: readonly Canvas[];
  hasMore: boolean;
}

/** The canvases on the page. */
export class Shelf {
  readonly seen: Store<Seen>;
  #next: string | null = null;
  /** Only the answer to what was asked last counts. */
  #asked = 0;

  constructor(query: Query) {
    const nothing = { status: "loading" as const, reason: null, canvases: [], hasMore: false };
    this.seen = new Store<Seen>({ ...query, ...nothing });
  }

  /** Shows something else, from its beginning. */
  async look(query: Partial<Query> = {}): Promise<void> {
    const isOther = query.tab !== undefined && query.tab !== this.seen.get().tab;
    // What is seen stays until there is better; of the other tab it would be wrong.
    const nothing = isOther && { canvases: [], hasMore: false };
    this.seen.set({ ...query, ...nothing, status: "loading" });
    await this.#load([], null);
  }

  /** Shows some more of the same. */
  async more(): Promise<void> {
    this.seen.set({ status: "loading" });
    await this.#load(this.seen.get().canvases, this.#next);
  }

  /** A canvas has changed. */
  put(canvas: Canvas): void {
    const { canvases } = this.seen.get();
    this.seen.set({ canvases: canvases.map((one) => (one.id === canvas.id ? canvas : one)) });
  }

  /** A canvas is gone; answers how to put it back where it was. */
  take(id: string): (canvas: Canvas) => void {
    const { tab, canvases } = this.seen.get();
    const at = canvases.findIndex((one) => one.id === id);
    this.seen.set({ canvases: without(canvases, id) });
    return (canvas) => {
      const now = this.seen.get();
      if (now.tab !== tab || at < 0) return;
      const left = without(now.canvases, id);
      this.seen.set({ canvases: left.toSpliced(at, 0, canvas) });
    };
  }

  async #load(before: readonly Canvas[], after: string | null): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { canvases, next } = await list(this.seen.get(), after);
      if (asked !== this.#asked) return;
      this.#next = next;
      // What was saved meanwhile moves the others on.
      const fresh = canvases.filter(({ id }) => !before.some((one) => one.id === id));
      const seen = { canvases: [...before, ...fresh], hasMore: next !== null };
      this.seen.set({ ...seen, status: "ready", reason: null });
    } catch (error) {
      if (asked === this.#asked) this.seen.set({ status: "failed", reason: reasonOf(error) });
    }
  }
}

function without(list: readonly Canvas[], id: string): Canvas[] {
  return list.filter((one) => one.id !== id);
}
