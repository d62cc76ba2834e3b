/** Keys of this page as others need them: as a cookie for pictures, and at the place of host's keys. */

import type { Drawing } from "../drawing";

/** Keeps them where they are needed until the answer is called. */
export function keepKeys({ client, keys, room }: Drawing): () => void {
  let visited: string | null = null;
  const look = (): void => {
    const { status, role, house } = client.view.get();
    const key = keys.get();
    if (status !== "live" || !house || !key) return;
    // Who came by a host's link has the key of a host; inside another page nothing is kept.
    if (role === "host" && self === top) keys.keep(key);
    if (house.guests !== null || visited === key) return;
    visited = key;
    const headers = { authorization: `Bearer ${key}` };
    // Without the cookie only pictures are missing.
    fetch(`/api/rooms/${room}/visit`, { method: "POST", headers }).catch(console.error);
  };
  look();
  return client.view.subscribe(look);
}
