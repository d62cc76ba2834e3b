/** After somebody cleared the canvas: for a while anybody may take it back. */

import type { Entry } from "../protocol";
import type { RoomClient } from "../room";
import { mayPaint } from "../roomView";
import type { Tell } from "../tell";
import { t } from "./words";

/** How long a clear can be taken back by anybody, in ms (rule V18). */
const UNCLEAR_MS = 30_000;

/** How long what took it back before may still be on its way, in ms. */
const HIDE_MS = 500;

/** Shows who cleared the canvas, and how to take it back. */
export class Clears {
  #shown: { item: number; remove: () => void } | null = null;
  /** The clear this page asked to take back last, and whether that has been done. */
  #asked = { item: 0, isDone: false };
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #stop: () => void;

  constructor(
    private readonly client: Pick<RoomClient, "view" | "ask" | "flush">,
    private readonly show: Tell,
    private readonly nameOf: (author: string) => string,
  ) {
    this.#stop = client.view.subscribe(() => this.#onView());
    this.#onView();
  }

  /** Takes in what happened. */
  hear(entry: Entry): void {
    if (entry.type === "hide") this.#onHide(entry.item);
    const view = this.client.view.get();
    const { since, author } = view;
    // What happened before this page came back is too old to be taken back in time.
    if (entry.type !== "clear" || entry.seq <= since) return;
    const isOwn = entry.author === author;
    const act = (): void => this.#undo(entry.seq);
    const remove = this.show({
      text: isOwn ? t("clear.you") : t("clear.who", { name: this.nameOf(entry.author) }),
      kind: "clear",
      lastsMs: UNCLEAR_MS,
      // The page said so when the own one was asked for.
      silent: isOwn,
      ...(mayPaint(view) ? { action: { label: t("clear.undo"), act } } : {}),
    });
    this.#shown = { item: entry.seq, remove };
  }

  /** Ends for good. */
  dispose(): void {
    this.#stop();
    clearTimeout(this.#timer);
  }

  #undo(item: number): void {
    this.#asked = { item, isDone: false };
    this.client.ask({ n: null, kind: "unclear", item });
    this.client.flush();
  }

  #onHide(item: number): void {
    if (item === this.#shown?.item) this.#shown.remove();
    if (item === this.#asked.item) this.#asked.isDone = true;
  }

  /** Who was refused hears why, unless somebody else has done it. */
  #onView(): void {
    const { view } = this.client;
    if (view.get().notice !== "tooLate") return;
    view.set({ notice: null });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#asked.isDone) this.show({ text: t("clear.late") });
    }, HIDE_MS);
  }
}
