/** The key of a room that this device began: it lets its holder bring back a moment of the room. */

import { newToken } from "../identity";
import { ofDevice, ofTab, read, write } from "../storage";

const keyOfRoom = (room: string): string => `easel.host.${room}`;

/** The key of a room, or null when it is not on this device. */
export function hostKey(room: string): string | null {
  return read(ofDevice, keyOfRoom(room));
}

/** Who this tab is in a room: whoever goes back there in it is the author of what is done now. */
export function tokenIn(room: string): string {
  const place = `easel.token.${room}`;
  const token = read(ofTab, place) ?? newToken();
  write(ofTab, place, token);
  return token;
}

/** Asks for the key of a room that has no host yet, keeps and answers it; null when there is none to have. */
export async function claim(room: string): Promise<string | null> {
  try {
    const answer = await fetch(`/api/rooms/${room}/host`, { method: "POST" });
    if (!answer.ok) return null;
    const { key } = (await answer.json()) as { key: string };
    write(ofDevice, keyOfRoom(room), key);
    return key;
  } catch {
    // Without the key everything else works.
    return null;
  }
}

/** Asks for the key if this author drew in the room before all others; answers a key that is new. */
export async function claimIfFirst(room: string, author: string | null): Promise<string | null> {
  if (hostKey(room) !== null || author === null) return null;
  return (await firstAuthor(room)) === author ? claim(room) : null;
}

/** Who began a room; null when that cannot be told. */
async function firstAuthor(room: string): Promise<string | null> {
  try {
    const answer = await fetch(`/api/rooms/${room}/timeline`);
    if (!answer.ok) return null;
    const { marks } = (await answer.json()) as { marks: { kind: string; author: string }[] };
    return marks.find(({ kind }) => kind === "join")?.author ?? null;
  } catch {
    return null;
  }
}
