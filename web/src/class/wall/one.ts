/** One pupil on the wall: how they are called, and as a place of their own. */

import type { Pupil } from "../protocol";
import type { Seat } from "./seats";
import { t } from "./words";

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

/** How a pupil is called on the wall: the class may look at it too. */
export function nameOf({ pupil, name }: Pupil, isNamed: boolean): string {
  return isNamed ? name : t("pupil", { number: pupil });
}
