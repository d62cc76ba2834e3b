/** What was collected from a class, in this device's gallery. */

import { hold } from "../../gallery/mine";
import type { Collected } from "../protocol";

/** Remembers the canvases with their keys; the first comes first in the gallery. */
export function keepCollected(canvases: readonly Collected[]): void {
  for (const { id, key } of canvases.toReversed()) hold({ id, key });
}

/** Where a collected canvas is replayed. */
export function replayOf({ room, id }: Collected): string {
  return `/replay/${room}/${id}`;
}

const visited = new Set<string>();

/** Rooms of a class open for who holds a key: this browser may look at one from here on. */
export function visit(room: string, key: string): void {
  if (visited.has(room)) return;
  visited.add(room);
  const headers = { authorization: `Bearer ${key}` };
  fetch(`/api/rooms/${room}/visit`, { method: "POST", headers }).catch(() => visited.delete(room));
}
