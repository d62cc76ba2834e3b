/** What can wait until the page has nothing better to do. */

/** How long to wait where the browser does not tell that it is idle, in ms. */
const LATER_MS = 500;

/** Runs when the browser is idle; answers how to forget it. */
export function whenIdle(run: () => void): () => void {
  if (!("requestIdleCallback" in globalThis)) {
    const timer = setTimeout(run, LATER_MS);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(run);
  return () => cancelIdleCallback(request);
}
