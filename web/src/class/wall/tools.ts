/** What the places of a wall share. */

import type { ClassDesk } from "../console/desk";
import type { Pupil } from "../protocol";
import { Absence } from "./absence";
import { Pictures } from "./pictures";
import { Watching } from "./watching";
import { t } from "./words";

/** One of each for a wall. */
export interface WallTools {
  desk: ClassDesk;
  pictures: Pictures;
  watching: Watching;
  absence: Absence;
}

/** The tools of a wall that begins. */
export function toolsOf(desk: ClassDesk): WallTools {
  const tell = (rooms: string[]): boolean => desk.live.send({ type: "watch", rooms });
  return {
    desk,
    pictures: new Pictures(),
    watching: new Watching(tell),
    absence: new Absence(),
  };
}

/** How a pupil is called on the wall: the class may look at it too. */
export function nameOf({ pupil, name }: Pupil, isNamed: boolean): string {
  return isNamed ? name : t("pupil", { number: pupil });
}
