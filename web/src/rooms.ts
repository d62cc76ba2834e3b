/** Names of rooms: typed in, in paths, and remembered on this device. */

/** Letters of the longest room name (rule W1). */
export const ROOM_CHARS_MAX = 64;

/** Rooms that are remembered. */
const RECENT_MAX = 6;

const RECENT_KEY = "easel.recent";

/**
 * The room somebody means by what they typed, or null when no letter is left.
 *
 * A pasted link gives the room it leads to; accents and capitals are made plain; what a name cannot hold
 * becomes a dash.
 */
export function normalizeRoom(typed: string): string | null {
  const linked = /\/r\/([^/?#\s]+)/.exec(typed)?.[1];
  const plain = (linked ? decoded(linked) : typed).normalize("NFKD").toLowerCase();
  const name = plain
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, ROOM_CHARS_MAX)
    .replace(/-+$/, "");
  return name === "" ? null : name;
}

/** The room a path leads to, or null when it leads to none. */
export function roomOfPath(path: string): string | null {
  return /^\/r\/([a-z0-9-]{1,64})\/?$/.exec(path)?.[1] ?? null;
}

/** Where a room is drawn in. */
export function pathOf(room: string): string {
  return `/r/${room}`;
}

/** Where the server keeps a room's picture. */
export function pictureOf(room: string): string {
  return `/api/rooms/${room}/canvas.png`;
}

/** Rooms of this device, the latest first. */
export function recentRooms(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT_KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRoom).slice(0, RECENT_MAX) : [];
  } catch {
    // Storage may be switched off, or hold what somebody else wrote: then nothing is remembered.
    return [];
  }
}

/** Remembers a room as the latest. */
export function rememberRoom(room: string): void {
  keep([room, ...recentRooms().filter((other) => other !== room)].slice(0, RECENT_MAX));
}

/** Forgets a room and answers those that are left. */
export function forgetRoom(room: string): string[] {
  const left = recentRooms().filter((other) => other !== room);
  keep(left);
  return left;
}

function keep(rooms: string[]): void {
  try {
    localStorage.setItem(RECENT_KEY, JSON.stringify(rooms));
  } catch {
    // See above.
  }
}

function isRoom(value: unknown): value is string {
  return typeof value === "string" && roomOfPath(pathOf(value)) === value;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone percent sign: take it as it stands.
    return part;
  }
}
