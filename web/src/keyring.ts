/** Keys of a room: of the link that led here, or kept on this device; a host's key comes before any other. */

import { ofDevice, read, write } from "./storage";

/** The keys of one room, the best first. */
export interface Keys {
  /** The key that stood in the address. */
  linked: string | null;
  /** The key to come in with, or null. */
  get(): string | null;
  /** Keeps the key of a host. */
  keep(key: string): void;
  /** Lets go of the key that opens nothing any more; answers whether there was one. */
  forget(): boolean;
}

/** The keys this page holds of a room; the one in its address is taken out of it. */
export function keysTo(room: string): Keys {
  const [host, pass] = [`easel.host.${room}`, `easel.pass.${room}`];
  const linked = /^#k=([\w-]+)$/.exec(location.hash)?.[1] ?? null;
  let first = linked;
  // A room inside another page is shown for a while only: its address is its own, and nothing is kept.
  if (linked && self === top) {
    write(ofDevice, pass, linked);
    // Where nothing can be kept, the address is the only place it has.
    if (read(ofDevice, pass)) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  }
  const get = (): string | null => first ?? read(ofDevice, host) ?? read(ofDevice, pass);
  return {
    linked,
    get,
    keep: (key) => {
      first = key;
      write(ofDevice, host, key);
    },
    forget: () => {
      const key = get();
      first = null;
      for (const place of [host, pass]) {
        if (key && read(ofDevice, place) === key) write(ofDevice, place, null);
      }
      return key !== null;
    },
  };
}
