/** A film on its way: asked for, followed until it is there, given up. */

import { Store } from "../store";
import type { en } from "./words";

/** Time between two questions how far it is, in ms. */
const ASK_MS = 400;

/** Questions that may fail in a row before the connection is called gone: some ten seconds. */
const FAILURES_MAX = 20;

/** What a film shows: between two places of a room's journal; without them, all of it. */
export interface Span {
  room: string;
  from?: number;
  to?: number;
}

/** What may be chosen. */
export interface Wish {
  format: Format;
  seconds: number;
  width: number;
  skipPauses: boolean;
}

/** A kind of file. */
export type Format = "mp4" | "gif" | "webp" | "apng";

/** All of them, what most people want first. */
export const FORMATS: readonly Format[] = ["mp4", "gif", "webp", "apng"];

/** How far a film is. */
export interface Progress {
  step: "choosing" | "waiting" | "working" | "done" | "failed";
  /** In thousandths. */
  progress: number;
  bytes: number;
  /** Where the file is, once there is one. */
  file: string;
  /** Why there is none. */
  reason: keyof typeof en & `failed${string}`;
  /** What the server says to it, in English. */
  detail: string;
}

const BEGIN: Progress = {
  step: "choosing",
  progress: 0,
  bytes: 0,
  file: "",
  reason: "failed",
  detail: "",
};

/** The kinds of films this server can make, or null when it does not answer. */
export async function formatsOf(): Promise<readonly Format[] | null> {
  try {
    const answer = await fetch("/api/films");
    const { formats } = (await answer.json()) as { formats: string[] };
    return FORMATS.filter((format) => formats.includes(format));
  } catch {
    return null;
  }
}

/** One film after the other, as one dialog asks for them. */
export class Making {
  readonly now = new Store<Progress>(BEGIN);
  #film: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** Counts what was begun or given up: an answer to an earlier one changes nothing any more. */
  #turn = 0;

  constructor(private readonly span: Span) {
    addEventListener("pagehide", this.giveUp);
  }

  /** Asks for a film. */
  async begin(wish: Wish): Promise<void> {
    const turn = ++this.#turn;
    const { room, from, to } = this.span;
    this.now.set({ ...BEGIN, step: "waiting" });
    const body = JSON.stringify({ ...wish, from, to });
    const answer = await send("POST", `/api/rooms/${room}/films`, body);
    if (turn !== this.#turn) return this.#dropLate(answer);
    if (!answer) return this.#fail("failed.offline");
    if (answer.status !== 202) return this.#refuse(answer);
    const { film } = (await answer.json()) as { film: string };
    this.#film = `/api/films/${film}`;
    if (turn === this.#turn) this.#ask();
    else this.giveUp();
  }

  /** Back to what may be chosen. */
  choose(): void {
    this.giveUp();
    this.now.set(BEGIN);
  }

  /** Tells the server that nobody wants the film any more, unless it is made. */
  readonly giveUp = (): void => {
    this.#turn++;
    clearTimeout(this.#timer);
    const film = this.#film;
    this.#film = null;
    if (film && this.now.get().step !== "done") void send("DELETE", film);
  };

  /** Ends with the dialog. */
  dispose(): void {
    this.giveUp();
    removeEventListener("pagehide", this.giveUp);
  }

  /** Somebody gave up before the server had said the film's name. */
  async #dropLate(answer: Response | null): Promise<void> {
    if (answer?.status !== 202) return;
    const { film } = (await answer.json()) as { film: string };
    void send("DELETE", `/api/films/${film}`);
  }

  async #refuse(answer: Response): Promise<void> {
    const detail = (await answer.text()).trim();
    const reasons: Record<number, Progress["reason"]> = { 404: "failed.blank", 503: "failed.busy" };
    const reason = reasons[answer.status] ?? "failed";
    this.#fail(reason, reason === "failed" ? detail : "");
  }

  #fail(reason: Progress["reason"], detail = ""): void {
    this.#film = null;
    this.now.set({ step: "failed", reason, detail });
  }

  readonly #ask = async (): Promise<void> => {
    const [film, turn] = [this.#film, this.#turn];
    if (!film) return;
    const answer = await send("GET", film);
    if (turn !== this.#turn) return;
    if (answer?.ok) {
      this.#failures = 0;
      this.#take((await answer.json()) as Told, film);
    } else if (answer?.status === 404) this.#fail("failed.gone");
    else if (++this.#failures > FAILURES_MAX) this.#fail("failed.offline");
    if (turn === this.#turn && this.#film && this.now.get().step !== "done") {
      this.#timer = setTimeout(this.#ask, ASK_MS);
    }
  };

  #take(told: Told, film: string): void {
    const { state, progress, bytes = 0, sentence = "" } = told;
    if (state === "failed") this.#fail("failed", sentence);
    else if (state === "canceled") this.choose();
    else
      this.now.set({ step: state, progress, bytes, file: state === "done" ? `${film}/file` : "" });
  }
}

/** What the server tells of a film. */
interface Told {
  state: "waiting" | "working" | "done" | "failed" | "canceled";
  progress: number;
  bytes?: number;
  sentence?: string;
}

/** An answer of the server, or null when there is none. It is sent even if the page closes. */
async function send(method: string, path: string, body?: string): Promise<Response | null> {
  try {
    return await fetch(path, { method, body, keepalive: method !== "GET" });
  } catch {
    return null;
  }
}
