/** A device that does not keep up gives up what is not truth: pointers of others, and ink drawn ahead. */

import type { Drawing } from "../drawing";

/** Frames are looked at for this long, in ms, and so many they are at least. */
const SPAN_MS = 5_000;
const FRAMES_MIN = 60;

/** Work of a frame above which little time is left for what else the page does, in ms. */
const WORK_MS_MAX = 12;

/** Watches the frames of a page until it is strained. */
export function watchStrain(drawing: Drawing, ease = hidePointers): void {
  const { desk } = drawing;
  let took: number[] = [];
  let since = performance.now();
  desk.onFrame = (ms) => {
    took.push(ms);
    const now = performance.now();
    if (now - since < SPAN_MS) return;
    if (isTooMuch(took)) {
      desk.onFrame = null;
      desk.isStrained = true;
      ease(drawing);
    }
    took = [];
    since = now;
  };
}

/** Whether more than one of twenty frames is too long. */
export function isTooMuch(took: readonly number[]): boolean {
  const long = took.filter((ms) => ms > WORK_MS_MAX).length;
  return took.length >= FRAMES_MIN && long > took.length / 20;
}

/** Takes the pointers of others away, until the page is loaded again or somebody asks for them. */
function hidePointers(drawing: Drawing): void {
  import("../people/open").then(({ companyOf }) => {
    companyOf(drawing).own.set({ cursors: "none" });
  }, console.error);
}
