/** A page in a room: it draws at once, tells the server, and shows what the server says. */

import { readBase } from "./base";
import { Board, type WindowBounds } from "./board";
import { decode, encode } from "./decode";
import { Ear } from "./ear";
import type { Ahead } from "./ink";
import { type Op, Outbox, type Pen, penOf } from "./outbox";
import type { Brush, ClientMessage, ServerMessage, Snapshot, Welcome } from "./protocol";
import {
  type Bar,
  firstView,
  isBar,
  joinOf,
  LIMITS,
  mayPaint,
  type RoomOptions,
  type RoomView,
} from "./roomView";
import { Link, type LinkState } from "./socket";
import { Store } from "./store";
import { type OwnStroke, Stroke } from "./stroke";

export type { OwnStroke, RoomOptions, RoomView };

/** Bytes that may wait in the socket before new ones are held back and joined. */
const BUFFERED_MAX = 64 * 1024;

/** Strokes that may wait for the server: minutes of drawing without it. */
const WAITING_STROKES_MAX = 200;

/** One page in one room. */
export class RoomClient {
  board: Board;
  readonly view: Store<RoomView>;
  /** Called when the picture looks different. */
  onChange: (() => void) | null = null;
  /** Whether it is time for the next stroke or line; set by the script of slow mode. */
  isTime: () => boolean = () => true;
  limits = LIMITS;
  /** Hears of people and entries. */
  readonly ear = new Ear();
  readonly #outbox = new Outbox();
  readonly #link: Link;
  #journal: string | null = null;
  #joined = false;
  #paused = false;
  /** Messages that came while a picture is being decoded. */
  #later: ServerMessage[] | null = null;

