/** The pages of a class: where one is made, its teacher's console, and what a projector shows. */

import type { ComponentChild } from "preact";
import { speakAlso, type Tables } from "../i18n";

/** The words of these pages in other languages; who only draws does not load them. */
export const TONGUES: Record<string, () => Promise<{ tables: Tables }>> = {
  es: () => import("../languages/esClass"),
  fr: () => import("../languages/frClass"),
  de: () => import("../languages/deClass"),
  tr: () => import("../languages/trClass"),
  ar: () => import("../languages/arClass"),
};

/** The page of a path that begins with `/c`. */
export async function pageOf(path: string): Promise<ComponentChild> {
  const tongue = TONGUES[document.documentElement.lang];
  if (tongue) speakAlso((await tongue()).tables);
  const [whole, id, show] = /^\/c(?:\/([\w-]{1,64})(\/show)?)?\/?$/.exec(path) ?? [];
  if (whole === undefined) {
    const page = await import("../pages/Nowhere");
    return <page.Nowhere />;
  }
  if (id === undefined) {
    const page = await import("./create/Create");
    return <page.Create />;
  }
  if (show) {
    const page = await import("./show/Show");
    return <page.Show id={id} />;
  }
  const page = await import("./console/Console");
  return <page.Console id={id} />;
}
