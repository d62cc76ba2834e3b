/** What a teacher does with a class: each deed with its words. */

import { Store } from "../../store";
import { type Tell, type Teller, tellIn } from "../../tell";
import { Voice } from "../../voice";
import { type KeptClass, keepTaught, taught } from "../kept";
import { type ClassEvents, LiveClass } from "../live";
import type { Change, Collected, TeacherMessage } from "../protocol";
import { sendPicture } from "../sending";
import { t } from "../words";
import { keepCollected } from "./collecting";

/** What lies over the page; `pupils` null is everybody. */
export type Over =
  | { kind: null }
  | { kind: "end" }
  | { kind: "rename" }
  | { kind: "collect" }
  | { kind: "qr" }
  | { kind: "clear"; pupils: readonly number[] | null }
  | { kind: "remove"; pupils: readonly number[] };

/** How far the saving of all rooms has come. */
export interface Collecting {
  done: number;
  of: number;
  /** What was saved, once all of it is. */
  canvases: readonly Collected[] | null;
}

/** One class on its teacher's page. */
export class ClassDesk implements Teller {
  readonly voice = new Voice();
  readonly notes: Teller["notes"] = new Store({ toasts: null });
  readonly over = new Store<{ shown: Over }>({ shown: { kind: null } });
  readonly collecting = new Store<Collecting>({ done: 0, of: 0, canvases: null });
  /** The room that is seen large. */
  readonly large = new Store<{ room: string | null }>({ room: null });
  readonly chosen = new Store<{ pupils: ReadonlySet<number> }>({ pupils: new Set() });
  readonly live: LiveClass;
  /** What the wall listens to; it is loaded after the page. */
  onThumb: NonNullable<ClassEvents["thumb"]> = () => {};
  onEntered: () => void = () => {};
  readonly #tell: Tell;

  constructor(
    readonly id: string,
    readonly key: string,
  ) {
    this.#tell = tellIn(this);
    this.live = new LiveClass(id, () => ({ key }), {
      entered: () => this.onEntered(),
      thumb: (part) => this.onThumb(part),
      progress: (_what, done, of) => this.collecting.set({ done, of }),
      collected: (canvases) => {
        keepCollected(canvases);
        this.collecting.set({ canvases });
      },
      refusal: (_code, why) => this.fail(t("refused", { why })),
    });
  }

  /** Where this page opens, with the key. */
  get link(): string {
    return `${location.origin}/c/${this.id}#k=${this.key}`;
  }

  /** What this device knows of the class. */
  get kept(): KeptClass | null {
    return taught().find((one) => one.class === this.id) ?? null;
  }

  /** Remembers the class as it is called now. */
  keep(title: string, code: string): void {
    keepTaught({
      isTold: false,
      ...this.kept,
      class: this.id,
      key: this.key,
      title,
      code,
      at: Date.now(),
    });
  }

  /** The teacher has kept the link. */
  beTold(): void {
    const { kept } = this;
    if (kept) keepTaught({ ...kept, isTold: true });
  }

  /** Tells the class something; says so when it cannot. */
  send(message: TeacherMessage): boolean {
    const isSent = this.live.send(message);
    if (!isSent) this.fail(t("lost"));
    return isSent;
  }

  /** Changes something for all. */
  change(change: Change): void {
    this.send({ type: "change", ...change });
  }

  /** Puts the teacher's own picture over those of some, or of all. */
  push(pupils: readonly number[] | null): void {
    if (this.send({ type: "push", ...only(pupils) })) this.#tellUndo(t("push.done"), pupils);
  }

  /** Puts a picture over the boards of some, or of all. */
  async pushPicture(file: Blob, pupils: readonly number[] | null): Promise<void> {
    const room = this.live.seen.get().state?.room;
    if (!room) return;
    const told = this.#tell({ text: t("push.busy"), state: "busy" });
    const image = await sendPicture(room, file, this.key).catch(() => null);
    told();
    if (image === null) this.fail(t("push.failed"));
    else if (this.send({ type: "push", image, ...only(pupils) })) {
      this.#tellUndo(t("push.done"), pupils);
    }
  }

  /** Makes the boards of some, or of all, blank. */
  clear(pupils: readonly number[] | null): void {
    if (this.send({ type: "clear", ...only(pupils) })) this.#tellUndo(t("clear.done"), pupils);
  }

  /** Says what was done on boards, and how it is taken back. */
  #tellUndo(text: string, pupils: readonly number[] | null): void {
    const act = (): void => void this.send({ type: "undo", ...only(pupils) });
    this.#tell({ text, kind: "class", action: { label: t("undo"), act } });
  }

  /** Saves all rooms. */
  collect(): void {
    this.collecting.set({ done: 0, of: 0, canvases: null });
    if (this.send({ type: "collect" })) this.ask({ kind: "collect" });
  }

  /** Copies the link of this page. */
  async copyLink(): Promise<void> {
    const { link } = this;
    try {
      // At once: some browsers forget the press while a script is loaded.
      await navigator.clipboard.writeText(link);
      this.tell(t("key.copied"));
    } catch {
      this.#tell({ text: t("key.failed", { link }), state: "failed" });
    }
  }

  /** Asks before something is done, or shows something over the page. */
  ask(shown: Over): void {
    this.over.set({ shown });
  }

  /** Puts it away. */
  close(): void {
    this.ask({ kind: null });
  }

  /** Says something for a moment. */
  tell(text: string): void {
    this.#tell({ text, kind: "class" });
  }

  /** Says what did not work. */
  fail(text: string): void {
    this.#tell({ text, kind: "failed", state: "failed" });
  }

  /** The page goes. */
  dispose(): void {
    this.live.stop();
    this.voice.dispose();
  }
}

/** Names some; nobody is everybody. */
function only(pupils: readonly number[] | null): { pupils?: number[] } {
  return pupils ? { pupils: [...pupils] } : {};
}
