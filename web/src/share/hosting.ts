/** Who draws first in a room is its host: the page asks for the key of it, and says nothing. */

import type { Drawing } from "../drawing";
import type { RoomClient } from "../room";

/** Claims the room if this author was the first in it, and says so. */
async function become(client: RoomClient, room: string, author: string | null): Promise<void> {
  const { claimIfFirst } = await import("../gallery/host");
  const key = await claimIfFirst(room, author);
  if (key) client.hold(key);
}

/** Asks once the room is drawn in, if it was blank when this page came; until the answer is called. */
export function keepHostKey({ client, desk, room, watch }: Drawing): () => void {
  const look = (): void => {
    const { seq, since, author } = client.view.get();
    if (seq === 0) return;
    stop();
    if (watch || since !== 0 || !desk.held.get().drew) return;
    void become(client, room, author).catch(console.error);
  };
  const stop = client.view.subscribe(look);
  look();
  return stop;
}
