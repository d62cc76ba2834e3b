/** How long ago something was drawn, in few words. */

import { t } from "./words";

/** Whoever drew within this time draws now, in ms. */
const NOW_MS = 10_000;

/** In words; null is never. */
export function agoOf(last: number | null, now: number): string {
  if (last === null) return t("never");
  const ms = Math.max(0, now - last);
  if (ms < NOW_MS) return t("now");
  const seconds = Math.round(ms / 1_000);
  const [value, unit] =
    seconds < 60
      ? ([seconds, "second"] as const)
      : seconds < 3_600
        ? ([Math.round(seconds / 60), "minute"] as const)
        : seconds < 86_400
          ? ([Math.round(seconds / 3_600), "hour"] as const)
          : ([Math.round(seconds / 86_400), "day"] as const);
  const style = { style: "short", numeric: "always" } as const;
  return new Intl.RelativeTimeFormat(document.documentElement.lang, style).format(-value, unit);
}
