/** From unknown text to a message that cannot be wrong, or the reason why it is none. */

import type { ChatLine, ClientMessage, Entry, Item, Limits, ServerMessage } from "./protocol";

type Fields = Record<string, unknown>;

/** What `decode` answers. */
export type Decoded = { ok: true; message: ServerMessage } | { ok: false; reason: string };

/** Reads one message of the server; never throws. */
export function decode(text: string): Decoded {
  try {
    return { ok: true, message: message(record(JSON.parse(text))) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Writes one message, or several as one. */
export function encode(message: ClientMessage | ClientMessage[]): string {
  return JSON.stringify(message);
}

function message(from: Fields): ServerMessage {
  const type = text(from, "type");
  switch (type) {
    case "welcome":
      return {
        type,
        ...pick(from, number, ["protocol", "raster"]),
        ...pick(from, text, ["room", "journal"]),
        seq: number(from, "seq"),
        author: text(from, "author"),
        last: number(from, "last"),
        role: oneOf(from, "role", ["viewer", "painter"]),
        ...pick(from, number, ["width", "height", "clientCount"]),
        resumed: flag(from, "resumed"),
        limits: limits(record(from.limits)),
      };
    case "snapshot":
      return {
        type,
        seq: number(from, "seq"),
        base: from.base === null ? null : text(from, "base"),
        items: list(from, "items").map(item),
        chat: list(from, "chat").map(chatLine),
      };
    case "entries":
      return { type, seq: number(from, "seq"), entries: list(from, "entries").map(entry) };
    case "ack":
      return { type, n: number(from, "n") };
    case "refusal":
      return {
        type,
        n: from.n === null ? null : number(from, "n"),
        ...pick(from, text, ["code", "message"]),
        temporary: flag(from, "temporary"),
      };
    case "notice":
      return { type, ...pick(from, text, ["code", "message"]) };
    case "goodbye":
      return { type, retryMs: number(from, "retryMs") };
    case "clientCount":
      return { type, clientCount: number(from, "clientCount") };
    case "pong":
      return { type, t: number(from, "t") };
    default:
      throw new Error(`unknown message ${type}`);
  }
}

function limits(from: Fields): Limits {
  return pick(from, number, [
    "messageBytes",
    "messagePoints",
    "strokePoints",
    "strokeIdleMs",
    "openStrokes",
    "radius",
    "chatChars",
    "pointsPerSecond",
    "windowItems",
    "windowPoints",
  ]);
}

function entry(value: unknown): Entry {
  const from = record(value);
  const type = text(from, "type");
  const seq = number(from, "seq");
  switch (type) {
    case "begin":
      return { type, seq, ...made(from), ...brush(from), ...ink(from) };
    case "points":
      return { type, seq, stroke: number(from, "stroke"), points: points(from) };
    case "end":
    case "cancel":
      return { type, seq, stroke: number(from, "stroke") };
    case "hide":
    case "show":
      return { type, seq, item: number(from, "item") };
    case "clear":
      return { type, seq, ...made(from) };
    case "chat":
      return { type, ...chatLine(from) };
    default:
      throw new Error(`unknown entry ${type}`);
  }
}

function item(value: unknown): Item {
  const from = record(value);
  const type = text(from, "type");
  const seq = number(from, "seq");
  const hidden = flag(from, "hidden");
  switch (type) {
    case "stroke":
      return { type, seq, ...made(from), ...brush(from), ...ink(from), hidden };
    case "clear":
      return { type, seq, ...made(from), hidden };
    default:
      throw new Error(`unknown item ${type}`);
  }
}

function chatLine(value: unknown): ChatLine {
  const from = record(value);
  const said = pick(from, text, ["author", "content", "user"]);
  return { seq: number(from, "seq"), ...said };
}

function made(from: Fields) {
  return { author: text(from, "author"), n: number(from, "n") };
}

function brush(from: Fields) {
  const color = text(from, "color");
  if (!/^#[0-9a-f]{6}$/.test(color)) throw new Error(`${color} is no colour`);
  return {
    tool: oneOf(from, "tool", ["pencil", "eraser"]),
    color,
    opacity: number(from, "opacity"),
  };
}

function ink(from: Fields) {
  return { points: points(from), ended: flag(from, "ended") };
}

function points(from: Fields): number[] {
  const flat = list(from, "points");
  const whole = flat.every((value) => Number.isInteger(value));
  if (flat.length === 0 || flat.length % 3 !== 0 || !whole) {
    throw new Error("points come in threes of whole numbers");
  }
  return flat as number[];
}

function record(value: unknown): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Error("an object is missing");
}

function list(from: Fields, key: string): unknown[] {
  const value = from[key];
  if (Array.isArray(value)) return value;
  throw new Error(`${key} is no list`);
}

function number(from: Fields, key: string): number {
  const value = from[key];
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new Error(`${key} is no number`);
}

function text(from: Fields, key: string): string {
  const value = from[key];
  if (typeof value === "string") return value;
  throw new Error(`${key} is no text`);
}

function flag(from: Fields, key: string): boolean {
  const value = from[key];
  if (typeof value === "boolean") return value;
  throw new Error(`${key} is neither true nor false`);
}

function oneOf<T extends string>(from: Fields, key: string, allowed: T[]): T {
  const value = allowed.find((one) => one === from[key]);
  if (value !== undefined) return value;
  throw new Error(`${key} is none of ${allowed.join(", ")}`);
}

function pick<K extends string, V>(
  from: Fields,
  read: (from: Fields, key: string) => V,
  keys: K[],
): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, read(from, key)])) as Record<K, V>;
}
