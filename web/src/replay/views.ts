/** The ways a recording is seen: all of it, or what some authors drew with all others faint. */

import type { Size } from "../board";
import { LIMITS } from "../roomView";
import { Fates } from "./fates";
import { Film } from "./film";
import { Finder } from "./finder";
import { Keyframes } from "./keyframes";
import { Reel } from "./reel";
import type { Tape } from "./tape";
import { findTinted, tintFor } from "./tint";

/** Memory for places of the recording, and for those of a view of some authors, in bytes. */
const [KEPT_BYTES, TINTED_BYTES] = [64e6, 32e6];

/** All of one recording. */
export class Views {
  readonly finder = new Finder();
  readonly fates = new Fates(LIMITS.windowItems);
  readonly whole: Film;
  /** Who looks at some authors looks at all in between, and back. */
  #tinted: { name: string; film: Film } | null = null;

  constructor(
    private readonly size: Size,
    private readonly tape: Tape,
    private readonly onImage: () => void,
    /** Places are kept on the way. */
    private readonly keeps: boolean,
  ) {
    this.whole = new Film(tape, this.#keyframes(KEPT_BYTES), () => this.#reel());
  }

  /** Another film of all, which keeps its places where the first finds them. */
  ahead(): Film {
    return new Film(this.tape, this.whole.kept, () => this.#reel());
  }

  /** The film of some authors; none is all. */
  of(picked: readonly string[]): Film {
    if (picked.length === 0) return this.whole;
    const name = [...picked].sort().join();
    if (this.#tinted?.name !== name) this.#tinted = { name, film: this.#tint(picked) };
    return this.#tinted.film;
  }

  #tint(picked: readonly string[]): Film {
    const make = (): Reel => this.#reel(tintFor(picked));
    return new Film(this.tape, this.#keyframes(TINTED_BYTES), make, true);
  }

  #keyframes(bytesMax: number): Keyframes | null {
    return this.keeps ? new Keyframes(bytesMax) : null;
  }

  #reel(tint?: ReturnType<typeof tintFor>): Reel {
    return new Reel({
      size: this.size,
      window: { items: LIMITS.windowItems, points: LIMITS.windowPoints },
      fates: this.fates,
      find: tint ? findTinted(this.finder.find) : this.finder.find,
      onImage: this.onImage,
      ...(tint && { tint }),
    });
  }
}
