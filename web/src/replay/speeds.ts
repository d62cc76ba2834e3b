/** How fast a recording can be played, slowest first. */
export const SPEEDS: readonly number[] = [0.5, 1, 2, 4, 8, 16];
