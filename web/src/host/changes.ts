/** What hosts change while somebody is here, in a sentence. */

import type { Drawing } from "../drawing";
import type { Role } from "../protocol";
import type { RoomView } from "../roomView";
import type { Tell } from "../tell";
import { t } from "./houseWords";

/** After a welcome the room says what holds: what is not said this soon does not hold, in ms. */
const SETTLE_MS = 150;

/** What is told when it changes. */
export interface Stand {
  role: Role;
  locked: boolean;
  quiet: boolean;
  slow: number;
}

/** What a newcomer expects. */
export const USUAL: Stand = { role: "painter", locked: false, quiet: false, slow: 0 };

/** How things stand. */
export function standOf({ role, house }: Pick<RoomView, "role" | "house">): Stand {
  const { locked = false, quiet = false, slow = 0 } = house?.rules ?? {};
  return { role, locked, quiet, slow };
}

/** What to say of a change, or nothing; what binds others is no news to a host. */
export function newsOf(now: Stand, before: Stand): string[] {
  const news: string[] = [];
  if (before.role === "host" && now.role !== "host") news.push(t("notHost"));
  if (now.role === "host") return news;
  if (now.role === "viewer" && before.role !== "viewer") news.push(t("forbidden"));
  if (now.role === "painter") {
    if (now.locked && (!before.locked || before.role === "viewer")) news.push(t("locked"));
    else if (!now.locked && before.role === "viewer") news.push(t("painter"));
    else if (!now.locked && before.locked) news.push(t("unlocked"));
  }
  if (now.quiet !== before.quiet) news.push(t(now.quiet ? "quiet" : "loud"));
  if (now.slow !== before.slow) news.push(now.slow ? t("slow", { count: now.slow }) : t("fast"));
  return news;
}

/** Tells what changes until the answer is called. */
export function hearChanges({ client, watch }: Drawing, tell: Tell): () => void {
  let before: Stand = watch ? { ...USUAL, role: "viewer" } : USUAL;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    timer = undefined;
    if (client.view.get().status !== "live") return;
    const now = standOf(client.view.get());
    const news = newsOf(now, before);
    before = now;
    if (news.length > 0) tell({ kind: "house", text: news.join(" ") });
  };
  const later = (): void => {
    timer ??= setTimeout(look, SETTLE_MS);
  };
  later();
  const stop = client.view.subscribe(later);
  return () => {
    stop();
    clearTimeout(timer);
  };
}
