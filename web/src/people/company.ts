/** Everything a draw page does with the others: it hears of them and tells of itself. */

import type { Drawing } from "../drawing";
import type { Heard } from "../ear";
import type { Me, Person } from "../protocol";
import { mayPaint, type RoomView } from "../roomView";
import { Store } from "../store";
import { type Tell, tellIn } from "../tell";
import { Clears } from "./clears";
import { Follow } from "./follow";
import type { Look } from "./looks";
import { invent, keep, type Myself, myself } from "./myself";
import { Newest } from "./newest";
import { type CursorMessage, watchPointer } from "./pointing";
import { Presence } from "./presence";
import { type CursorsShown, cursorsShown, keepCursorsShown } from "./settings";
import { Sight } from "./sight";
import { Talk } from "./talk";
import { t } from "./words";

/** How often a view is told at most, in ms. */
const VIEW_MS = 100;

/** What this page is to the others, and what it wants to see of them. */
export interface Own extends Myself {
  hand: boolean;
  cursors: CursorsShown;
}

/** The others in a room, and this page among them. */
export class Company {
  readonly presence = new Presence(() => this.drawing.client.view.get().client);
  readonly own = new Store<Own>({ ...myself(), hand: false, cursors: cursorsShown() });
  readonly talk: Talk;
  readonly follow: Follow;
  readonly #clears: Clears;
  readonly #show: Tell;
  readonly #cursor: Newest<CursorMessage>;
  readonly #look: Newest<Look>;
  readonly #sight: Sight;
  readonly #stop: () => void;
  /** The connection the server knows this page by; 0 before the first. */
  #client = 0;
  /** Others were here when this page looked last. */
  #hadOthers = false;
  /** It could draw when it looked last. */
  #painted = true;

