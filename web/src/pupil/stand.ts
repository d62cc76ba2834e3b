/** Where a pupil stands in a class, found in what the class says; pure. */

import type { ClassSeen } from "../class/live";
import type { ClassState, Spotlight } from "../class/protocol";
import { drawingOf } from "./path";

/** Ways in which it is over for a page. */
export type Out = "closed" | "ended" | "removed" | "full" | "badKey" | "unknown" | "elsewhere";

/** Before drawing. */
export type AtDoor =
  | { kind: "coming" }
  | { kind: "waiting"; isIn: boolean; name: string }
  | { kind: "going"; path: string }
  | { kind: "out"; why: Out };

/** What lies over the own drawing; null is nothing. */
export type OverDrawing =
  | { kind: "waiting" | "paused" | "ended" }
  | { kind: "spotlight"; spotlight: Spotlight }
  | { kind: "moved"; path: string }
  | { kind: "out"; why: Out }
  | null;

/** What a page before drawing shows. */
export function atDoor(seen: ClassSeen): AtDoor {
  const why = outOf(seen);
  if (why) return { kind: "out", why };
  const { state } = seen;
  if (!state) return { kind: "coming" };
  const { room, key, name = "", state: standing } = state.you;
  if (room && key) return { kind: "going", path: drawingOf(room, state.class, key) };
  if (state.phase === "ended") return { kind: "out", why: "ended" };
  return { kind: "waiting", isIn: standing === "in", name };
}

/** What lies over a drawing in `room`. */
export function overDrawing(seen: ClassSeen, room: string): OverDrawing {
  const why = outOf(seen);
  if (why) return { kind: "out", why };
  const { state } = seen;
  // A page of the teacher has nothing over it.
  if (state?.you.is !== "pupil") return null;
  if (state.phase === "ended") return { kind: "ended" };
  const { you, spotlight } = state;
  if (you.room && you.key && you.room !== room) {
    return { kind: "moved", path: drawingOf(you.room, state.class, you.key) };
  }
  if (you.state === "waiting" || state.phase === "waiting") return { kind: "waiting" };
  if (spotlight && spotlight.room !== room) return { kind: "spotlight", spotlight };
  return state.phase === "paused" ? { kind: "paused" } : null;
}

/** Whether everybody is shown the very drawing in `room`; where all draw in one, that is nothing new. */
export function isShown(state: ClassState | null, room: string): boolean {
  return state?.spotlight?.room === room && state.mode !== "one" && state.phase !== "ended";
}

/** How the others in a room see a pupil; `hidden` makes a name of a number. */
export function nameFor(state: ClassState, hidden: (number: number) => string): string | null {
  const { is, name, pupil } = state.you;
  if (is !== "pupil" || !name) return null;
  return state.names || pupil === undefined ? name : hidden(pupil);
}

function outOf({ gone, state }: ClassSeen): Out | null {
  if (gone === "replaced") return "elsewhere";
  return gone ?? (state?.you.state === "removed" ? "removed" : null);
}
