/** What a snapshot's base looks like; what reads it comes with the first one that is not blank. */

import type { Picture } from "./png";

/** The pixels of a data URL; a damaged one is shown as paper, and said. `gone` is told when the script is. */
export async function readBase(url: string, gone: () => void): Promise<Picture | null> {
  // The first picture of most rooms is strokes alone: what reads others comes when there is one.
  const png = await import("./png").catch(() => null);
  if (!png) {
    gone();
    return null;
  }
  try {
    return await png.decodePng(png.dataUrlBytes(url));
  } catch (error) {
    console.error("easel: the picture cannot be read", error);
    return null;
  }
}
