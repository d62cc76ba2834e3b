/** Who this page says it is: a name and a colour, kept on this device. */

import type { Person } from "../protocol";
import { ofDevice, read, write } from "../storage";
import { AUTHOR_COLORS } from "./colors";
import { t } from "./words";

const KEY = "easel.me";

/** What others see of this page. */
export interface Myself {
  name: string;
  /** `#rrggbb`, an author colour. */
  color: string;
  /** The name was invented, not typed. */
  invented: boolean;
}

/** Who this device was before, or somebody new. */
export function myself(random: () => number = Math.random): Myself {
  const kept = parse(read(ofDevice, KEY));
  if (kept) return kept;
  const fresh = invent([], random);
  keep(fresh);
  return fresh;
}

/** Keeps it for the next visit. */
export function keep({ name, color, invented }: Myself): void {
  write(ofDevice, KEY, JSON.stringify({ name, color, invented }));
}

/** A name and a colour that the fewest in the room have. */
export function invent(others: readonly Person[], random: () => number = Math.random): Myself {
  const uses = (color: string): number => others.filter((one) => one.color === color).length;
  const least = Math.min(...AUTHOR_COLORS.map(({ color }) => uses(color)));
  const { name: word, color } = pick(
    AUTHOR_COLORS.filter((one) => uses(one.color) === least),
    random,
  );
  const names = t("name.animals")
    .split(" ")
    .map((animal) => t("name.automatic", { color: t(`color.${word}`), animal }));
  const free = names.filter((name) => others.every((one) => one.name !== name));
  return { name: pick(free.length > 0 ? free : names, random), color, invented: true };
}

/** Up to two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean).slice(0, 2);
  return words.map((word) => [...word][0]?.toLocaleUpperCase() ?? "").join("");
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] ?? list[0]!;
}

function parse(text: string | null): Myself | null {
  try {
    const { name, color, invented } = JSON.parse(text ?? "null") ?? {};
    const isColor = AUTHOR_COLORS.some((one) => one.color === color);
    return typeof name === "string" && name !== "" && isColor
      ? { name, color, invented: invented === true }
      : null;
  } catch {
    return null;
  }
}
