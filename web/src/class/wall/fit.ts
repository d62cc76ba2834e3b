/** How many columns the wall has, where nobody has said it: so few that all of it is seen at once. */

/** Fewest and most columns. */
export const [COLUMNS_MIN, COLUMNS_MAX] = [2, 8];

/** Narrowest a picture may be, in CSS pixels. */
const WIDTH_PX_MIN = 140;

/** Space between two places, and what stands below a picture, in CSS pixels. */
const GAP_PX = 12;
const WORDS_PX = 54;

/** The columns in which as many places are seen as large as they can be in this room. */
export function columnsFor(count: number, width: number, height: number): number {
  let most = COLUMNS_MIN;
  for (let columns = COLUMNS_MIN; columns <= COLUMNS_MAX; columns += 1) {
    const one = (width - GAP_PX * (columns - 1)) / columns;
    if (one < WIDTH_PX_MIN) break;
    most = columns;
    const rows = Math.ceil(count / columns);
    if (rows * ((one * 9) / 16 + WORDS_PX + GAP_PX) <= height) break;
  }
  return Math.max(most, COLUMNS_MIN);
}
