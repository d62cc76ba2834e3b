/** The wall as values: which rooms and pupils stand on it, found by a word, in an order. */

import type { ClassState, Pupil } from "../protocol";

/** Orders of the wall. */
export const ORDERS = ["hand", "name", "activity", "joined"] as const;

/** What comes first. */
export type Order = (typeof ORDERS)[number];

/** A place on the wall: a room with who draws in it, or a pupil that has none yet. */
export interface Seat {
  id: string;
  room: string | null;
  title: string;
  pupils: readonly Pupil[];
  /** The teacher's own room. */
  isOwn: boolean;
  /** The first hand that is up: its place in the order; 0 is none. */
  hand: number;
  isHere: boolean;
  isIdle: boolean;
  joined: number;
  last: number | null;
  locked: boolean;
}

/** What places are called. */
export interface Naming {
  /** A pupil, as the wall shows them. */
  pupil: (pupil: Pupil) => string;
  /** The teacher's own room; in it, everybody's where all share one. */
  own: string;
}

/** All places, the teacher's own first, in the order in which pupils came. */
export function seatsOf(state: ClassState, naming: Naming): Seat[] {
  const pupils = (state.pupils ?? []).filter(({ state: standing }) => standing === "in");
  const rooms = new Map((state.rooms ?? []).map((one) => [one.room, one]));
  const seats: Seat[] = [];
  const put = (id: string, room: string | null, title: string, here: readonly Pupil[]): void => {
    const known = room === null ? undefined : rooms.get(room);
    const isOwn = room !== null && room === state.room;
    seats.push({ id, room, title, pupils: here, isOwn, ...sum(here), ...ofRoom(known, here) });
  };
  if (state.room) {
    const isShared = state.mode === "one";
    put(state.room, state.room, naming.own, isShared ? pupils : []);
    if (isShared) return seats;
  }
  if (state.mode === "groups") {
    for (const { room, title } of rooms.values()) {
      if (room === state.room) continue;
      put(
        room,
        room,
        title,
        pupils.filter((one) => one.room === room),
      );
    }
    return seats;
  }
  for (const one of [...pupils].sort((a, b) => a.joined - b.joined)) {
    put(one.room ?? `pupil-${one.pupil}`, one.room, naming.pupil(one), [one]);
  }
  return seats;
}

function ofRoom(
  known: { last: number | null; locked: boolean } | undefined,
  pupils: readonly Pupil[],
): Pick<Seat, "last" | "locked"> {
  const drawn = [known?.last ?? 0, ...pupils.map(({ last }) => last ?? 0)];
  return { last: Math.max(...drawn) || null, locked: known?.locked ?? false };
}

function sum(pupils: readonly Pupil[]): Pick<Seat, "hand" | "isHere" | "isIdle" | "joined"> {
  const hands = pupils.map(({ hand }) => hand).filter(Boolean);
  return {
    hand: hands.length ? Math.min(...hands) : 0,
    isHere: pupils.length === 0 || pupils.some(({ here }) => here),
    isIdle: pupils.length > 0 && pupils.every(({ idle }) => idle),
    joined: Math.min(...pupils.map(({ joined }) => joined), Number.MAX_SAFE_INTEGER),
  };
}

/** Raised hands first, the first of them before the others; then who joined first. */
const byHand = (a: Seat, b: Seat): number =>
  (a.hand || Number.MAX_SAFE_INTEGER) - (b.hand || Number.MAX_SAFE_INTEGER) || byJoined(a, b);

const byJoined = (a: Seat, b: Seat): number => a.joined - b.joined;

const byActivity = (a: Seat, b: Seat): number => (b.last ?? 0) - (a.last ?? 0) || byJoined(a, b);

/** Those in which a word is found, in an order; the teacher's own stays first. */
export function arranged(
  seats: readonly Seat[],
  search: string,
  order: Order,
  language: string,
): Seat[] {
  // "Ada 10" after "Ada 9".
  const { compare } = new Intl.Collator(language, { numeric: true });
  const byName = (a: Seat, b: Seat): number => compare(a.title, b.title) || byJoined(a, b);
  const orders = { hand: byHand, name: byName, activity: byActivity, joined: byJoined };
  const word = plain(search);
  return seats
    .filter((seat) => word === "" || wordsOf(seat).some((text) => plain(text).includes(word)))
    .sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || orders[order](a, b));
}

function wordsOf({ title, pupils }: Seat): string[] {
  return [title, ...pupils.map(({ name }) => name)];
}

/** Letters without what stands above and below them: nobody types that to find somebody. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .trim();
}
