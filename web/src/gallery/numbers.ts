/** Numbers and dates as people of a language write them. */

/** How the page's language is written where the person lives. */
function locale(): string {
  const { lang } = document.documentElement;
  return navigator.languages.find((one) => one.split("-")[0] === lang) ?? lang;
}

/** A day. */
export function dayOf(time: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(time);
}

/** How long something is: in seconds below a minute, in hours from two on. */
export function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const [value, unit] =
    seconds < 60
      ? [seconds, "second"]
      : seconds < 7_200
        ? [Math.round(seconds / 60), "minute"]
        : [Math.round(seconds / 360) / 10, "hour"];
  const style = { style: "unit", unit, unitDisplay: "short" } as const;
  return new Intl.NumberFormat(locale(), style).format(value);
}
