/** Slow mode: the page does not begin what the room would refuse. */

import type { Drawing } from "../drawing";
import type { Tell } from "../tell";
import { t } from "./houseWords";

/** How much later than this page's clock the room's may be, in ms. */
const MARGIN_MS = 200;

/** Holds back what comes too soon, and tells how long to wait, until the answer is called. */
export function slowDown({ client }: Pick<Drawing, "client">, tell: Tell): () => void {
  let last = -Infinity;
  client.isTime = () => {
    const { role, house } = client.view.get();
    const slow = house?.rules.slow ?? 0;
    if (slow === 0 || role === "host") return true;
    const now = Date.now();
    const wait = last + slow * 1_000 - now;
    if (wait + MARGIN_MS > 0) {
      tell({ kind: "wait", text: t("wait", { count: Math.max(1, Math.ceil(wait / 1_000)) }) });
      return false;
    }
    last = now;
    return true;
  };
  return () => {
    client.isTime = () => true;
  };
}
