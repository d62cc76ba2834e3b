/** What the places of a wall share. */

import type { ClassDesk } from "../console/desk";
import { Absence } from "./absence";
import { Pictures } from "./pictures";
import { Watching } from "./watching";

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
