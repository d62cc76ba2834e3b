/** Seeing what somebody else sees, and offering others to. */

import type { Drawing } from "../drawing";
import type { Me, Person, ViewOf } from "../protocol";
import { Store } from "../store";
import type { Presence } from "./presence";
import type { Sight } from "./sight";
import { t } from "./words";

/** Who follows whom, as far as this page knows. */
export interface Following {
  /** Whose view is shown here. */
  follows: number | null;
  /** This page offers its view. */
  presents: boolean;
  /** Whose offer was declined. */
  declined: number | null;
}

/** One page as a follower and as a presenter. */
export class Follow {
  readonly state = new Store<Following>({ follows: null, presents: false, declined: null });
  /** Who was followed when the connection broke: connections are counted anew after it. */
  #lost: string | null = null;

  constructor(
    private readonly presence: Presence,
    private readonly sight: Sight,
    private readonly voice: Drawing["voice"],
    private readonly tell: (me: Me) => void,
  ) {}

  /** Sees what somebody sees from here on. */
  start(person: Person): void {
    this.#set(person.client);
    this.voice.say(t("follow.is", { name: person.name }));
  }

  /** Follows nobody. */
  stop(): void {
    const { follows } = this.state.get();
    if (follows === null) return;
    const person = this.presence.person(follows);
    this.#set(null);
    if (person) this.voice.say(t("follow.stopped", { name: person.name }));
  }

  /** Offers the own view to everybody, or no longer. */
  present(presents: boolean): void {
    this.state.set({ presents });
    this.tell({ presents });
  }

  /** Declines an offer until it is made anew. */
  decline({ client }: Person): void {
    this.state.set({ declined: client });
  }

  /** Somebody looks elsewhere. */
  look(view: ViewOf): void {
    if (view.client === this.state.get().follows) this.sight.follow(view);
  }

  /** The server is away. */
  lose(): void {
    this.#lost ??= this.presence.person(this.state.get().follows)?.author ?? null;
    this.sight.free();
    this.state.set({ follows: null, declined: null });
  }

  /** Somebody changed, or left: answers whether they were followed and are gone. */
  hear(now: Person | null, before: Person | null): boolean {
    const { follows, declined } = this.state.get();
    const client = (now ?? before)?.client;
    if (client === declined && !now?.presents) this.state.set({ declined: null });
    if (now && now.author === this.#lost) {
      this.#lost = null;
      this.#set(now.client);
    }
    if (now || client !== follows) return false;
    this.#set(null);
    return true;
  }

  #set(follows: number | null): void {
    this.sight.free();
    this.state.set({ follows });
    this.tell({ follows });
  }
}
