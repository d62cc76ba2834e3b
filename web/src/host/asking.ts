/** What hosts ask of the server (rules H26 to H29), and what to tell them when it does not do it. */

import type { Drawing } from "../drawing";
import { ask, Refused, send } from "../gallery/ask";
import type { Role } from "../protocol";
import { ofDevice, read, write } from "../storage";
import { t, type Word } from "./words";

/** A link that lets people in, as its hosts see it. */
export interface Pass {
  id: number;
  role: Role;
  title: string;
  /** Milliseconds since 1970. */
  made: number;
  until: number | null;
  yours: boolean;
}

/** A link that was just made: its key is told once. */
export interface FreshPass extends Omit<Pass, "yours"> {
  key: string;
}

/** How a link is to be. */
export interface PassWish {
  role: Role;
  title?: string;
  seconds?: number;
}

/** Something a host did, or was told. */
export interface Deed {
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  author: string;
  name: string | null;
  what: string;
  about?: string;
  aboutName?: string | null;
  words?: string;
  role?: Role | null;
  rank?: string | null;
  rules?: Record<"locked" | "quiet" | "still", boolean | null> & { slow: number | null };
}

/** What of a drawing this needs. */
type Room = Pick<Drawing, "room" | "keys">;

/** All links of a room. */
export async function passesOf(room: Room): Promise<Pass[]> {
  const answer = await get(room, "/passes");
  return ((await answer.json()) as { passes: Pass[] }).passes;
}

/** Makes a link. */
export async function makePass(room: Room, wish: PassWish): Promise<FreshPass> {
  const answer = await post(room, "POST", "/passes", wish);
  return answer.json() as Promise<FreshPass>;
}

/** Takes one back: who came in by it is let out at once. */
export async function takePass(room: Room, id: number): Promise<void> {
  await ask(`${pathOf(room)}/passes/${id}`, { method: "DELETE", headers: bearer(room) });
}

/** Says what those are who come without a link of their own. */
export async function setGuests(room: Room, guests: Role | null): Promise<void> {
  await post(room, "PATCH", "", { guests });
}

/** Makes somebody who is here a host. */
export async function appoint(room: Room, author: string): Promise<void> {
  await post(room, "POST", "/hosts", { author });
}

/** What hosts did and were told, the newest first; nothing in a room that was never drawn in. */
export async function deedsOf(room: Room): Promise<Deed[]> {
  try {
    const [told, timeline] = await Promise.all([get(room, "/deeds"), get(room, "/timeline")]);
    const { deeds } = (await told.json()) as { deeds: Deed[] };
    const { start } = (await timeline.json()) as { start: number };
    // A timeline counts from its first entry.
    return deeds.map((deed) => ({ ...deed, at: deed.at < start ? start + deed.at : deed.at }));
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return [];
    throw error;
  }
}

/** Where a key leads. */
export function linkOf({ room }: Pick<Room, "room">, key: string): string {
  return `${location.origin}/r/${room}#k=${key}`;
}

/** The link to watch of a room: made once, and again when somebody took it back. */
export async function watchLink(room: Room): Promise<string> {
  const place = `easel.watch.${room.room}`;
  const [id, kept] = read(ofDevice, place)?.split(" ") ?? [];
  const isThere = kept && (await passesOf(room)).some((pass) => String(pass.id) === id);
  if (isThere) return linkOf(room, kept);
  const made = await makePass(room, { role: "viewer" });
  write(ofDevice, place, `${made.id} ${made.key}`);
  return linkOf(room, made.key);
}

const REASONS: Record<number, Word> = { 401: "notHost", 403: "notHost", 409: "tooMany" };

/** Why something did not work, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Refused)) return t("unreachable");
  return t(REASONS[error.status] ?? "failed");
}

const pathOf = ({ room }: Room): string => `/api/rooms/${room}`;

const bearer = ({ keys }: Room) => ({ authorization: `Bearer ${keys.get() ?? ""}` });

const get = (room: Room, path: string) => ask(pathOf(room) + path, { headers: bearer(room) });

const post = (room: Room, method: string, path: string, value: object) =>
  send(method, pathOf(room) + path, value, room.keys.get() ?? "");
