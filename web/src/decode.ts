/**
 * From unknown text to a message that cannot be wrong, or the reason why it is none.
 *
 * What a message holds is written as tables, which the compiler holds against the types: a field that is
 * missing here, or checked as something else, does not compile.
 */

import type { ChatLine, ClientMessage, Entry, Item, Limits, Rank, ServerMessage } from "./protocol";
import { LIMITS } from "./roomView";

/** What `decode` answers. */
export type Decoded = { ok: true; message: ServerMessage } | { ok: false; reason: string };

/** Says whether a value is a `T`. */
export type Check<T> = (value: unknown) => value is T;

type Typed = { type: string };

/** The one of some types that is named `Name`, also where two names share a type. */
type Named<T extends Typed, Name> = T extends Typed ? (Name extends T["type"] ? T : never) : never;

/** A check for each field; whoever asks knows the type already. */
export type Fields<T> = { [K in Exclude<keyof T, "type">]-?: Check<T[K]> };

/** The fields of each of some types, by their names. */
type Table<T extends Typed> = { [Name in T["type"]]: Fields<Named<T, Name>> };

export const number: Check<number> = (value): value is number => Number.isFinite(value);
export const text: Check<string> = (value): value is string => typeof value === "string";
export const flag: Check<boolean> = (value) => typeof value === "boolean";
const color: Check<string> = (value): value is string =>
  text(value) && /^#[0-9a-f]{6}$/.test(value);

const points: Check<number[]> = (value): value is number[] => {
  if (!Array.isArray(value) || value.length === 0 || value.length % 3 !== 0) return false;
  for (const one of value) if (!Number.isInteger(one)) return false;
  return true;
};

export function oneOf<T extends string>(...allowed: T[]): Check<T> {
  return (value): value is T => allowed.includes(value as T);
}

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

export function list<T>(check: Check<T>): Check<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every(check);
}

export function record<T extends object>(fields: Fields<T>): Check<T> {
  return (value): value is T => {
    if (typeof value !== "object" || value === null) return false;
    for (const key in fields) {
      const check = (fields as Record<string, Check<unknown>>)[key]!;
      if (!check((value as Record<string, unknown>)[key])) throw new Error(`${key} is wrong`);
    }
    return true;
  };
}

export function typed<T extends Typed>(table: Table<T>): Check<T> {
  const checks = new Map(
    Object.entries(table).map(([type, fields]) => [type, record(fields as never)]),
  );
  return (value): value is T => {
    const check = checks.get((value as Typed | null)?.type ?? "");
    return check?.(value) ?? false;
  };
}

const made = { seq: number, author: text, n: number };
const brush = { tool: oneOf("pencil", "eraser"), color, opacity: number };
const chat: Fields<ChatLine> = { seq: number, author: text, content: text, user: text };
const end = { seq: number, stroke: number };
const turn = { seq: number, item: number };
const place = { image: text, x: number, y: number, width: number, height: number };
const said = { code: text, message: text };

const role = oneOf("viewer", "painter", "host");
const rank = oneOf("viewer", "painter", "out");

/** One of a host's list: an author, what a host made of them, and how they are called. */
const ranked: Check<[string, Rank, string | null]> = (
  value,
): value is [string, Rank, string | null] =>
  Array.isArray(value) && text(value[0]) && rank(value[1]) && orNull(text)(value[2]);

const entry = typed<Entry>({
  begin: { ...made, ...brush, points, ended: flag },
  points: { ...end, points },
  end,
  cancel: end,
  hide: turn,
  show: turn,
  clear: made,
  place: { ...made, ...place },
  chat,
  rebase: { seq: number },
});

const item = typed<Item>({
  stroke: { ...made, ...brush, points, ended: flag, hidden: flag },
  image: { ...made, ...place, hidden: flag },
  clear: { ...made, hidden: flag },
});

const message = typed<ServerMessage>({
  welcome: {
    protocol: number,
    raster: number,
    room: text,
    journal: text,
    seq: number,
    client: number,
    author: text,
    last: number,
    role: role,
    width: number,
    height: number,
    clientCount: number,
    resumed: flag,
    page: text,
    limits: record(
      Object.fromEntries(Object.keys(LIMITS).map((name) => [name, number])) as Fields<Limits>,
    ),
  },
  snapshot: { seq: number, base: orNull(text), items: list(item), chat: list(record(chat)) },
  entries: { seq: number, entries: list(entry) },
  ack: { n: number },
  refusal: { n: orNull(number), ...said, temporary: flag },
  notice: said,
  goodbye: { retryMs: number },
  clientCount: { clientCount: number },
  pong: { t: number },
  house: {
    role,
    rules: record({ locked: flag, quiet: flag, still: flag, slow: number }),
    guests: orNull(role),
    ranks: optional(list(ranked)),
  },
  pass: { key: text, role },
  report: {
    seq: number,
    author: text,
    name: orNull(text),
    about: orNull(text),
    aboutName: orNull(text),
    words: text,
    at: number,
  },
  ink: { left: number, perSecond: number, waitMs: number },
  people: {
    all: flag,
    people: list(
      record({
        client: number,
        author: text,
        name: text,
        color,
        role: role,
        hand: number,
        idle: flag,
        presents: flag,
      }),
    ),
    gone: list(number),
  },
  cursors: { all: flag, at: list(number) },
  view: { client: number, x: number, y: number, width: number },
});

/** Reads one message of the server; never throws. */
export function decode(json: string): Decoded {
  try {
    const value: unknown = JSON.parse(json);
    return message(value)
      ? { ok: true, message: value }
      : { ok: false, reason: "no known message" };
  } catch (error) {
    return { ok: false, reason: String(error) };
  }
}

/** Writes one message, or several as one. */
export function encode(message: ClientMessage | ClientMessage[]): string {
  return JSON.stringify(message);
}
