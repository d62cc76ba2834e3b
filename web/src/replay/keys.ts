/** Which keys do what on the replay page. */

import type { KeyStroke } from "../shortcuts";

/** What a key asks for. */
export type Command =
  | { kind: "toggle" | "full" }
  | { kind: "move"; ms: number }
  | { kind: "step"; isOn: boolean }
  | { kind: "speed"; by: 1 | -1 }
  | { kind: "part"; part: number };

/** How far arrows and letters go, in ms. */
const [ARROW_MS, LETTER_MS] = [5_000, 10_000];

const KEYS: Record<string, Command> = {
  " ": { kind: "toggle" },
  arrowleft: { kind: "move", ms: -ARROW_MS },
  arrowright: { kind: "move", ms: ARROW_MS },
  home: { kind: "part", part: 0 },
  end: { kind: "part", part: 1 },
};

/** These can be switched off, as letters can be spoken by mistake (WCAG 2.1.4). */
const LETTERS: Record<string, Command> = {
  k: { kind: "toggle" },
  j: { kind: "move", ms: -LETTER_MS },
  l: { kind: "move", ms: LETTER_MS },
  ",": { kind: "step", isOn: false },
  ".": { kind: "step", isOn: true },
  "<": { kind: "speed", by: -1 },
  ">": { kind: "speed", by: 1 },
  f: { kind: "full" },
};

/** The command of a key, or null when it has none. */
export function commandOf(event: KeyStroke, letters = true): Command | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const key = event.key.toLowerCase();
  const always = KEYS[key];
  if (always || !letters) return always ?? null;
  if (/^\d$/.test(key) && !event.shiftKey) return { kind: "part", part: Number(key) / 10 };
  return LETTERS[key] ?? null;
}
