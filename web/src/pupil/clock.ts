/** The timer of a class, as a pupil sees and hears it; pure. */

/** After this it is no longer said that the time is up, in ms. */
export const OVER_MS = 60_000;

/** Moments at which it is said how long is left, in whole seconds. */
const SAID_AT = [60, 10, 0] as const;

/** Seconds left, from one that has just begun down to 0; null when there is no timer, or it is long over. */
export function secondsLeft(endsAt: number | null, now: number): number | null {
  if (endsAt === null || now - endsAt >= OVER_MS) return null;
  return Math.max(0, Math.ceil((endsAt - now) / 1_000));
}

/** How a clock shows it: `4:05`, `1:04:05`. */
export function clockOf(seconds: number): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The moment to speak of that was passed between two looks, if there is one; the latest, when several were. */
export function saidBetween(before: number, now: number): (typeof SAID_AT)[number] | null {
  return SAID_AT.filter((moment) => moment < before && moment >= now).at(-1) ?? null;
}
