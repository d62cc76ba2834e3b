/** What a recording tells of a room, and waiting until it tells what was just done. */

import { ask } from "./ask";

/** Times a recording is looked at for what was done, and the wait between, in ms. */
const [LOOKS, LOOK_MS] = [20, 250];

/** Something that stands out. */
export interface Mark {
  seq: number;
  kind: string;
  author: string | null;
}

/** Somebody who drew, and what they say of themselves. */
export interface Author {
  author: string;
  name: string | null;
  color: string | null;
  strokes: number;
}

/** A room's recording at a glance (rule H11). */
export interface Timeline {
  seq: number;
  authors: Author[];
  marks: Mark[];
}

/** Asks for it. */
export async function timelineOf(room: string): Promise<Timeline> {
  const answer = await ask(`/api/rooms/${room}/timeline`);
  return answer.json() as Promise<Timeline>;
}

/** Does something that leaves a mark; done when the recording has it. */
export async function mark(
  room: string,
  deed: () => Promise<unknown>,
  isIt: (mark: Mark) => boolean,
): Promise<void> {
  const { seq } = await timelineOf(room);
  await deed();
  for (let left = LOOKS; left > 0; left -= 1) {
    // It is done, whether it can be looked at or not.
    const now = await timelineOf(room).catch(() => null);
    if (now?.marks.some((one) => one.seq > seq && isIt(one))) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
