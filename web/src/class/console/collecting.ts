/** What was collected from a class, in this device's gallery. */

import { hold } from "../../gallery/mine";
import type { Collected } from "../protocol";

/** Remembers the canvases with their keys; the first comes first in the gallery. */
export function keepCollected(canvases: readonly Collected[]): void {
  for (const { id, key } of canvases.toReversed()) hold({ id, key });
}
