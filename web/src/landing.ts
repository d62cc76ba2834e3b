/** What people type to get into a room, and what the server knows of it. */

import { normalizeRoom } from "./typed";

/** Letters of a code (rule H5): none that look like others. */
const CODE = /^[A-HJKMNP-Z]{6}$/;

/** The code somebody means, or null when what they typed is none. */
export function codeTyped(typed: string): string | null {
  const code = typed.replace(/[\s-]/g, "").toUpperCase();
  return CODE.test(code) ? code : null;
}

/** Why a code leads nowhere. */
export type LookupError = "noCode" | "tooMany" | "unreachable";

/** What a lookup found. */
export type Found = { room: string } | { class: string; title: string } | { error: LookupError };

/** The room or the class a code leads to. */
export async function foundByCode(code: string): Promise<Found> {
  try {
    const answer = await fetch(`/api/codes/${code}`);
    if (answer.ok) return (await answer.json()) as Found;
    if (answer.status === 404) return { error: "noCode" };
    return { error: answer.status === 429 ? "tooMany" : "unreachable" };
  } catch {
    return { error: "unreachable" };
  }
}

/**
 * What somebody typed leads to: six letters are a code, else it is a room's name; null when it is neither.
 *
 * Six letters that are no code may still be the name of a room that somebody is in or drew in.
 */
export async function foundByTyping(typed: string): Promise<Found | null> {
  const code = codeTyped(typed);
  const room = normalizeRoom(typed);
  if (!code) return room ? { room } : null;
  const found = await foundByCode(code);
  const isName = "error" in found && found.error === "noCode" && room && (await isKnown(room));
  return isName ? { room } : found;
}

/** How many people are in a room now; null when the server cannot be asked. */
export async function peopleIn(room: string): Promise<number | null> {
  try {
    const answer = await fetch(`/api/rooms/${room}`);
    if (!answer.ok) return null;
    return ((await answer.json()) as { clientCount: number }).clientCount;
  } catch {
    return null;
  }
}

async function isKnown(room: string): Promise<boolean> {
  if (((await peopleIn(room)) ?? 0) > 0) return true;
  const picture = await fetch(`/api/rooms/${room}/canvas.png`, { method: "HEAD" }).catch(
    () => null,
  );
  // A room that needs a link is there too.
  return picture?.ok || picture?.status === 403;
}
