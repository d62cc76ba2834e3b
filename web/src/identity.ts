/**
 * Who this page is to the server.
 *
 * The token lies in the tab's storage only while the page is hidden or gone: a reload finds it and comes back
 * as the same author, a duplicated tab does not find it and is somebody else.
 */

import { ofTab, read, write } from "./storage";

/** A token nobody guesses: 32 letters, 128 bits. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** This tab's token for a room, kept across reloads. */
export function takeToken(room: string): string {
  const key = `easel.token.${room}`;
  const token = read(ofTab, key) ?? newToken();
  const keep = (): void => write(ofTab, key, token);
  const hide = (): void => write(ofTab, key, null);
  hide();
  addEventListener("pagehide", keep);
  addEventListener("pageshow", hide);
  document.addEventListener("visibilitychange", () => (document.hidden ? keep() : hide()));
  return token;
}
