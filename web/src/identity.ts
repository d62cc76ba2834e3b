/**
 * Who this page is to the server.
 *
 * The token lies in the tab's storage only while the page is hidden or gone: a reload finds it and comes back
 * as the same author, a duplicated tab does not find it and is somebody else.
 */

import { ofDevice, ofTab, read, write } from "./storage";

/** Most that is kept of a closed tab: a device has about five million characters for all of easel. */
const LEFT_CHARS_MAX = 1_000_000;

/** A token nobody guesses: 32 letters, 128 bits. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** This tab's token for a room, kept across reloads. */
export function takeToken(room: string): string {
  const key = `easel.token.${room}`;
  const token = read(ofTab, key) ?? newToken();
  whileAway(key, () => token);
  return token;
}

/** Keeps a value in the tab's storage while the page is hidden or gone; answers how to keep it anew. */
export function whileAway(key: string, value: () => string | null): () => void {
  const keep = (): void => write(ofTab, key, value());
  const hide = (): void => write(ofTab, key, null);
  hide();
  addEventListener("pagehide", keep);
  addEventListener("pageshow", hide);
  document.addEventListener("visibilitychange", () => (document.hidden ? keep() : hide()));
  return keep;
}

/** Where a device keeps what a closed tab had not told a room, before the token of its author. */
export const leftKey = (room: string): string => `easel.left.${room}.`;

/** Keeps on the device what a page had not told when it went; a page that is there tells it itself. */
export function leaveBehind(room: string, token: string, save: () => string | null): void {
  const key = leftKey(room) + token;
  const take = (): void => write(ofDevice, key, null);
  take();
  addEventListener("pageshow", take);
  addEventListener("pagehide", () => {
    const text = save();
    // More than that no device keeps for long.
    const fits = text !== null && text.length <= LEFT_CHARS_MAX;
    write(ofDevice, key, fits ? `${Date.now()} ${text}` : null);
  });
}

/** Where a tab keeps what a room was not told yet. */
export function unsentKey(room: string): string {
  return `easel.unsent.${room}`;
}
