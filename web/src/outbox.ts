/**
 * What this page asked for and was not told is stored: kept in order, numbered when first sent, sent again
 * after a cut, and let go of when it is acknowledged (rules V5 and V10).
 */

import type { Ahead } from "./ink";
import type { Brush, ClientMessage, Limits, Rank, Rules } from "./protocol";

/** Objects in one message. */
const OBJECTS_MAX = 64;

/** Bytes a number of a point may take in JSON, with its comma. */
const NUMBER_BYTES = 8;

/** An own stroke as the server will know it. */
export interface Pen {
  readonly brush: Brush;
  ahead: Ahead;
  /** All its points, flat: to begin anew with, should the room have ended it. */
  points: number[];
  /** The author's count of its begin, once numbered. */
  n: number | null;
  /** Its end was asked for. */
  over: boolean;
  /** Operations of it that are not acknowledged. */
  waiting: number;
  /** The room did not take it. */
  isLost?: boolean;
}

/** One thing asked for. */
export type Op = { n: number | null } & (
  | { kind: "begin"; pen: Pen; points: number[]; ended: boolean }
  | { kind: "points"; pen: Pen; points: number[] }
  | { kind: "end" | "cancel"; pen: Pen }
  | { kind: "undo" | "redo" | "clear" }
  | { kind: "unclear"; item: number }
  | { kind: "place"; image: string; x: number; y: number }
  | { kind: "chapter"; title: string }
  | { kind: "chat"; content: string; user: string }
  | ({ kind: "rules" } & Partial<Rules>)
  | { kind: "rank"; of: string; rank: Rank | null }
  | { kind: "report"; about?: string; words: string }
);

/** The pen an operation belongs to. */
export function penOf(op: Op): Pen | null {
  return "pen" in op ? op.pen : null;
}

/** Everything asked for and not acknowledged. */
export class Outbox {
  #queue: Op[] = [];
  #sent: Op[] = [];
  #n = 0;
  #isCounted = false;

  /** Adds something; points of one stroke that were not sent yet are joined. */
  push(op: Op, pointsMax: number): void {
    const last = this.#queue.at(-1);
    const joins = op.kind === "points" && last && last.n === null && penOf(last) === op.pen;
    if (joins && last.kind === "points" && last.points.length + op.points.length <= pointsMax * 3) {
      last.points.push(...op.points);
      return;
    }
    const pen = penOf(op);
    if (pen) pen.waiting += 1;
    this.#queue.push(op);
  }

  /** Strokes that are not wholly acknowledged. */
  pens(): Set<Pen> {
    const pens = [...this.#sent, ...this.#queue].map(penOf);
    return new Set(pens.filter((pen) => pen !== null));
  }

  /** Lines of chat that are not acknowledged. */
  get lines(): string[] {
    return [...this.#sent, ...this.#queue].flatMap((op) =>
      op.kind === "chat" ? [op.content] : [],
    );
  }

  /** How many strokes that are. */
  get strokes(): number {
    return this.pens().size;
  }

  /** The next message, within its bounds; null when nothing waits. */
  take(limits: Limits): ClientMessage[] | null {
    const messages: ClientMessage[] = [];
    let bytes = 2;
    while (this.#queue.length > 0 && messages.length < OBJECTS_MAX) {
      const op = this.#queue[0]!;
      const size = 160 + ("points" in op ? op.points.length * NUMBER_BYTES : 0);
      if (messages.length > 0 && bytes + size > limits.messageBytes) break;
      this.#queue.shift();
      this.#sent.push(op);
      messages.push(this.#numbered(op));
      bytes += size;
    }
    return messages.length > 0 ? messages : null;
  }

  /** Everything up to `n` is stored: answers what that was. */
  acknowledge(n: number): Op[] {
    const done = (op: Op): boolean => op.n !== null && op.n <= n;
    const gone = [...this.#sent, ...this.#queue].filter(done);
    this.#sent = this.#sent.filter((op) => !done(op));
    this.#queue = this.#queue.filter((op) => !done(op));
    return gone;
  }

  /** What was sent goes first again: after a cut, or a refusal for now. */
  rewind(): void {
    this.#queue = [...this.#sent, ...this.#queue];
    this.#sent = [];
  }

  /** The author's last count that the server knows; counting goes on after it. */
  countFrom(last: number): void {
    this.#n = Math.max(this.#n, last);
    this.#isCounted = true;
  }

  /** Everything that is not acknowledged, for `restore`; null when there is nothing. */
  save(): string | null {
    const ops = [...this.#sent, ...this.#queue];
    if (ops.length === 0) return null;
    // From here on it may be sent by this page and by the next: its number says that it is one.
    if (this.#isCounted) for (const op of ops) this.#numbered(op);
    const pens = [...this.pens()];
    const kept = pens.map(({ brush, points, n, over }) => ({ brush, points, n, over }));
    const place = (key: string, value: unknown): unknown =>
      key === "pen" ? pens.indexOf(value as Pen) : value;
    return `{"pens":${JSON.stringify(kept)},"ops":${JSON.stringify(ops, place)}}`;
  }

  /** Takes over what another page of this author had not told, before anything else. */
  adopt(ops: Op[]): void {
    this.#queue.unshift(...ops);
    this.#n = Math.max(this.#n, ...ops.map((op) => op.n ?? 0));
  }

  /** The operation `n`, if it is not acknowledged. */
  find(n: number): Op | undefined {
    return [...this.#sent, ...this.#queue].find((op) => op.n === n);
  }

  /** Takes out one operation. */
  remove(op: Op): void {
    this.#keep((other) => other !== op);
  }

  /** Takes out all operations of a stroke and answers them. */
  removePen(pen: Pen): Op[] {
    const gone = [...this.#sent, ...this.#queue].filter((op) => penOf(op) === pen);
    this.#keep((op) => penOf(op) !== pen);
    return gone;
  }

  #keep(wanted: (op: Op) => boolean): void {
    this.#sent = this.#sent.filter(wanted);
    this.#queue = this.#queue.filter(wanted);
  }

  #numbered(op: Op): ClientMessage {
    if (op.n === null) {
      this.#n += 1;
      op.n = this.#n;
    }
    const n = op.n;
    switch (op.kind) {
      case "begin":
        op.pen.n = n;
        op.pen.ahead.n = n;
        return { type: "begin", n, ...op.pen.brush, points: op.points, ended: op.ended };
      case "points":
        return { type: "points", n, stroke: op.pen.n ?? 0, points: op.points };
      case "end":
      case "cancel":
        return { type: op.kind, n, stroke: op.pen.n ?? 0 };
      default: {
        const { kind: type, ...said } = op;
        return { ...said, type, n } as ClientMessage;
      }
    }
  }
}
