/** A page's connection to a class: the newest state in a store, what passes by as calls, and what is sent, typed. */

import { Link, type LinkState, type OpenSocket } from "../socket";
import { Store } from "../store";
import { qrOf } from "./code";
import { decode } from "./decode";
import {
  CLASS_SUBPROTOCOL,
  type ClassMessage,
  type ClassServerMessage,
  type ClassState,
  type Collected,
  type Enter,
  type Thumb,
} from "./protocol";

/** Close code of a page that may not be here, with the reason beside it. */
const CLOSED_OUT = 4003;

/** Why a page is not connected, and will not be by itself. */
export type Gone = "removed" | "badKey" | "replaced" | "unknown";

/** What is seen of a class. */
export interface ClassSeen {
  /** How the connection stands. */
  link: LinkState;
  /** The newest state; what was there before a connection was lost stays. */
  state: ClassState | null;
  /** When that state came, by the clock of this device. */
  heardAt: number;
  /** Why it is over for this page; null while it is not. */
  gone: Gone | null;
}

/** Who listens to what passes by. */
export interface ClassEvents {
  /** The page has come in, for the first time or again: what is asked for once has to be asked again. */
  entered?(): void;
  thumb?(thumb: Thumb): void;
  collected?(canvases: Collected[]): void;
  progress?(what: string, done: number, of: number): void;
  refusal?(code: string, message: string): void;
}

const openSocket: OpenSocket = (url) => new WebSocket(url, CLASS_SUBPROTOCOL);

/** One class, live. */
export class LiveClass {
  readonly seen = new Store<ClassSeen>({
    link: { kind: "connecting" },
    state: null,
    heardAt: 0,
    gone: null,
  });
  readonly #link: Link;
  #wasOpen = false;

  constructor(
    /** The name of the class. */
    readonly id: string,
    /** How to come in; asked at each connection, as a key may have been given meanwhile. */
    private readonly enter: () => Enter,
    private readonly events: ClassEvents = {},
    open: OpenSocket = openSocket,
    origin: string = globalThis.location?.origin ?? "",
  ) {
    const url = `${origin.replace("http", "ws")}/api/classes/${id}/live`;
    const listen = { state: (to: LinkState) => this.#turn(to), message: this.#receive };
    this.#link = new Link(url, listen, (path) => this.#heed(open(path)));
  }

  /** Connects for the first time. */
  start(): void {
    this.#link.start();
  }

  /** Ends for good. */
  stop(): void {
    this.#link.stop();
  }

  /** Tries again at once, if it is waiting. */
  retryNow(): void {
    this.#link.retryNow();
  }

  /** Sends a message; answers whether the connection was open. */
  send(message: ClassMessage): boolean {
    const isOpen = this.seen.get().link.kind === "open";
    if (isOpen) this.#link.send(JSON.stringify(message));
    return isOpen;
  }

  /** Who is sent away does not knock again. */
  #heed(socket: WebSocket): WebSocket {
    socket.addEventListener("close", ({ code, reason }) => {
      if (code === CLOSED_OUT) this.#end(reason === "removed" ? "removed" : "badKey");
      else if (!this.#wasOpen) void this.#askIfThere();
    });
    return socket;
  }

  #end(gone: Gone): void {
    this.seen.set({ gone });
    this.#link.stop();
  }

  /** A class that never was answers a connection like a server that is away: only its other paths tell. */
  async #askIfThere(): Promise<void> {
    const answer = await fetch(qrOf(this.id), { method: "HEAD" }).catch(() => null);
    if (answer?.status === 404 && !this.#wasOpen) this.#end("unknown");
  }

  #turn(link: LinkState): void {
    this.seen.set(link.kind === "replaced" ? { link, gone: "replaced" } : { link });
    if (link.kind !== "open") return;
    this.#wasOpen = true;
    this.#link.send(JSON.stringify({ type: "enter", ...this.enter() }));
    this.events.entered?.();
  }

  readonly #receive = (json: string): void => {
    const read = decode(json);
    if (read.ok) this.#take(read.message);
    else console.error("easel: a message of the class is left out:", read.reason);
  };

  #take(message: ClassServerMessage): void {
    const { events } = this;
    switch (message.type) {
      case "class":
        this.seen.set({ state: message, heardAt: Date.now() });
        break;
      case "thumb":
        events.thumb?.(message);
        break;
      case "collected":
        events.collected?.(message.canvases);
        break;
      case "progress":
        events.progress?.(message.what, message.done, message.of);
        break;
      case "refusal":
        events.refusal?.(message.code, message.message);
        break;
      case "pong":
    }
  }
}

/** When the timer of a class ends by the clock of this device; null while there is none. */
export function endOf({ state, heardAt }: Pick<ClassSeen, "state" | "heardAt">): number | null {
  const timer = state?.timer;
  return timer ? heardAt + timer.endsAt - timer.now : null;
}
