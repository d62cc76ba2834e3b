/** In Arabic the page runs from right to left: its styles name start and end, not left and right. */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

const CANVAS = "places of the canvas are counted from its left, in every language";
const CHOSEN = "the person has chosen this side in the settings";

/** What may name a side: file, the end of the selector, and why. */
const EXCEPTIONS: [file: string, selector: string, why: string][] = [
  ["styles/draw.css", ".paper", CANVAS],
  ["styles/draw.css", ".crosshair", CANVAS],
  ["tools/tools.css", ".ring", CANVAS],
  ["tools/tools.css", ".ring::before", CANVAS],
  ["tools/tools.css", ".straighten", CANVAS],
  ["share/edges.css", ':not([data-side="bottom"]) .bottom', CHOSEN],
  ["share/edges.css", '[data-side="right"] .bottom', CHOSEN],
  ["share/edges.css", '[data-side="left"] .sheet', CHOSEN],
  ["share/edges.css", '[data-side="right"] .sheet', CHOSEN],
  ["share/edges.css", "50%", "a shake goes to both sides"],
  ["styles/tokens.css", ":root", "says which side is the start"],
  ["styles/tokens.css", '[dir="rtl"]', "says which side is the start"],
];

interface Declaration {
  selector: string;
  name: string;
  value: string;
}

/** The declarations of a style sheet, each with the selector right around it. */
function* declarationsOf(css: string): Generator<Declaration> {
  const selectors: string[] = [];
  let text = "";
  for (const sign of css.replace(/\/\*[\s\S]*?\*\//g, "")) {
    if (sign === "{") selectors.push(text.replace(/\s+/g, " ").trim());
    else if (sign === ";" || sign === "}") {
      const [, name = "", value = ""] = /^\s*([\w-]+)\s*:\s*([\s\S]*)$/.exec(text) ?? [];
      if (name) yield { selector: selectors.at(-1) ?? "", name, value: value.trim() };
    }
    if (sign === "}") selectors.pop();
    if ("{};".includes(sign)) text = "";
    else text += sign;
  }
}

/** The parts of a value, at the spaces outside of brackets. */
function partsOf(value: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const sign of value) {
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (sign === " " && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts.filter(Boolean);
}

/** Of these the second value is the right and the fourth the left. */
const FOUR_SIDES = /^(inset|margin|padding|border-(width|style|color)|scroll-(margin|padding))$/;

const KEYWORDS = /^(text-align|float|clear|justify-\w+|caption-side|transform-origin)$/;

/** Whether it means another thing where lines run from right to left. */
function namesSide({ name, value }: Declaration): boolean {
  const parts = partsOf(value);
  if (/(^|-)(left|right)(-|$)/.test(name) || /safe-area-inset-(left|right)/.test(value))
    return true;
  if (KEYWORDS.test(name) && /\b(left|right)\b/.test(value)) return true;
  if (FOUR_SIDES.test(name)) return parts.length === 4 && parts[1] !== parts[3];
  if (name === "border-radius") return parts.length > 1;
  if (name === "translate") return !/^(0|none|var\(.*)$/.test(parts[0] ?? "");
  if (name === "transform") return /translate(X|3d)?\((?!0[,)])/.test(value);
  return name === "background-position" && /\b(left|right)\b/.test(value);
}

function sheets(): string[] {
  const all = readdirSync(ROOT, { recursive: true, encoding: "utf8" });
  return all.filter((name) => name.endsWith(".css")).map((name) => join(ROOT, name));
}

test("no style names left or right, but for a reason", () => {
  const used = new Set<(typeof EXCEPTIONS)[number]>();
  const found = sheets().flatMap((path) => {
    const file = relative(ROOT, path);
    return [...declarationsOf(readFileSync(path, "utf8"))].filter(namesSide).flatMap((one) => {
      const reason = EXCEPTIONS.find(
        ([where, selector]) => where === file && one.selector.endsWith(selector),
      );
      if (reason) used.add(reason);
      return reason ? [] : [`${file}: ${one.selector} { ${one.name}: ${one.value} }`];
    });
  });
  expect(found).toEqual([]);
  expect(EXCEPTIONS.filter((one) => !used.has(one))).toEqual([]);
});

test("finds what names a side", () => {
  const css = "a { inset: 0 1px 0 0; /* left: 0 */ } @media x { b { margin-left: 1px } }";
  const wrong = [...declarationsOf(`${css} c { inset: 0 1px; translate: 0 4px }`)];
  expect(wrong.filter(namesSide).map(({ selector }) => selector)).toEqual(["a", "b"]);
  const more = "text-align: left; translate: -50% 0; border-top-left-radius: 1px; float: right";
  expect([...declarationsOf(`d { ${more} }`)].every(namesSide)).toBe(true);
});
