/** One living connection to a room: it finds out when it is dead, and comes back by itself. */

import { SUBPROTOCOL } from "./protocol";

/** Silence after which the server is asked whether it lives, in ms. */
const PING_AFTER_MS = 5_000;

/** Silence after which the connection is dead, in ms. */
const DEAD_AFTER_MS = 10_000;

/** First and longest wait before another try, in ms. */
const RETRY_MS = [250, 8_000] as const;

/** Wait after the server said that it is full, in ms. */
const FULL_RETRY_MS = 10_000;

/** Close codes that mean something to a page. */
const ENDS = { 4001: "replaced", 4003: "barred" } as const;
const FULL = 1013;

/** What a connection is doing. */
export type LinkState =
  | { kind: "connecting" }
  | { kind: "open" }
  | { kind: "waiting"; retryAt: number; full: boolean }
  | { kind: "replaced" | "barred" }
  | { kind: "stopped" };

/** Who listens to a connection. */
export interface LinkEvents {
  state(state: LinkState): void;
  message(text: string): void;
}

/** Opens sockets; a test hands in its own. */
export type OpenSocket = (url: string) => WebSocket;

const openSocket: OpenSocket = (url) => new WebSocket(url, SUBPROTOCOL);

/** A connection that stays. */
export class Link {
  #socket: WebSocket | null = null;
  #heardAt = 0;
  #pingedAt = 0;
  #tries = 0;
  #goodbyeMs: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #stopped = false;

  constructor(
    private readonly url: string,
    private readonly events: LinkEvents,
    private readonly open: OpenSocket = openSocket,
  ) {
    globalThis.addEventListener?.("online", this.retryNow);
    globalThis.document?.addEventListener("visibilitychange", this.#onVisible);
  }

  /** Connects for the first time. */
  start(): void {
    this.#connect();
  }

  /** Sends a text if the connection is open; what is lost is for the caller to know. */
  send(text: string): void {
    if (this.#socket?.readyState === 1) this.#socket.send(text);
  }

  /** Bytes that wait to leave. */
  get buffered(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** The server said when it will be back. */
  expectReturn(ms: number): void {
    this.#goodbyeMs = ms;
  }

  /** Tries again at once, if it is waiting. */
  readonly retryNow = (): void => {
    if (this.#stopped || this.#socket) return;
    clearTimeout(this.#timer);
    this.#connect();
  };

  /** Ends for good. */
  stop(state: LinkState = { kind: "stopped" }): void {
    if (this.#stopped) return;
    this.#stopped = true;
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.("online", this.retryNow);
    globalThis.document?.removeEventListener("visibilitychange", this.#onVisible);
    this.#drop(1000);
    this.events.state(state);
  }

  readonly #onVisible = (): void => {
    if (!document.hidden) this.retryNow();
  };

  #connect(): void {
    this.events.state({ kind: "connecting" });
    const socket = this.open(this.url);
    this.#socket = socket;
    this.#hear();
    socket.onopen = () => {
      this.#tries = 0;
      this.#hear();
      this.events.state({ kind: "open" });
    };
    socket.onmessage = (event: MessageEvent) => {
      this.#hear();
      if (typeof event.data === "string") this.events.message(event.data);
    };
    socket.onclose = (event: CloseEvent) => this.#lost(event.code);
    this.#watch = setInterval(() => this.#listen(), 1_000);
  }

  #hear(): void {
    this.#heardAt = Date.now();
  }

  #listen(): void {
    const now = Date.now();
    const silent = now - this.#heardAt;
    if (silent >= DEAD_AFTER_MS) {
      this.#drop();
      this.#lost(1006);
    } else if (silent >= PING_AFTER_MS && now - this.#pingedAt >= PING_AFTER_MS) {
      this.#pingedAt = now;
      this.send(JSON.stringify({ type: "ping", t: now }));
    }
  }

  /** Lets go of the socket; a dead one may take minutes to notice its end. */
  #drop(code?: number): void {
    clearInterval(this.#watch);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close(code);
  }

  #lost(code: number): void {
    this.#drop();
    if (this.#stopped) return;
    const end = ENDS[code as keyof typeof ENDS];
    if (end && this.#goodbyeMs === null) {
      this.stop({ kind: end });
      return;
    }
    const full = code === FULL;
    const wait = this.#goodbyeMs ?? (full ? FULL_RETRY_MS : this.#backoff());
    this.#goodbyeMs = null;
    this.#tries += 1;
    this.events.state({ kind: "waiting", retryAt: Date.now() + wait, full });
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  /** Twice as long each time, and half of it by chance, so that a class does not come back as one. */
  #backoff(): number {
    const [first, longest] = RETRY_MS;
    const wait = Math.min(first * 2 ** this.#tries, longest);
    return wait * (0.5 + Math.random());
  }
}
