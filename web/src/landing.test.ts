import { expect, test } from "vitest";
import { codeTyped } from "./landing";

test.each([
  ["abcdef", "ABCDEF"],
  [" ABC-DEF ", "ABCDEF"],
  ["abc def", "ABCDEF"],
  ["abcdeo", null],
  ["abcde", null],
  ["quiet-otter-42", null],
])("%o is the code %o", (typed, code) => {
  expect(codeTyped(typed)).toBe(code);
});
