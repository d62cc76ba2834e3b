/** What a pupil's device remembers of a class after each thing it said. */

import { keepPupil, keptPupil } from "../class/kept";
import type { ClassState } from "../class/protocol";

/** Keeps who this device is, so that it can come back as the same, and look at the drawing when all is over. */
export function remember(state: ClassState): void {
  const { is, key, name = "", pupil, room } = state.you;
  if (is !== "pupil" || !key || pupil === undefined) return;
  const before = keptPupil(state.class);
  // A room that is no longer told is still where the drawing is, if it was this pupil's.
  const last = before?.pupil === pupil ? before.room : "";
  const next = { class: state.class, pupil, key, name, room: room ?? last };
  if (
    before &&
    Object.entries(next).every(([field, value]) => Reflect.get(before, field) === value)
  )
    return;
  keepPupil(next);
}
