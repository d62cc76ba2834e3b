/** Which cursors of others are shown on this device. */

import { ofDevice, read, write } from "../storage";

const KEY = "easel.cursors";

/** The choices. */
export const CURSORS = ["all", "drawing", "none"] as const;

/** One of them. */
export type CursorsShown = (typeof CURSORS)[number];

/** What was chosen on this device. */
export function cursorsShown(): CursorsShown {
  const kept = read(ofDevice, KEY);
  return CURSORS.find((one) => one === kept) ?? "all";
}

/** Keeps the choice. */
export function keepCursorsShown(choice: CursorsShown): void {
  write(ofDevice, KEY, choice);
}
