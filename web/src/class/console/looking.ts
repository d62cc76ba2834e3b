/** The way from what was collected to its replay. */

import type { Collected } from "../protocol";

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
