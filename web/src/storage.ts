/** What a browser keeps for a page. It may be switched off: then nothing is kept, and nothing breaks. */

/** The value of a key, or null. */
export function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a value; null forgets it. */
export function write(storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    // Switched off, or full.
  }
}

/** The keys that begin like this. */
export function keysOf(storage: () => Storage, start: string): string[] {
  try {
    return Object.keys(storage()).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

/** Of this tab. */
export const ofTab = (): Storage => sessionStorage;

/** Of this device. */
export const ofDevice = (): Storage => localStorage;
