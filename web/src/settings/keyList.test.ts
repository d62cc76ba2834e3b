/** The list of keys beside what the page really does at each key. */

import { describe, expect, test } from "vitest";
import { type Command, commandOf, type KeyStroke } from "../shortcuts";
import { GROUPS } from "./keyList";

/** Keys that are named otherwise on a keyboard than in an event. */
const NAMES: Record<string, string> = { Del: "Delete", Esc: "Escape", "−": "-" };

/** A plus, with Shift and without, as keyboards have it. */
const PLUS = ["Ctrl+=", "Ctrl+Shift+=", "Ctrl+Shift++"];

/** Keys of which any could be a shortcut. */
const KEYS = [
  ...Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at)),
  ...["Delete", "Backspace", "Enter", "Escape", "Tab", " ", "Home", "End", "PageUp", "PageDown"],
  ...["Insert", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"],
  ...Array.from({ length: 12 }, (_, at) => `F${at + 1}`),
];

/** The stroke of a key as it stands in the list, such as `Ctrl+Shift+E`. */
function strokeOf(listed: string): KeyStroke {
  const [, held = "", last = ""] = /^(.*\+)?(.+)$/.exec(listed) ?? [];
  const parts = held.split("+");
  return {
    key: NAMES[last] ?? last,
    code: /^\d$/.test(last) ? `Digit${last}` : "",
    ctrlKey: parts.includes("Ctrl"),
    shiftKey: parts.includes("Shift"),
    altKey: parts.includes("Alt"),
    metaKey: false,
  };
}

/** `1–6` is six keys. */
function spread(listed: string): string[] {
  const [, before = "", first = "", last = ""] = /^(.*)(\d)–(\d)$/.exec(listed) ?? [];
  if (!first) return [listed];
  const many = Number(last) - Number(first) + 1;
  return Array.from({ length: many }, (_, at) => `${before}${Number(first) + at}`);
}

const listed = new Map(
  GROUPS.flatMap(({ rows }) => rows)
    .flatMap(([, ...keys]) => keys.flatMap(spread))
    .map((key): [string, Command | null] => [key, commandOf(strokeOf(key))]),
);

const words = (command: Command | null) => JSON.stringify(command);

describe("the list of keys", () => {
  test.each([
    "",
    "Shift+",
    "Ctrl+",
    "Ctrl+Shift+",
  ])("has each key that does something: %s", (held) => {
    const done = new Set([...listed.values()].map(words));
    const missing = KEYS.filter((key) => {
      const name = Object.entries(NAMES).find(([, own]) => own === key)?.[0] ?? key.toUpperCase();
      const command = commandOf(strokeOf(`${held}${key}`));
      if (!command || listed.has(`${held}${name}`) || PLUS.includes(`${held}${key}`)) return false;
      // Large letters are small ones with Shift, and nobody lists them twice.
      return held.startsWith("Ctrl") || held === "" || !done.has(words(command));
    });
    expect(missing).toEqual([]);
  });

  test("names each key once, and those it shares with the page do what they say", () => {
    for (const { rows } of GROUPS) {
      const keys = rows.flatMap(([, ...own]) => own);
      expect(new Set(keys).size).toBe(keys.length);
    }
    const kinds = (what: string) =>
      GROUPS.flatMap(({ rows }) => rows)
        .filter(([name]) => name === what)
        .flatMap(([, ...keys]) => keys.flatMap(spread))
        .map((key) => words(listed.get(key) ?? null));
    const wheel = words(null);
    expect(kinds("key.zoom")).toEqual([
      words(commandOf(strokeOf("Ctrl+="))),
      words(commandOf(strokeOf("Ctrl+-"))),
      wheel,
    ]);
    for (const tool of ["pencil", "highlighter", "eraser", "line", "arrow", "text", "hand"]) {
      const command = words({ kind: "tool", tool } as Command);
      expect(new Set(kinds(`key.${tool}`)), tool).toEqual(new Set([command]));
    }
    expect(kinds("key.colours")).toEqual(
      Array.from({ length: 12 }, (_, swatch) => words({ kind: "color", swatch })),
    );
  });
});
