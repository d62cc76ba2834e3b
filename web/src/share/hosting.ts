/** Who draws first in a room is its host: the page asks for the key of it, and says nothing. */

import type { Drawing } from "../drawing";

/** Asks once the room is drawn in, if it was blank when this page came; until the answer is called. */
export function keepHostKey({ client, desk, room, watch }: Drawing): () => void {
  const look = (): void => {
    const { seq, since, author } = client.view.get();
    if (seq === 0) return;
    stop();
    if (watch || since !== 0 || !desk.held.get().drew) return;
    import("../gallery/host").then(({ claimIfFirst }) => claimIfFirst(room, author), console.error);
  };
  const stop = client.view.subscribe(look);
  look();
  return stop;
}
