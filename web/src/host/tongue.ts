/** The words of hosts in other languages: who draws in a room without rules does not load them. */

import { speakAlso, type Tables } from "../i18n";

/** The languages but English. */
export const TONGUES: Record<string, () => Promise<{ tables: Tables }>> = {
  es: () => import("../languages/esHost"),
  fr: () => import("../languages/frHost"),
  de: () => import("../languages/deHost"),
  tr: () => import("../languages/trHost"),
  ar: () => import("../languages/arHost"),
};

let spoken: Promise<void> | null = null;

/** Speaks of hosts in the language of the page, before anything of them is said. */
export function speakHere(): Promise<void> {
  spoken ??= load();
  return spoken;
}

async function load(): Promise<void> {
  const tongue = TONGUES[document.documentElement.lang];
  if (tongue) speakAlso((await tongue()).tables);
}
