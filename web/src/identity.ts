/**
 * Who this page is to the server.
 *
 * The token lies in the tab's storage only while the page is hidden or gone: a reload finds it and comes back
 * as the same author, a duplicated tab does not find it and is somebody else.
 */

import { ofTab, read, write } from "./storage";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A token nobody guesses: 22 letters, 132 bits. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(22));
  return Array.from(bytes, (byte) => LETTERS[byte & 63]).join("");
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
