/** Who is here and where they point, as the server tells it. */

import type { Cursors, People, Person } from "../protocol";
import { Store } from "../store";

/** The state of a cursor on the wire. */
const DRAWS = 1;
const GONE = 2;

/** Where somebody points, in eighths of a canvas pixel. */
export interface Spot {
  x: number;
  y: number;
  draws: boolean;
}

/** What changed with one person; null is not here. */
export type News = (now: Person | null, before: Person | null) => void;

/** Everybody who said who they are. */
export class Presence {
  /** Whose hands are up first, in their order; then as they came. */
  readonly here = new Store<{ people: readonly Person[] }>({ people: [] });
  readonly spots = new Map<number, Spot>();
  /** Called for each person that changed, after `here` did. */
  onNews: News = () => {};
  /** Called when somebody points elsewhere, or nowhere. */
  onPoint: (client: number) => void = () => {};
  constructor(
    /** This page's own connection: one does not need to be shown where oneself points. */
    private readonly own: () => number = () => 0,
  ) {}

  readonly #people = new Map<number, Person>();
  /** Colours of all authors that were here: what they said outlasts them. */
  readonly #colors = new Map<string, string>();

  /** Takes in who is here. */
  people({ all, people, gone }: People): void {
    const left = all ? this.#missing(people) : gone;
    const news: Parameters<News>[] = [];
    for (const client of left) {
      news.push([null, this.#people.get(client) ?? null]);
      this.#people.delete(client);
      this.#lift(client);
    }
    for (const person of people) {
      news.push([person, this.#people.get(person.client) ?? null]);
      this.#people.set(person.client, person);
      this.#colors.set(person.author, person.color);
    }
    this.here.set({ people: [...this.#people.values()].sort(inOrder) });
    for (const [now, before] of news) if (now || before) this.onNews(now, before);
  }

  /** Takes in where they point. */
  cursors({ all, at }: Cursors): void {
    const stale = new Set(all ? this.spots.keys() : []);
    for (let i = 0; i + 3 < at.length; i += 4) {
      const [client = 0, x = 0, y = 0, state = GONE] = at.slice(i, i + 4);
      stale.delete(client);
      if (client === this.own()) continue;
      if (state === GONE) {
        this.#lift(client);
      } else {
        this.spots.set(client, { x, y, draws: state === DRAWS });
        this.onPoint(client);
      }
    }
    for (const client of stale) this.#lift(client);
  }

  /** Nobody points anywhere: the server is away. */
  lose(): void {
    for (const client of [...this.spots.keys()]) this.#lift(client);
  }

  /** One person, if they are here. */
  person(client: number | null): Person | null {
    return client === null ? null : (this.#people.get(client) ?? null);
  }

  /** An author, if they are here. */
  author(author: string): Person | null {
    return this.here.get().people.find((person) => person.author === author) ?? null;
  }

  /** The colour an author was seen in, or null. */
  colorOf(author: string): string | null {
    return this.#colors.get(author) ?? null;
  }

  /** The place of a raised hand among all of them, from 1 on; 0 when it is down. */
  handOf(client: number): number {
    return this.here.get().people.findIndex((one) => one.client === client && one.hand > 0) + 1;
  }

  #missing(people: Person[]): number[] {
    const told = new Set(people.map(({ client }) => client));
    return [...this.#people.keys()].filter((client) => !told.has(client));
  }

  #lift(client: number): void {
    if (this.spots.delete(client)) this.onPoint(client);
  }
}

/** Hands first, as they went up. */
function inOrder(a: Person, b: Person): number {
  return (a.hand || Infinity) - (b.hand || Infinity) || a.client - b.client;
}
