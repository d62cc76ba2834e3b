/** Days and times as people of a language write them. */

/** A day with its time. */
export function timeOf(time: number): string {
  const { lang } = document.documentElement;
  const locale = navigator.languages.find((one) => one.split("-")[0] === lang) ?? lang;
  const style = { dateStyle: "medium", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(locale, style).format(time);
}
