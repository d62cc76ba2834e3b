/** What the gallery does: each deed with its words, and the way back where there is one. */

import { pathOf } from "../rooms";
import { Store } from "../store";
import { type Tell, type Teller, tellIn } from "../tell";
import { Voice } from "../voice";
import { Refused, reasonOf } from "./ask";
import { branch, type Canvas, change, openFile, type Query, remove } from "./saved";
import { Shelf } from "./shelf";
import { t, type Word } from "./words";

/** What lies over the page. */
export interface Over {
  dialog: "rename" | "delete" | null;
  canvas: Canvas | null;
}

/** Why a file is no recording. */
const FILE_REASONS: Record<number, Word> = {
  400: "open.wrong",
  413: "open.tooLarge",
  415: "open.wrong",
  422: "open.wrong",
};

/** One gallery on one page. */
export class GalleryDesk implements Teller {
  readonly voice = new Voice();
  readonly notes: Teller["notes"] = new Store({ toasts: null });
  readonly over = new Store<Over>({ dialog: null, canvas: null });
  readonly shelf: Shelf;
  readonly #tell: Tell;

  constructor(
    query: Query,
    /** Leads the page somewhere else. */
    private readonly go: (path: string) => void = (path) => location.assign(path),
    tell?: Tell,
  ) {
    this.#tell = tell ?? tellIn(this);
    this.shelf = new Shelf(query);
  }

  /** Makes a room that begins as this canvas is, and goes there. */
  async copy({ room, seq }: Canvas): Promise<void> {
    const told = this.#tell({ text: t("copy.busy"), state: "busy" });
    await this.#try(async () => this.go(pathOf(await branch(room, seq))));
    told();
  }

  /** Asks for another title. */
  askTitle(canvas: Canvas): void {
    this.over.set({ dialog: "rename", canvas });
  }

  /** Gives it; answers in words why not, or null. */
  async rename({ id }: Canvas, title: string): Promise<string | null> {
    try {
      this.shelf.put(await change(id, { title }));
      this.#tell({ text: t("rename.done", { title }) });
      return null;
    } catch (error) {
      return t(reasonOf(error));
    }
  }

  /** Lets anyone find a canvas, or nobody. */
  async publish(canvas: Canvas): Promise<void> {
    await this.#try(async () => {
      const changed = await change(canvas.id, { public: !canvas.public });
      this.shelf.put(changed);
      const { title } = changed;
      this.#tell({ text: t(changed.public ? "publish.done" : "unpublish.done", { title }) });
    });
  }

  /** Asks before a canvas goes. */
  askDelete(canvas: Canvas): void {
    this.over.set({ dialog: "delete", canvas });
  }

  /** Deletes it; for a while it can be brought back. Answers whether it is gone. */
  async remove({ id, title }: Canvas): Promise<boolean> {
    return this.#try(async () => {
      await remove(id);
      const putBack = this.shelf.take(id);
      const undo = (): Promise<boolean> =>
        this.#try(async () => {
          putBack(await change(id, { deleted: false }));
          this.#tell({ text: t("delete.undone", { title }) });
        });
      this.#tell({
        text: t("delete.done", { title }),
        action: { label: t("delete.undo"), act: () => void undo() },
      });
    });
  }

  /** Makes a room of a file, and goes to its replay. */
  async open(file: File): Promise<void> {
    const text = t("open.busy", { file: file.name });
    const told = this.#tell({ text, state: "busy" });
    const reason = (error: unknown): Word =>
      (error instanceof Refused && FILE_REASONS[error.status]) || reasonOf(error);
    await this.#try(async () => this.go(`/replay/${await openFile(file)}`), reason);
    told();
  }

  /** Puts the dialog away. */
  close(): void {
    this.over.set({ dialog: null, canvas: null });
  }

  /** The script of the dialog did not come. */
  failToOpen(): void {
    this.close();
    this.#tell({ text: t("unreachable"), kind: "failed", state: "failed" });
  }

  async #try(deed: () => Promise<void>, reason = reasonOf): Promise<boolean> {
    try {
      await deed();
      return true;
    } catch (error) {
      this.#tell({ text: t(reason(error)), kind: "failed", state: "failed" });
      return false;
    }
  }
}
