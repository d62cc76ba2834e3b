import { expect, it } from "vitest";
import { clockText, linkTo, momentOf } from "./times";

it("writes minutes and seconds, and hours where there are any", () => {
  expect([0, 999, 134_500, 3_599_999, 3_734_000].map(clockText)).toEqual([
    "00:00",
    "00:00",
    "02:14",
    "59:59",
    "1:02:14",
  ]);
});

it("reads the moment of a link, and nothing from what is none", () => {
  expect(momentOf("?t=134")).toBe(134_000);
  expect(momentOf("?a=1&t=0.5")).toBe(500);
  for (const search of ["", "?t=", "?t=-1", "?t=1e9", "?t=NaN", "?t=12345678901"]) {
    expect(momentOf(search), search).toBe(null);
  }
});

it("writes a link that leads to the same second", () => {
  const link = linkTo("http://a", "/replay/b", 134_900);
  expect(link).toBe("http://a/replay/b?t=134");
  expect(momentOf(new URL(link).search)).toBe(134_000);
});
