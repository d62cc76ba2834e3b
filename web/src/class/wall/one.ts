/** A pupil as a place of the wall of their own. */

import type { Pupil } from "../protocol";
import type { Seat } from "./seats";

/** The facts of one pupil, where the picture is somebody else's too. */
export function byPupil(one: Pupil): Seat {
  return {
    id: `student-${one.pupil}`,
    room: one.room,
    title: one.name,
    pupils: [one],
    isOwn: false,
    hand: one.hand,
    isHere: one.here,
    isIdle: one.idle,
    joined: one.joined,
    last: one.last,
    locked: false,
  };
}
