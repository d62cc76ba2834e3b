/** Finds any place of a recording: a thread of its own has gone through it, and comes back with what is seen there. */

import type { Size } from "../board";
import type { Shot } from "./reader";
import type { Recording } from "./source";

/** What is told that thread: the recording, then places one wants to see. */
export type Wish =
  | { type: "begin"; room: string; journal: string; end: number; size: Size }
  | { type: "go"; number: number; seq: number; picked: readonly string[] };

/** What it tells. */
export type Found =
  /** How far it has gone, and how many places it keeps. */
  | { type: "reach"; seq: number; kept: number; isDone: boolean }
  /** How much of the way to a place it has gone, 0 to 1. */
  | { type: "way"; number: number; part: number }
  | { type: "shot"; number: number; shot: Shot | null };

interface Going {
  number: number;
  onWay: (part: number) => void;
  done: (shot: Shot | null) => void;
}

/** One recording. */
export class Guide {
  /** Up to here places are kept. */
  reach = 0;
  kept = 0;
  /** All of it was gone through. */
  isDone = false;
  #worker: Worker | null;
  #going: Going | null = null;
  #count = 0;

  constructor({ room, journal, seq: end, size }: Recording) {
    this.#worker = started();
    if (!this.#worker) return;
    this.#worker.onmessage = ({ data }: MessageEvent<Found>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      console.error("easel: the recording cannot be gone through ahead", event.message);
      this.dispose();
    };
    this.#say({ type: "begin", room, journal, end, size });
  }

  /** Finds what is seen at a place; null when it cannot, or another one is wanted before it is found. */
  find(
    seq: number,
    picked: readonly string[],
    onWay: (part: number) => void,
  ): Promise<Shot | null> {
    this.#going?.done(null);
    this.#count += 1;
    return new Promise((done) => {
      this.#going = { number: this.#count, onWay, done };
      if (this.#worker) this.#say({ type: "go", number: this.#count, seq, picked });
      else done(null);
    });
  }

  /** Ends for good. */
  dispose(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#going?.done(null);
  }

  #say(wish: Wish): void {
    this.#worker?.postMessage(wish);
  }

  #hear(found: Found): void {
    if (found.type === "reach") {
      [this.reach, this.kept, this.isDone] = [found.seq, found.kept, found.isDone];
      return;
    }
    const going = this.#going;
    if (found.number !== going?.number) return;
    if (found.type === "way") going.onWay(found.part);
    else going.done(found.shot);
  }
}

function started(): Worker | null {
  try {
    return new Worker(new URL("./walker.ts", import.meta.url), { type: "module" });
  } catch (error) {
    console.error("easel: this browser has no threads", error);
    return null;
  }
}
