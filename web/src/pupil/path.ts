/** Where a pupil's ways lead: what an address says, and what is written into one. */

import { codeTyped } from "../landing";
import { pathOf } from "../rooms";

/** What somebody means who types or pastes a code: its letters, or a whole link that ends in them. */
export function codeMeant(typed: string): string | null {
  return codeTyped(/\/j\/([^/?#]+)/.exec(typed)?.[1] ?? typed);
}

/** The code in a path `/j/CODE`, as it was read from a screen or a QR code. */
export function codeOfPath(path: string): string {
  return /^\/j\/([A-Za-z -]{1,16})$/.exec(decoded(path))?.[1] ?? "";
}

/** A code as it is read out: in two halves. */
export function codeSpoken(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

/** The page a pupil draws on. The key stands where servers do not see it. */
export function drawingOf(room: string, id: string, key: string): string {
  return `${pathOf(room)}?class=${encodeURIComponent(id)}#k=${key}`;
}

/** A room that everybody is shown, without anything around it. */
export function shownRoom(room: string, key: string): string {
  return `${pathOf(room)}?show=1&watch=1#k=${key}`;
}

/** The link by which a pupil goes on on another device. */
export function handOver(origin: string, code: string, key: string): string {
  return `${origin}/j/${code}#s=${key}`;
}

/** Where a drawing can be looked at. */
export function replayOf(room: string): string {
  return `/replay/${room}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Typed by hand, with a sign that is none.
    return path;
  }
}
