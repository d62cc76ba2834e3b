/** Takes back everything a page has kept on this device. */

import { ofDevice, ofTab } from "../storage";

/** Forgets all that easel keeps here; what others keep stays. */
export function forgetMe(): void {
  for (const storage of [ofDevice, ofTab]) {
    try {
      const own = Object.keys(storage()).filter((key) => key.startsWith("easel."));
      for (const key of own) storage().removeItem(key);
    } catch {
      // Switched off: then nothing was kept.
    }
  }
}
