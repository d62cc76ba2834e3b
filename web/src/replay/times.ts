/** Moments of a recording, written and read. Times are milliseconds since its first entry. */

const SECOND = 1_000;

/** Whole hours, minutes and seconds of a time. */
export function partsOf(ms: number): { hours: number; minutes: number; seconds: number } {
  const whole = Math.max(0, Math.floor(ms / SECOND));
  return {
    hours: Math.floor(whole / 3_600),
    minutes: Math.floor(whole / 60) % 60,
    seconds: whole % 60,
  };
}

/** `02:14`, or `1:02:14` from an hour on. */
export function clockText(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms);
  const two = (value: number): string => String(value).padStart(2, "0");
  const short = `${two(minutes)}:${two(seconds)}`;
  return hours > 0 ? `${hours}:${short}` : short;
}

/** The moment that `?t=` asks for, in seconds; null when it asks for none. */
export function momentOf(search: string): number | null {
  const text = new URLSearchParams(search).get("t");
  if (text === null || !/^\d{1,9}(\.\d{1,3})?$/.test(text)) return null;
  return Math.round(Number(text) * SECOND);
}

/** A link to this place of a page, at a moment. */
export function linkTo(origin: string, pathname: string, ms: number): string {
  return `${origin}${pathname}?t=${Math.floor(Math.max(0, ms) / SECOND)}`;
}
