/** What people say in a room, what of it is new, and what waits for the server. */

import type { ChatLine } from "../protocol";
import type { RoomClient } from "../room";
import { Store } from "../store";

/** One line as it is shown. */
export interface Line extends ChatLine {
  /** When it came; unknown for what was said before this page was here. */
  at: Date | null;
}

/** What the panel shows. */
export interface TalkState {
  lines: readonly Line[];
  /** Own lines that are not stored yet. */
  waiting: readonly string[];
  unread: number;
  isOpen: boolean;
}

/** The chat of a room. */
export class Talk {
  readonly state = new Store<TalkState>({ lines: [], waiting: [], unread: 0, isOpen: false });
  /** Called for each line of somebody else that comes while the page is here. */
  onLine: (line: Line) => void = () => {};
  readonly #times = new Map<number, Date>();
  #isHere = false;
  /** Everything up to here was taken in. */
  #seen = 0;
  /** Everything up to here was read. */
  #read = 0;

  constructor(private readonly client: RoomClient) {
    this.take();
  }

  /** Takes in what is new on the board. */
  take(): void {
    const { chat } = this.client.board;
    const { since, author, client } = this.client.view.get();
    if (!this.#isHere && client > 0) {
      this.#isHere = true;
      this.#seen = this.#read = since;
    }
    const fresh = chat.filter(({ seq }) => seq > this.#seen);
    const before = this.state.get().lines;
    const own = fresh.filter((line) => line.author === author).map(({ content }) => content);
    this.#wait(own);
    if (fresh.length === 0 && before.at(-1)?.seq === chat.at(-1)?.seq) return;
    this.#seen = fresh.at(-1)?.seq ?? this.#seen;
    for (const { seq } of fresh) if (seq > since) this.#times.set(seq, new Date());
    const lines = chat.map((line) => ({ ...line, at: this.#times.get(line.seq) ?? null }));
    this.state.set({ lines });
    this.#count();
    const isNew = (line: Line): boolean => line.at !== null && !before.some(is(line));
    for (const line of lines) if (line.author !== author && isNew(line)) this.onLine(line);
  }

  /** Says a line; it waits while the server is away. False when it is not time for it. */
  say(text: string, name: string): boolean {
    const content = text.trim();
    if (content === "" || !this.client.say(content, name)) return false;
    this.state.set({ waiting: [...this.state.get().waiting, content] });
    return true;
  }

  /** Shows or hides the panel; what is shown is read. */
  open(isOpen: boolean): void {
    this.state.set({ isOpen });
    this.#count();
  }

  /** Lines that are stored now, or that the room did not take, wait no more. */
  #wait(stored: string[]): void {
    const { waiting } = this.state.get();
    const { unsaid } = this.client;
    const left = without(waiting, stored).filter((line) => unsaid.includes(line));
    if (left.length < waiting.length) this.state.set({ waiting: left });
  }

  #count(): void {
    const { isOpen, lines } = this.state.get();
    const { author } = this.client.view.get();
    if (isOpen) this.#read = this.#seen;
    const isUnread = (line: Line): boolean => line.seq > this.#read && line.author !== author;
    this.state.set({ unread: lines.filter(isUnread).length });
  }
}

function is(line: Line): (other: Line) => boolean {
  return (other) => other.seq === line.seq;
}

/** A list without one of each of some texts. */
function without(list: readonly string[], texts: string[]): string[] {
  const rest = [...list];
  for (const text of texts) {
    const at = rest.indexOf(text);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}
