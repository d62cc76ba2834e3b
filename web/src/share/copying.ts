/** What goes to the clipboard or into a file. */

import { pictureOf } from "../rooms";

/** Copies a text; false where that is not allowed, or on a page without https. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Copies the server's picture; false where a browser cannot. */
export async function copyPicture(room: string): Promise<boolean> {
  try {
    // A promise in the item: some browsers forget the press while the picture is on its way.
    const picture = fetch(pictureOf(room), { cache: "no-cache" }).then((answer) => answer.blob());
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return true;
  } catch {
    return false;
  }
}

/** Saves the server's picture as a file. */
export function savePng(room: string): void {
  const link = document.createElement("a");
  link.href = pictureOf(room);
  link.download = `${room}.png`;
  link.click();
}
