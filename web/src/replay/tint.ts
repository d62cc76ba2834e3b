/**
 * What some authors drew as it is, what all others drew faintly.
 *
 * This view is not exact: an eraser that erases faintly leaves what another page does not show.
 */

import type { FindImage } from "../images";
import type { Entry } from "../protocol";

/** Share of their opacity that others keep. */
const FAINT = 0.15;

/** Marks the name of an image that is to be faint. */
const FAINT_MARK = "~";

/** How entries are seen when only these authors are looked at. */
export function tintFor(picked: readonly string[]): (entry: Entry) => Entry {
  return (entry) => {
    if (!("author" in entry) || picked.includes(entry.author)) return entry;
    if (entry.type === "place") return { ...entry, image: entry.image + FAINT_MARK };
    if (entry.type !== "begin") return entry;
    const { tool, color } = entry;
    const brush = tool === "eraser" ? { tool: "pencil" as const, color: "#ffffff" } : { color };
    const opacity = Math.max(1, Math.round(entry.opacity * FAINT));
    return { ...entry, ...brush, opacity };
  };
}

/** Finds images, those with the mark faint. */
export function findTinted(find: FindImage): FindImage {
  return async (id) => {
    if (!id.endsWith(FAINT_MARK)) return find(id);
    const picture = await find(id.slice(0, -FAINT_MARK.length));
    const pixels = picture.pixels.slice();
    for (let at = 3; at < pixels.length; at += 4) pixels[at] = pixels[at]! * FAINT;
    return { ...picture, pixels };
  };
}
