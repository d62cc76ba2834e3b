/** What a draw page shows of itself on `window.easel`: for tests and the curious. */

import type { RoomClient } from "./room";

/** Reads only; nothing here changes the page. */
export interface EaselWindow {
  /** Place in the room's journal that the picture shows. */
  seq(): number;
  /** SHA-256 of `pixels()`, in hexadecimal; see `hash.ts`. */
  hash(): Promise<string>;
  /** Own strokes that are not stored yet. */
  waiting(): number;
  /** How the connection stands. */
  status(): string;
  /** The whole picture: RGBA, row by row. */
  pixels(): Uint8ClampedArray;
}

/** Makes a room readable from the console. */
export function expose(client: RoomClient): void {
  const easel: EaselWindow = {
    seq: () => client.board.seq,
    // Loaded when it is asked for: nobody who draws needs it.
    hash: async () => (await import("./hash")).hashOf(client.board.pixels()),
    waiting: () => client.view.get().waiting,
    status: () => client.view.get().status,
    pixels: () => client.board.pixels(),
  };
  Object.assign(window, { easel });
}
