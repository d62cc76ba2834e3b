/** What the room did not take because of what hosts say: told with how much it was. */

import type { Drawing } from "../drawing";
import type { Tell } from "../tell";
import { t } from "./houseWords";

/** Refusals of things that are told with their number. */
const COUNTED = ["locked", "forbidden", "slow"] as const;

/** What comes later than this after the last is counted anew, in ms. */
const PAUSE_MS = 3_000;

/** Tells of it until the answer is called. */
export function tellLost({ client: { view } }: Pick<Drawing, "client">, tell: Tell): () => void {
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    const { notice, lost, house } = view.get();
    if (notice === "quiet" || notice === "host") {
      view.set({ notice: null });
      tell({ kind: "house", text: t(notice) });
    }
    const code = COUNTED.find((one) => one === notice);
    if (!code) return;
    view.set({ notice: null, lost: 0 });
    count += lost;
    if (count === 0) {
      tell({ kind: "house", text: code === "slow" ? slow(house?.rules.slow) : t(code) });
      return;
    }
    tell({ kind: "lost", text: t(`lost.${code}`, { count }), state: "failed" });
    clearTimeout(timer);
    timer = setTimeout(() => {
      count = 0;
    }, PAUSE_MS);
  };
  look();
  const stop = view.subscribe(look);
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function slow(count = 0): string {
  return t("slow", { count });
}
