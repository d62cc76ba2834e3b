/** What a replay asks the server for (PROTOCOL.md H11, H15). */

import type { Size } from "../board";
import { called } from "./people";

/** Somebody who drew. */
export interface TimelineAuthor {
  author: string;
  name: string;
  color: string;
  strokes: number;
  points: number;
  /** Points drawn in each part of the length. */
  bins: number[];
}

/** What a mark stands for. */
export type MarkKind = "join" | "clear" | "undo" | "redo" | "chapter" | "restore" | "hide" | "show";

/** A moment worth finding. */
export interface Mark {
  seq: number;
  /** ms since the first entry. */
  at: number;
  kind: MarkKind;
  author: string | null;
  title?: string;
}

/** Everything about a recording but its entries. */
export interface Recording {
  room: string;
  journal: string;
  /** Its end. */
  seq: number;
  /** When its first entry came, ms since 1970. */
  start: number;
  /** ms from the first entry to the last. */
  length: number;
  /** What the bins of authors are parts of: more than `length` where a recording ends before its room. */
  binned: number;
  size: Size;
  authors: TimelineAuthor[];
  marks: Mark[];
  /** Of a saved canvas. */
  title: string | null;
}

/** Why there is nothing to play. */
export type Lack = "empty" | "missing" | "failed";

/** One recording on the server. */
export class Source {
  constructor(
    readonly room: string,
    /** A saved canvas; null is the room itself. */
    readonly id: string | null,
  ) {}

  /** What there is to play. */
  async open(): Promise<Recording | Lack> {
    try {
      const saved = this.id === null ? null : await this.#json(`/api/saved/${this.id}`);
      if (saved === 404) return "missing";
      const told = await this.#json(`/api/rooms/${this.room}/timeline`);
      if (told === 404) return this.id === null ? "empty" : "missing";
      const whole = recordingOf(told);
      if (!saved) return whole.seq > 0 ? whole : "empty";
      const { seq, length, title, journal } = saved as Pick<Recording, Saved>;
      // The room was begun anew since: what was saved is not there any more.
      if (journal !== whole.journal) return "missing";
      return seq > 0 ? { ...endedAt(whole, seq), length, title } : "empty";
    } catch (error) {
      console.error("easel: the recording cannot be loaded", error);
      return "failed";
    }
  }

  async #json(url: string): Promise<unknown> {
    const answer = await fetch(url);
    if (answer.status === 404) return 404;
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    return answer.json();
  }
}

/** What a saved canvas tells of its own. */
type Saved = "seq" | "length" | "title" | "journal";

interface Told extends Omit<Recording, "size" | "binned" | "title" | "authors">, Size {
  authors: (Omit<TimelineAuthor, "name" | "color"> & Record<"name" | "color", string | null>)[];
}

function recordingOf(told: unknown): Recording {
  const { width, height, length, ...rest } = told as Told;
  const numbers = [rest.seq, rest.start, length, width, height];
  const lists = [rest.authors, rest.marks];
  if (!numbers.every(Number.isFinite) || !lists.every(Array.isArray)) {
    throw new Error("this is no timeline");
  }
  const authors = called(rest.authors);
  return { ...rest, authors, length, binned: length, size: { width, height }, title: null };
}

/** A recording as it was at a place: without who came later. */
function endedAt(whole: Recording, seq: number): Recording {
  const marks = whole.marks.filter((mark) => mark.seq <= seq);
  const later = whole.marks.filter((mark) => mark.kind === "join" && mark.seq > seq);
  const authors = whole.authors.filter(({ author }) => later.every((one) => one.author !== author));
  return { ...whole, seq, marks, authors };
}

/** The address of the exact picture of a place, or of a moment. */
export function pictureAt({ room, journal }: Recording, at: string, width = ""): string {
  const small = width && `&width=${width}`;
  return `/api/rooms/${room}/canvas.png?journal=${journal}&at=${at}${small}`;
}
