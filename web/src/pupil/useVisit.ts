/** Coming into a class, and what a page before drawing hears of it. */

import { useEffect, useState } from "preact/hooks";
import { forgetPupil } from "../class/kept";
import { type ClassSeen, LiveClass } from "../class/live";
import type { Enter } from "../class/protocol";
import { useWhole } from "../ui/useWhole";
import { remember } from "./kept";

/** A visit to a class. */
export interface Visit {
  live: LiveClass;
  seen: ClassSeen;
  /** Why the class did not let this page in; null when it did, or has not said. */
  refused: string | null;
}

/** Comes in `way`, and as the same again after each cut. */
export function useVisit(id: string, way: Enter): Visit {
  const [refused, setRefused] = useState<string | null>(null);
  const [live] = useState(() => {
    const made: LiveClass = new LiveClass(id, () => knownAs(made) ?? way, {
      refusal: (code) => {
        // Later ones are of a name that was changed: the class says which one holds.
        if (made.seen.get().state) return;
        setRefused(code);
        made.stop();
      },
    });
    return made;
  });
  useEffect(() => {
    const stop = live.seen.subscribe(() => {
      const { state, gone } = live.seen.get();
      if (state) remember(state);
      if (gone === "badKey") forgetPupil(id);
    });
    live.start();
    return () => {
      stop();
      live.stop();
    };
  }, [live, id]);
  return { live, seen: useWhole(live.seen), refused };
}

/** By the key that was given meanwhile, a page is the same pupil and not one more of that name. */
function knownAs({ seen }: LiveClass): Enter | null {
  const key = seen.get().state?.you.key;
  return key ? { key } : null;
}
