import { describe, expect, test } from "vitest";
import { areaSeen, boxIn, cornerOf, reasonOf } from "./pictures";

const paper = { width: 1920, height: 1080 };

describe("where a picture lies", () => {
  test("what is seen is cut at the paper's edges", () => {
    const toCanvas = ({ x, y }: { x: number; y: number }) => ({ x: x * 2 - 100, y: y * 2 - 50 });
    const area = areaSeen(toCanvas, { width: 500, height: 2_000 }, paper);
    expect(area).toEqual({ x: 0, y: 0, width: 900, height: 1080 });
  });

  test("it takes at most 70 % of what is seen", () => {
    expect(boxIn({ x: 0, y: 0, width: 1000, height: 500 })).toEqual({ width: 700, height: 350 });
    expect(boxIn({ x: 0, y: 0, width: 1, height: 1 })).toEqual({ width: 1, height: 1 });
  });

  test("its middle is where it was wished, at whole pixels within the wire's bounds", () => {
    expect(cornerOf({ x: 100.4, y: 50 }, { width: 51, height: 20 })).toEqual({ x: 75, y: 40 });
    expect(cornerOf({ x: -1e9, y: 1e9 }, { width: 1, height: 1 })).toEqual({
      x: -32_767,
      y: 32_767,
    });
  });
});

test("each refusal of a picture has a sentence", () => {
  expect([413, 415, 422, 503].map(reasonOf)).toEqual([
    "picture.tooLarge",
    "picture.kind",
    "picture.damaged",
    "picture.failed",
  ]);
});
