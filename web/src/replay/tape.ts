/** A recording from its first entry to its end, loaded in parts. */

import type { Entry } from "../protocol";
import { type Ending, readLines } from "./lines";
import { Pack } from "./pack";

/** Places in one part. */
export const PART = 4_096;

/** Parts that are kept; the farthest from where one looks goes first. */
const PARTS_MAX = 192;

/** Times a part is asked for before it is given up, and the wait between, in ms. */
const [TRIES, RETRY_MS] = [4, 500];

/** Asks for the entries after one place up to another. */
export type FetchPart = (from: number, to: number) => Promise<ReadableStream<Uint8Array>>;

/** How far to go: up to a place, or to a moment. */
export interface Limit {
  seq?: number;
  at?: number;
  /** Goes on over places where the picture becomes another one. */
  crosses?: boolean;
}

/** Some entries of a tape. */
export interface Taken {
  entries: Entry[];
  /** The place after them. */
  seq: number;
  /**
   * Why there are no more: the limit, the end of the tape, a part that is not loaded, or a next place whose
   * picture must be asked for; null is enough.
   */
  stop: "limit" | "end" | "missing" | "rebase" | null;
}

/** What work an entry is, where as much as a short line is one. */
const BEGIN_WORK = 8;

/** Part by part. */
export class Tape {
  /** The place after which nothing can be read. */
  brokenAt: number | null = null;
  readonly #packs = new Map<number, Pack>();
  readonly #loading = new Map<number, Promise<Pack>>();

  constructor(
    readonly end: number,
    private readonly fetchPart: FetchPart,
    private readonly retryMs = RETRY_MS,
  ) {}

  /** How many parts there are. */
  get parts(): number {
    return Math.ceil(this.end / PART);
  }

  /** The part of what follows a place. */
  partAfter(seq: number): number {
    return Math.floor(seq / PART);
  }

  /** A part that is there. */
  pack(part: number): Pack | undefined {
    return this.#packs.get(part);
  }

  /** Loads a part; one that is asked for twice is loaded once. */
  load(part: number): Promise<Pack> {
    const there = this.#packs.get(part);
    if (there) return Promise.resolve(there);
    const coming = this.#loading.get(part);
    if (coming) return coming;
    const loading = this.#fetch(part).finally(() => this.#loading.delete(part));
    this.#loading.set(part, loading);
    return loading;
  }

  /** Entries after a place: some `work` of them, and all of a place or none. */
  take(seq: number, limit: Limit, work = Infinity): Taken {
    const entries: Entry[] = [];
    const most = Math.min(limit.seq ?? this.end, this.end);
    let place = seq;
    for (let left = work; place < most; ) {
      const part = this.partAfter(place);
      const pack = this.#packs.get(part);
      if (!pack) return { entries, seq: place, stop: "missing" };
      for (let at = pack.after(place); at < pack.count; at += 1) {
        const next = pack.seqOf(at);
        if (next > most) return { entries, seq: most, stop: this.#stopAt(most) };
        if (next !== place && !limit.crosses && pack.isRebase(next)) {
          return { entries, seq: place, stop: "rebase" };
        }
        if (next !== place && left <= 0) return { entries, seq: place, stop: null };
        if (limit.at !== undefined && next !== place && pack.atOf(at) > limit.at) {
          return { entries, seq: place, stop: "limit" };
        }
        entries.push(pack.entry(at));
        left -= pack.other(at)?.type === "begin" ? BEGIN_WORK : 1;
        place = next;
      }
      if (!pack.isWhole) return { entries, seq: place, stop: "end" };
      place = Math.min((part + 1) * PART, most);
    }
    return { entries, seq: place, stop: this.#stopAt(place) };
  }

  /** The next place whose picture must be asked for, after a place where `take` stopped for it. */
  rebaseAfter(seq: number): number {
    const pack = this.#packs.get(this.partAfter(seq));
    return pack?.seqOf(pack.after(seq)) ?? seq;
  }

  /** The place of a moment: the last entry not later; null while that is not known. */
  placeAt(at: number): number | null {
    let before: number | null = 0;
    let next = 0;
    for (const [part, pack] of this.#inOrder()) {
      if (part !== next) before = null;
      next = part + 1;
      const later = pack.later(at);
      if (later > 0) before = pack.seqOf(later - 1);
      if (later < pack.count || !pack.isWhole) return before;
    }
    return next === this.parts ? this.end : null;
  }

  /** The moment of a place: that of the last entry up to it; null while that is not known. */
  atOf(seq: number): number | null {
    for (let part = this.partAfter(Math.max(0, seq - 1)); part >= 0; part -= 1) {
      const pack = this.#packs.get(part);
      if (!pack) return null;
      const after = pack.after(seq);
      if (after > 0) return pack.atOf(after - 1);
    }
    return 0;
  }

  /** A place in the first part that is not there. */
  missing(): number {
    let part = 0;
    while (this.#packs.has(part)) part += 1;
    return part * PART;
  }

  #stopAt(place: number): "end" | "limit" {
    return place >= this.end ? "end" : "limit";
  }

  #inOrder(): [number, Pack][] {
    return [...this.#packs].sort(([a], [b]) => a - b);
  }

  async #fetch(part: number): Promise<Pack> {
    const to = Math.min((part + 1) * PART, this.end);
    let best = new Pack();
    for (let left = TRIES; left > 0; left -= 1) {
      const pack = new Pack();
      const ending = await this.#read(part * PART, to, pack);
      pack.isWhole = ending === "whole";
      if (pack.isWhole || pack.count > best.count) best = pack;
      if (ending !== "cut") break;
      await new Promise((resolve) => setTimeout(resolve, this.retryMs * (TRIES - left + 1)));
    }
    if (!best.isWhole) {
      const last = best.count > 0 ? best.seqOf(best.count - 1) : part * PART;
      this.brokenAt = Math.min(this.brokenAt ?? Infinity, last);
    }
    this.#packs.set(part, best);
    this.#drop(part);
    return best;
  }

  async #read(from: number, to: number, pack: Pack): Promise<Ending> {
    try {
      const body = await this.fetchPart(from, to);
      return await readLines(body, (entries) => {
        for (const entry of entries) pack.add(entry);
      });
    } catch {
      return "cut";
    }
  }

  #drop(near: number): void {
    while (this.#packs.size > PARTS_MAX) {
      const parts = [...this.#packs.keys()];
      const far = parts.reduce((a, b) => (Math.abs(b - near) > Math.abs(a - near) ? b : a));
      this.#packs.delete(far);
    }
  }
}
