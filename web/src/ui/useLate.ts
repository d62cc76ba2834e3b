import { useEffect, useState } from "preact/hooks";
import { DRAWABLE } from "../desk";
import type { Drawing } from "../drawing";
import { useStore } from "./useStore";

/** What is not needed for the first ink is loaded this long after it was possible at the latest, in ms. */
const QUIET_MS = 4_000;

/** What that script exports. */
export type LateScript = typeof import("../share");

const { pathname } = new URL(import.meta.url);

/** Whether the server serves another script now than the one that runs; while it is developed there is none. */
export function isOld(page: string): boolean {
  return page !== "" && pathname.startsWith("/assets/") && !pathname.endsWith(`/${page}`);
}

/** The script of everything but drawing: there when it is needed, or when the page has had its quiet start. */
export function useLate(drawing: Drawing): LateScript | null {
  const { client, over, watch } = drawing;
  const [late, setLate] = useState<LateScript | null>(null);
  const part = useStore(over, (shown) => shown.part);
  const isSaid = useStore(
    client.view,
    ({ status, notice, house, page }) =>
      (notice ?? house) !== null || !DRAWABLE.includes(status) || isOld(page),
  );
  const [isQuiet, setIsQuiet] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsQuiet(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  const { side, mode } = document.documentElement.dataset;
  const isNeeded = isSaid || isQuiet || watch || mode !== "" || side !== "bottom";
  useEffect(() => {
    if (late || !(part || isNeeded)) return;
    import("../share").then(setLate, (error) => {
      console.error(error);
      over.set({ part: null, failed: part !== null || isSaid });
    });
  }, [late, part, isNeeded, isSaid, over]);
  return late;
}
