/** A class beside a drawing: what it says is done here, what is done here is told. */

import { type ClassSeen, LiveClass } from "../class/live";
import type { Drawing } from "../drawing";
import { whenIdle } from "../idle";
import type { Company } from "../people/company";
import { OneHand } from "./hand";
import { remember } from "./kept";
import { isShown, nameFor, overDrawing } from "./stand";
import { t } from "./words";

/** One pupil in one class, drawing. */
export class Lesson {
  readonly live: LiveClass;
  #company: Company | null = null;
  readonly #hand: OneHand;
  /** How the class calls this pupil, how the room is told to, and what was said of it last. */
  #name = "";
  #called = "";
  #last = "";
  #isLit = false;

  constructor(
    readonly drawing: Drawing,
    id: string,
    readonly key: string,
  ) {
    this.live = new LiveClass(id, () => ({ key }), {
      entered: () => this.#hand.again(),
      // A name that is none: the one before holds.
      refusal: () => this.#company && this.#called && this.#beCalled(this.#company),
    });
    this.#hand = new OneHand(
      (up) => this.live.send({ type: "hand", up }),
      (up) => this.#company?.putHand(up),
    );
    this.live.seen.subscribe(() => this.#hear(this.live.seen.get()));
  }

  /** Enters the class. */
  start(): void {
    this.live.start();
    whenIdle(() => void this.#meet().catch(console.error));
    // So that the picture and the replay of this room can be asked for without its key.
    void fetch(`/api/rooms/${this.drawing.room}/visit`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.key}` },
    }).catch(console.error);
  }

  /** Raises the hand, or takes it down. */
  turnHand(): void {
    this.#company?.turnHand();
  }

  /** What is said of the own hand and name comes from those who show people. */
  async #meet(): Promise<void> {
    const { companyOf } = await import("../people/open");
    const company = companyOf(this.drawing);
    this.#company = company;
    company.own.subscribe(() => this.#tell(company));
    this.#hear(this.live.seen.get());
  }

  #tell(company: Company): void {
    const { name, hand } = company.own.get();
    this.#hand.turned(hand);
    if (this.#called === "" || name === this.#last) return;
    this.#last = name;
    this.live.send({ type: "name", name });
    // Where names are hidden, the new one is for the teacher alone.
    if (this.#called !== this.#name) this.#beCalled(company);
  }

  #beCalled(company: Company): void {
    this.#last = this.#called;
    company.called(this.#called);
  }

  #hear(seen: ClassSeen): void {
    const { state } = seen;
    const over = overDrawing(seen, this.drawing.room);
    if (over?.kind === "moved") this.#leaveFor(over.path);
    if (state?.you.is !== "pupil") return;
    remember(state);
    this.drawing.summary.set({ title: state.title });
    document.documentElement.dataset.lesson = state.phase;
    this.#light(isShown(state, this.drawing.room));
    if (this.#company) this.#meetAs(this.#company, seen);
  }

  #meetAs(company: Company, { state }: ClassSeen): void {
    if (!state) return;
    const { hand } = state.you;
    const before = company.own.get().hand;
    if (hand !== undefined) this.#hand.heard(hand);
    if (before && !company.own.get().hand) this.drawing.voice.say(t("hand.lowered"));
    const called = nameFor(state, (number) => t("pupil", { number }));
    const name = state.you.name ?? "";
    if (called === null || (name === this.#name && called === this.#called)) return;
    this.#name = name;
    this.#called = called;
    this.#beCalled(company);
  }

  #light(isLit: boolean): void {
    if (isLit && !this.#isLit) this.drawing.voice.say(t("spotlight.mine"));
    this.#isLit = isLit;
  }

  #leaveFor(path: string): void {
    if (this.drawing.isLeaving) return;
    this.drawing.isLeaving = true;
    location.replace(path);
  }
}