  constructor(readonly drawing: Drawing) {
    const { client, desk, voice } = drawing;
    const isHeard = (): boolean => this.others().length > 0;
    const tellView = (look: Look): void => client.tell({ type: "view", ...look });
    this.#cursor = new Newest(
      (at) => client.tell(at),
      () => client.limits.cursorMs,
      isHeard,
    );
    this.#look = new Newest(tellView, () => VIEW_MS, isHeard);
    const offer = (look: Look): void => this.#look.offer(look);
    this.#sight = new Sight(desk, offer, () => this.follow.stop());
    this.follow = new Follow(this.presence, this.#sight, voice, (me) => this.#tell(me));
    this.#show = tellIn(drawing);
    const nameOf = (author: string): string =>
      this.presence.author(author)?.name ?? t("name.somebody");
    this.#clears = new Clears(client, this.#show, nameOf);
    this.talk = new Talk(client);
    this.talk.onLine = ({ user, content }) => {
      if (!this.talk.state.get().isOpen) voice.say(t("chat.said", { name: user, text: content }));
    };
    this.presence.onNews = (now, before) => this.#onNews(now, before);
    this.#stop = client.view.subscribe(() => this.#onView());
    client.ear.listen((message) => this.#hear(message));
    this.#onView();
  }

  /** Everybody but this page. */
  others(): Person[] {
    return this.presence.here.get().people.filter((person) => person.client !== this.#client);
  }

  /** Watches the desk in `element`; answers how to stop. */
  watch(element: HTMLElement): () => void {
    const { desk, client } = this.drawing;
    const offer = (cursor: CursorMessage): void => {
      if (mayPoint(client.view.get())) this.#cursor.offer(cursor);
    };
    const ends = [watchPointer(element, desk, offer), this.#sight.watch(element)];
    return () => {
      for (const end of ends) end();
    };
  }

  /** Takes another name; none is an invented one. */
  rename(text: string): void {
    const name = [...text.trim()].slice(0, this.drawing.client.limits.nameChars).join("");
    if (name === this.own.get().name) return;
    this.#be({ name: name || invent(this.others()).name, invented: name === "" });
    this.drawing.voice.say(t("people.renamed", { name: this.own.get().name }));
  }

  /** Is seen in another colour. */
  recolor(color: string): void {
    this.#be({ color });
  }

  /** Is called so here, whatever this device is called elsewhere. */
  called(name: string): void {
    this.own.set({ name, invented: false });
    this.#tell({ name });
  }

  /** Raises the hand, or takes it down. */
  turnHand(): void {
    const hand = !this.own.get().hand;
    this.putHand(hand);
    this.drawing.voice.say(t(hand ? "hand.up" : "hand.down"));
  }

  /** Shows the hand as somebody else turned it. */
  putHand(hand: boolean): void {
    this.own.set({ hand });
    this.#tell({ hand });
  }

  /** Lets somebody draw who watches; for hosts. */
  letDraw({ author }: Person): void {
    this.drawing.client.ask({ n: null, kind: "rank", of: author, rank: "painter" });
  }

  /** Chooses which cursors of others are shown. */
  showCursors(cursors: CursorsShown): void {
    keepCursorsShown(cursors);
    this.own.set({ cursors });
  }

  /** Says a line in the chat; false when it is empty. */
  say(text: string): boolean {
    const said = this.talk.say(text, this.own.get().name);
    this.drawing.client.flush();
    return said;
  }

  /** Ends for good. */
  dispose(): void {
    this.#stop();
    this.#cursor.dispose();
    this.#look.dispose();
    this.#clears.dispose();
  }

  #tell(me: Me): void {
    this.drawing.client.tell({ type: "me", ...me });
  }

  #be(part: Partial<Myself>): void {
    this.own.set(part);
    keep(this.own.get());
    const { name, color } = this.own.get();
    this.#tell({ name, color });
  }

  #onView(): void {
    const { client, status } = this.drawing.client.view.get();
    if (status === "waiting") {
      this.presence.lose();
      this.follow.lose();
    }
    if (client !== this.#client) {
      this.#client = client;
      this.#hadOthers = false;
      // A new connection knows nothing of this page.
      const { name, color, hand } = this.own.get();
      this.#tell({ name, color, hand, presents: this.follow.state.get().presents });
    }
    // Who may draw now has asked for long enough.
    const paints = mayPaint(this.drawing.client.view.get());
    if (paints && !this.#painted && this.own.get().hand) this.turnHand();
    this.#painted = paints;
    this.talk.take();
  }

  #hear(message: Heard): void {
    switch (message.type) {
      case "people":
        this.presence.people(message);
        this.#onPeople();
        break;
      case "cursors":
        this.presence.cursors(message);
        break;
      case "view":
        this.follow.look(message);
        break;
      case "entries":
        for (const entry of message.entries) this.#clears.hear(entry);
        break;
      default:
        message satisfies never;
    }
  }

  #onPeople(): void {
    const others = this.others();
    const { name, invented } = this.own.get();
    // Who was here first keeps an invented name.
    const isTaken = others.some((one) => one.name === name && one.client < this.#client);
    if (invented && isTaken) this.#be(invent(others));
    if (others.length > 0 && !this.#hadOthers) {
      this.#cursor.again();
      this.#look.again();
    }
    this.#hadOthers = others.length > 0;
  }

  #onNews(now: Person | null, before: Person | null): void {
    const person = now ?? before;
    if (!person || person.client === this.#client) return;
    const { name } = person;
    if (this.follow.hear(now, before)) this.#show({ text: t("follow.left", { name }) });
    if (now && now.hand > 0 && before?.hand === 0) {
      this.#show({ text: t("hand.raised", { name }) });
    }
    if (now?.presents && !before?.presents) this.drawing.voice.say(t("present.is", { name }));
  }
}

/** Whether others may see where this page points. */
function mayPoint({ role, house }: RoomView): boolean {
  return role === "host" || (role === "painter" && !house?.rules.still);
}