  constructor(private readonly options: RoomOptions) {
    const size = { width: 1920, height: 1080 };
    this.board = this.#newBoard(size, {
      items: LIMITS.windowItems,
      points: LIMITS.windowPoints,
    });
    this.view = new Store<RoomView>(firstView(options.watch ?? false, size));
    const state = (state: LinkState): void => this.#onState(state);
    const message = (text: string): void => this.#onText(text);
    this.#link = new Link(options.url, { state, message }, options.open);
    this.#link.start();
  }

  /** Puts the pen down; null when this page may not draw, or too much waits for the server. */
  begin(brush: Brush, point: number[]): OwnStroke | null {
    return this.mayBegin() ? new Stroke(this, brush, point) : null;
  }

  /** Whether one more stroke can be begun; says so when too much waits. */
  mayBegin(): boolean {
    if (!mayPaint(this.view.get())) return false;
    const isFull = this.#outbox.strokes >= WAITING_STROKES_MAX;
    if (isFull) this.view.set({ notice: "tooMuchWaits" });
    return !isFull && this.isTime();
  }

  undo(): void {
    this.ask({ n: null, kind: "undo" });
  }

  redo(): void {
    this.ask({ n: null, kind: "redo" });
  }

  clear(): void {
    this.ask({ n: null, kind: "clear" });
  }

  /** Tells what is true only now; lost when the server is away. */
  tell(message: ClientMessage): void {
    if (this.#joined) this.#link.send(encode(message));
  }

  /** Shows the room a key of a host that came to this page, and keeps it. */
  hold(key: string): void {
    this.options.keys?.keep(key);
    this.tell({ type: "key", key });
  }

  /** Says something to the room; false when it is not time for it. */
  say(content: string, user: string): boolean {
    const isTime = this.isTime();
    if (isTime) this.ask({ n: null, kind: "chat", content, user });
    return isTime;
  }

  /** Lines that are not stored yet. */
  get unsaid(): string[] {
    return this.#outbox.lines;
  }

  /** Sends what waits and tells how far the board is; once a frame, so that a frame's points are one message. */
  flush(): void {
    // Not with each message that comes: everybody who looks at the view looks again.
    this.view.set({ seq: this.board.seq });
    if (!this.#joined || this.#paused) return;
    while (this.#link.buffered < BUFFERED_MAX) {
      const messages = this.#outbox.take(this.limits);
      if (!messages) return;
      this.#link.send(encode(messages.length === 1 ? messages[0]! : messages));
    }
  }

  /** What is not stored yet, for the next page of this tab; null when there is nothing. */
  save(): string | null {
    return this.#outbox.save();
  }

  /** Takes over what the page before had not told the room. */
  adopt(restore: (show: (pen: Pen) => Ahead) => Op[]): void {
    this.#outbox.adopt(restore((pen) => this.#redraw(pen)));
    this.#moved();
  }

  /** Tries to reach the server now. */
  retryNow(): void {
    this.#link.retryNow();
  }

  dispose(): void {
    this.#link.stop();
  }

  /** For strokes: shows ink ahead and asks for it. */
  pen(brush: Brush, points: number[]): Pen {
    const ahead = this.board.ahead(brush);
    ahead.extend(points);
    const pen: Pen = { brush, ahead, points: [...points], n: null, over: false, waiting: 0 };
    this.ask({ n: null, kind: "begin", pen, points: [...points], ended: false });
    return pen;
  }

  ask(op: Op): void {
    // What the room did not take does not go on.
    if (penOf(op)?.isLost) return;
    this.#outbox.push(op, this.limits.messagePoints);
    this.#moved();
    // Only ink is gathered: what is asked for once need not wait for a frame.
    if (penOf(op) === null) this.flush();
  }

  /** What waits is another now. */
  #moved(): void {
    this.view.set({ waiting: this.#outbox.strokes });
    this.#changed();
  }

  #changed(): void {
    this.onChange?.();
  }

  #onState(state: LinkState): void {
    this.#joined = false;
    switch (state.kind) {
      case "connecting":
        this.view.set({ retryAt: null });
        break;
      case "open":
        this.#join();
        break;
      case "waiting":
        this.#outbox.rewind();
        this.#later = null;
        this.view.set({ status: state.full ? "full" : "waiting", retryAt: state.retryAt });
        break;
      case "replaced":
      case "barred":
        this.view.set({ status: state.kind, retryAt: null });
        break;
      default:
        state.kind satisfies "stopped";
    }
  }

  #join(): void {
    const have = this.#journal ? { have: this.board.seq, journal: this.#journal } : {};
    this.#link.send(encode({ ...joinOf(this.options), ...have }));
  }

  #onText(text: string): void {
    const decoded = decode(text);
    if (!decoded.ok) {
      console.error(`easel: ${decoded.reason}`);
      return;
    }
    if (this.#later) this.#later.push(decoded.message);
    else this.#receive(decoded.message);
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.#onWelcome(message);
        break;
      case "snapshot":
        void this.#onSnapshot(message);
        break;
      case "entries":
        this.board.apply(message.entries, message.seq);
        this.#changed();
        this.ear.take(message);
        break;
      case "ack":
        this.#onAck(message.n);
        break;
      case "refusal":
        this.#onRefusal(message.n, message.code, message.temporary);
        break;
      case "notice":
        this.#onNotice(message.code);
        break;
      case "goodbye":
        this.#link.expectReturn(message.retryMs);
        break;
      case "clientCount":
        this.view.set({ clientCount: message.clientCount });
        break;
      case "ink":
        this.view.set({ slow: message.waitMs > 0 });
        break;
      case "house":
        this.view.set({ role: message.role, house: message });
        break;
      case "pass":
        this.hold(message.key);
        this.view.set({ notice: "host" });
        break;
      case "report":
        this.view.set({ reports: [...this.view.get().reports, message] });
        break;
      case "pong":
        this.view.set({ pingMs: Date.now() - message.t });
        break;
      case "people":
      case "cursors":
      case "view":
        this.ear.take(message);
        break;
      default:
        message satisfies never;
    }
  }

  #newBoard(size: { width: number; height: number }, window: WindowBounds): Board {
    return new Board(size, window, undefined, () => this.#changed());
  }

  #onWelcome(welcome: Welcome): void {
    const { width, height, limits, author, role, clientCount, client, page, seq } = welcome;
    this.limits = limits;
    const window = { items: limits.windowItems, points: limits.windowPoints };
    if (width !== this.board.size.width || height !== this.board.size.height) {
      this.board = this.#newBoard({ width, height }, window);
      for (const pen of this.#outbox.pens()) this.#redraw(pen);
    }
    this.board.window = window;
    this.board.author = author;
    this.#journal = welcome.journal;
    this.#outbox.countFrom(welcome.last);
    const before = this.#outbox.strokes;
    this.#settle(this.#outbox.acknowledge(welcome.last));
    this.#joined = true;
    this.#paused = false;
    const back = this.view.get().status === "waiting" ? before : 0;
    const size = { width, height };
    const told = { role, author, client, page, clientCount, size, back, since: seq, slow: false };
    this.view.set({ status: "live", retryAt: null, barred: null, house: null, ...told });
    this.flush();
  }

  /** Shows ink again on a board of another size. */
  #redraw(pen: Pen): Ahead {
    pen.ahead = this.board.ahead(pen.brush);
    pen.ahead.n = pen.n;
    pen.ahead.extend(pen.points);
    if (pen.over) pen.ahead.end();
    return pen.ahead;
  }

  async #onSnapshot(snapshot: Snapshot): Promise<void> {
    const held: ServerMessage[] = [];
    this.#later = held;
    const picture = snapshot.base ? await readBase(snapshot.base, () => this.#outdate()) : null;
    // A connection that ended meanwhile starts with a picture of its own.
    if (this.#later !== held) return;
    this.#later = null;
    this.board.load(snapshot, picture?.pixels ?? null);
    this.#changed();
    while (held.length > 0 && !this.#later) this.#receive(held.shift()!);
    (this.#later as ServerMessage[] | null)?.push(...held);
  }

  #onAck(n: number): void {
    this.#settle(this.#outbox.acknowledge(n));
    this.flush();
  }

  /** Lets go of ink that is confirmed. */
  #settle(done: Op[]): void {
    for (const op of done) {
      const pen = penOf(op);
      if (pen) {
        pen.waiting -= 1;
        if (pen.over && pen.waiting === 0) pen.ahead.remove();
      }
    }
    this.#moved();
  }

  #onRefusal(n: number | null, code: string, temporary: boolean): void {
    if (code === "version") {
      this.#outdate();
      return;
    }
    if (temporary) {
      this.#pause();
      return;
    }
    if (n === null && isBar(code)) this.#onBar(code);
    const op = n === null ? undefined : this.#outbox.find(n);
    if (!op) return;
    const pen = penOf(op);
    if (!pen) {
      this.#outbox.remove(op);
      this.view.set({ notice: code });
    } else if (code === "noSuchStroke" || code === "strokeFull") {
      this.#goOn(pen, op);
    } else {
      this.#outbox.removePen(pen);
      pen.ahead.remove();
      pen.isLost = true;
      // Of a stroke that was begun the room has what came in time.
      const lost = this.view.get().lost + Number(op.kind === "begin");
      this.view.set({ notice: code, lost });
    }
    this.#moved();
  }

  /** This page may not be here; what it may without the key that opens nothing, it tries at once. */
  #onBar(code: Bar): void {
    this.view.set({ barred: this.view.get().barred ?? code });
    if (code === "badKey" && this.options.keys?.forget()) this.#link.expectReturn(0);
  }

  /** The room has ended a stroke: what it did not take becomes a stroke of its own. */
  #goOn(pen: Pen, refused: Op): void {
    const rest = this.#outbox.removePen(pen);
    const lost = rest.slice(rest.indexOf(refused));
    pen.ahead.remove();
    const points = lost.flatMap((op) => (op.kind === "points" ? op.points : []));
    pen.n = null;
    pen.waiting = 0;
    if (points.length === 0 || lost.some((op) => op.kind === "cancel")) return;
    pen.points = [...points];
    this.#redraw(pen);
    this.#outbox.push({ n: null, kind: "begin", pen, points, ended: pen.over }, 0);
  }

  #onNotice(code: string): void {
    if (code === "paused") this.#pause();
    if (code !== "resumed") return;
    this.#paused = false;
    this.view.set({ status: "live" });
    this.flush();
  }

  #pause(): void {
    this.#paused = true;
    this.#outbox.rewind();
    this.view.set({ status: "paused" });
  }

  /** The server serves another page now: this one cannot go on. */
  #outdate(): void {
    this.#later = null;
    this.view.set({ status: "outdated" });
    this.#link.stop();
  }
}
