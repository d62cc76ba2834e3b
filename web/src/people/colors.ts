/** The colours people are seen in: white letters are readable on each of them. */

/** Twelve colours with their names. */
export const AUTHOR_COLORS = [
  { name: "blue", color: "#1d5fd6" },
  { name: "red", color: "#c62828" },
  { name: "green", color: "#1a7436" },
  { name: "purple", color: "#7b3fd0" },
  { name: "orange", color: "#b34700" },
  { name: "teal", color: "#00736f" },
  { name: "magenta", color: "#b0177f" },
  { name: "brown", color: "#7a4a21" },
  { name: "indigo", color: "#3d46b8" },
  { name: "olive", color: "#656a00" },
  { name: "slate", color: "#4d5b6e" },
  { name: "crimson", color: "#a3124a" },
] as const;

/** The name of an author colour. */
export type ColorName = (typeof AUTHOR_COLORS)[number]["name"];

/** The name of a colour; the first where it is none of ours. */
export function nameOf(color: string): ColorName {
  return (AUTHOR_COLORS.find((one) => one.color === color) ?? AUTHOR_COLORS[0]).name;
}
