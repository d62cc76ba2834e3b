/** What this device has saved: names of canvases with the keys that change them. */

import { ofDevice, read, write } from "../storage";

/** A saved canvas and the key that changes it. */
export interface Held {
  id: string;
  key: string;
}

const KEY = "easel.saved";

/** Canvases that are remembered: their names fit into one address, which some proxies end at 8 kB. */
const MINE_MAX = 300;

/** All of them, saved last first. */
export function mine(): Held[] {
  try {
    const kept: unknown = JSON.parse(read(ofDevice, KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isHeld) : [];
  } catch {
    // Somebody else wrote there: then nothing is remembered.
    return [];
  }
}

/** The key of a canvas, or null when it was saved elsewhere. */
export function keyOf(id: string): string | null {
  return mine().find((one) => one.id === id)?.key ?? null;
}

/** Remembers a canvas as the one saved last. */
export function hold(held: Held): void {
  const others = mine().filter((one) => one.id !== held.id);
  write(ofDevice, KEY, JSON.stringify([held, ...others].slice(0, MINE_MAX)));
}

function isHeld(value: unknown): value is Held {
  const { id, key } = (value ?? {}) as Partial<Held>;
  return typeof id === "string" && /^[\w-]{1,64}$/.test(id) && typeof key === "string";
}
