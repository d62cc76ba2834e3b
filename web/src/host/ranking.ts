/** What a host makes of somebody who is no host. */

import type { Drawing } from "../drawing";
import type { Person, Rank } from "../protocol";
import { tellIn } from "../tell";
import { t } from "./words";

/** Whom it is about. */
export type Whom = Pick<Person, "author" | "name">;

/** What a host makes of somebody. */
export function rank(drawing: Drawing, { author }: Whom, to: Rank | null): void {
  drawing.client.ask({ n: null, kind: "rank", of: author, rank: to });
}

/** Names of people who were removed from here: the room knows only those who drew. */
const names = new Map<string, string>();

/** Keeps somebody out, until they are let in again. */
export function keepOut(drawing: Drawing, whom: Whom): void {
  names.set(whom.author, whom.name);
  rank(drawing, whom, "out");
}

/** How somebody was called who is out; null when nobody knows. */
export function nameOut(author: string): string | null {
  return names.get(author) ?? null;
}

/** Lets somebody draw, or only watch. */
export function letDo(drawing: Drawing, whom: Whom, to: "painter" | "viewer"): void {
  rank(drawing, whom, to);
  const done = to === "painter" ? "draw.done" : "watch.done";
  tellIn(drawing)({ text: t(done, { name: whom.name }) });
}

/** Lets somebody in again who was removed. */
export function letIn(drawing: Drawing, whom: Whom): void {
  rank(drawing, whom, null);
  tellIn(drawing)({ text: t("again.done", { name: whom.name }) });
}
