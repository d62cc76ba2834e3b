/** What a replay page shows of itself on `window.easelReplay`: for tests and the curious. */

import type { Session } from "./session";

/** Nothing here changes the page but `seek`. */
export interface ReplayWindow {
  /** Place in the room's journal that the picture shows. */
  seq(): number;
  /** SHA-256 of `pixels()`, in hexadecimal; see `hash.ts`. */
  hash(): Promise<string>;
  /** The whole picture: RGBA, row by row. */
  pixels(): Uint8ClampedArray;
  /** Where it is, and how far it can go, in ms of drawing. */
  time(): number;
  length(): number;
  /** `loading`, `ready`, or why there is nothing to play. */
  phase(): string;
  isPlaying(): boolean;
  isLive(): boolean;
  /** Goes to a moment; done when it is shown, how many ms that took. */
  seek(ms: number): Promise<number>;
  /** Waits until what is shown is what was asked for. */
  settled(): Promise<void>;
  /** How many places are kept to come back to, and whether all that will be are. */
  kept(): number;
  isExplored(): boolean;
}

/** Makes a recording readable from the console. */
export function expose(session: Session): void {
  const pixels = (): Uint8ClampedArray => session.board?.pixels() ?? new Uint8ClampedArray();
  const player = () => session.view.get().player;
  const settled = async (): Promise<void> => player()?.settled();
  const easelReplay: ReplayWindow = {
    seq: () => session.board?.seq ?? 0,
    hash: async () => {
      await settled();
      // Loaded when it is asked for: nobody who looks needs it.
      return (await import("../hash")).hashOf(pixels());
    },
    pixels,
    time: () => player()?.view.get().time ?? 0,
    length: () => player()?.view.get().length ?? 0,
    phase: () => session.view.get().phase,
    isPlaying: () => player()?.view.get().isPlaying ?? false,
    isLive: () => session.view.get().isLive,
    seek: async (ms) => {
      const from = performance.now();
      await player()?.seek(ms);
      return performance.now() - from;
    },
    settled,
    kept: () => player()?.kept ?? 0,
    isExplored: () => player()?.isExplored ?? false,
  };
  Object.assign(window, { easelReplay });
}
