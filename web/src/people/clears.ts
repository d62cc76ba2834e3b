/** After somebody cleared the canvas: for a while anybody may take it back. */

import type { Entry } from "../protocol";
import type { RoomClient } from "../room";
import type { Toasts } from "../toasts";
import { t } from "./words";

/** How long a clear can be taken back by anybody, in ms (rule V18). */
const UNCLEAR_MS = 30_000;

/** Shows who cleared the canvas, and how to take it back. */
export class Clears {
  #shown: { item: number; remove: () => void } | null = null;

  constructor(
    private readonly client: RoomClient,
    private readonly toasts: Toasts,
    private readonly nameOf: (author: string) => string,
  ) {}

  /** Takes in what happened. */
  hear(entry: Entry): void {
    if (entry.type === "hide" && entry.item === this.#shown?.item) this.#shown.remove();
    const { since, author, role } = this.client.view.get();
    // What happened before this page came back is too old to be taken back in time.
    if (entry.type !== "clear" || entry.seq <= since) return;
    const isOwn = entry.author === author;
    const act = (): void => this.#undo(entry.seq);
    const remove = this.toasts.show({
      text: isOwn ? t("clear.you") : t("clear.who", { name: this.nameOf(entry.author) }),
      kind: "clear",
      lastsMs: UNCLEAR_MS,
      // The page said so when the own one was asked for.
      silent: isOwn,
      ...(role === "painter" ? { action: { label: t("clear.undo"), act } } : {}),
    });
    this.#shown = { item: entry.seq, remove };
  }

  #undo(item: number): void {
    this.client.unclear(item);
    this.client.flush();
  }
}
