/** Names of rooms: in paths, and remembered on this device. */

import { ofDevice, read, write } from "./storage";

/** Rooms that are remembered. */
const RECENT_MAX = 6;

const RECENT_KEY = "easel.recent";

/** The room a path leads to, or null when it leads to none. */
export function roomOfPath(path: string): string | null {
  return /^\/r\/([a-z0-9-]{1,64})\/?$/.exec(path)?.[1] ?? null;
}

/** Where a room is drawn in. */
export function pathOf(room: string): string {
  return `/r/${room}`;
}

/** Where a room's connections open. */
export function socketOf(room: string): string {
  return `${location.origin.replace("http", "ws")}/ws/${room}`;
}

/** Where the server keeps a room's picture. */
export function pictureOf(room: string): string {
  return `/api/rooms/${room}/canvas.png`;
}

/** Rooms of this device, the latest first. */
export function recentRooms(): string[] {
  try {
    const kept: unknown = JSON.parse(read(ofDevice, RECENT_KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRoom).slice(0, RECENT_MAX) : [];
  } catch {
    // Somebody else wrote there: then nothing is remembered.
    return [];
  }
}

/** Remembers a room as the latest. */
export function rememberRoom(room: string): void {
  keepRooms([room, ...recentRooms().filter((other) => other !== room)].slice(0, RECENT_MAX));
}

/** Remembers these rooms and no others. */
export function keepRooms(rooms: string[]): void {
  write(ofDevice, RECENT_KEY, JSON.stringify(rooms));
}

function isRoom(value: unknown): value is string {
  return typeof value === "string" && roomOfPath(pathOf(value)) === value;
}
