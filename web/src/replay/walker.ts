/** The thread that goes through a recording ahead of who watches it, and to the places they want to see. */

import type { Film } from "./film";
import type { Found, Wish } from "./guide";
import { Reader } from "./reader";
import { loadAll, scout } from "./scout";
import { Tape } from "./tape";
import { Views } from "./views";

/** Work before it listens again, in ms: ahead of all wishes, and on the way to one. */
const [SCOUT_MS, WALK_MS] = [20, 60];

type Place = Extract<Wish, { type: "go" }>;

/** One recording. */
class Walker {
  readonly #reader: Reader;
  readonly #tape: Tape;
  readonly #views: Views;
  /** The newest wish, until it is on its way. */
  #next: Place | null = null;
  #isWalking = false;
  /** The place that was wanted last. */
  #near = 0;

  constructor({ room, journal, end, size }: Extract<Wish, { type: "begin" }>) {
    this.#reader = new Reader(room, journal);
    this.#tape = new Tape(end, (from, to) => this.#reader.entries(from, to));
    this.#views = new Views(size, this.#tape, () => {}, true);
    void this.#explore();
  }

  go(place: Place): void {
    this.#next = place;
    this.#near = place.seq;
    if (!this.#isWalking) void this.#walk();
  }

  async #explore(): Promise<void> {
    const { fates, whole } = this.#views;
    const ahead = this.#views.ahead();
    const reached = (isDone: boolean): void => {
      tell({ type: "reach", seq: ahead.reel.seq, kept: whole.kept?.count ?? 0, isDone });
    };
    const turn = async (): Promise<number> => {
      do await listen();
      while (this.#isWalking);
      reached(false);
      return performance.now() + SCOUT_MS;
    };
    const heard = { onPart: () => {}, place: () => this.#near };
    void loadAll(this.#tape, fates, heard, new AbortController().signal);
    await scout(ahead, fates, turn, this.#find);
    reached(true);
  }

  async #walk(): Promise<void> {
    this.#isWalking = true;
    for (let place = this.#next; place; place = this.#next) {
      this.#next = null;
      const film = this.#views.of(place.picked);
      const isThere = await this.#reach(film, place).catch(() => false);
      if (this.#next) continue;
      const shot = isThere ? film.reel.shot() : null;
      tell({ type: "shot", number: place.number, shot }, shot?.base);
    }
    this.#isWalking = false;
  }

  /** Goes to a place; not to its end when another one is wanted. */
  async #reach(film: Film, { seq, number }: Place): Promise<boolean> {
    film.approach(seq);
    const from = film.reel.seq;
    while (!this.#next) {
      const stop = film.goOn({ seq }, performance.now() + WALK_MS);
      if (stop === "limit" || stop === "end") return true;
      const part = (film.reel.seq - from) / Math.max(1, seq - from);
      tell({ type: "way", number, part });
      if (stop === "rebase") await film.cross(this.#find);
      else if (stop === "missing") await this.#tape.load(this.#tape.partAfter(film.reel.seq));
      else await listen();
    }
    return false;
  }

  readonly #find = (at: string) => this.#reader.shot(at);
}

/** Lets messages come in. */
function listen(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Pixels are handed over, not copied. */
function tell(found: Found, pixels?: Uint8ClampedArray | null): void {
  postMessage(found, { transfer: pixels ? [pixels.buffer as ArrayBuffer] : [] });
}

let walker: Walker | null = null;
addEventListener("message", ({ data }: MessageEvent<Wish>) => {
  if (data.type === "begin") walker = new Walker(data);
  else walker?.go(data);
});
