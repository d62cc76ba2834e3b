import { expect, test } from "vitest";
import { StrokeMask, TILE } from "../raster";
import { spanOf } from "./geometry";
import { isShape, SHAPES, shapePoints } from "./shape";

const NONE = { shift: false, alt: false };
const [WIDTH, HEIGHT] = [1920, 1080];

/** The coverage of pixels by a finished stroke. */
function covered(points: number[]): (x: number, y: number) => number {
  const mask = new StrokeMask(WIDTH, HEIGHT);
  mask.extend(points);
  mask.end();
  const columns = Math.ceil(WIDTH / TILE);
  return (x, y) => {
    const tile = mask.tiles.get(Math.floor(y / TILE) * columns + Math.floor(x / TILE));
    return tile?.bytes[(y % TILE) * TILE + (x % TILE)] ?? 0;
  };
}

test("Shift makes steps of 15 degrees, squares and circles; Alt draws from the middle", () => {
  const start = { x: 100, y: 100 };
  const [, to] = spanOf("line", start, { x: 200, y: 104 }, { shift: true, alt: false });
  expect(to).toEqual({ x: 200, y: 100 });
  const [, corner] = spanOf("ellipse", start, { x: 40, y: 110 }, { shift: true, alt: false });
  expect(corner).toEqual({ x: 40, y: 160 });
  const [from] = spanOf("rectangle", start, { x: 130, y: 120 }, { shift: false, alt: true });
  expect(from).toEqual({ x: 70, y: 80 });
});

test("a slip of the hand is no shape", () => {
  for (const shape of SHAPES) {
    const at = { x: 50, y: 50 };
    expect(shapePoints(shape, at, { x: 51, y: 51 }, NONE, { size: 8, filled: true })).toEqual([]);
  }
  expect(isShape("pencil")).toBe(false);
});

test("a rectangle's corners are sharp", () => {
  const look = { size: 20, filled: false };
  const points = shapePoints("rectangle", { x: 100, y: 100 }, { x: 300, y: 200 }, NONE, look);
  const at = covered(points);
  for (const [x, y] of [
    [100, 100],
    [300, 100],
    [300, 200],
    [100, 200],
  ] as const) {
    expect(at(x, y)).toBe(255);
    expect(at(x + (x < 200 ? -6 : 5), y + (y < 150 ? -6 : 5))).toBe(255);
  }
  expect(at(200, 150)).toBe(0);
});

test("an arrow's head is one stroke with its shaft and ends at the tip", () => {
  const look = { size: 8, filled: false };
  const points = shapePoints("arrow", { x: 100, y: 100 }, { x: 400, y: 100 }, NONE, look);
  const at = covered(points);
  expect(points.filter((_, index) => index % 3 === 2 && points[index] === 0)).toHaveLength(1);
  expect(at(403, 100)).toBeGreaterThan(0);
  expect(at(406, 100)).toBe(0);
  expect(at(377, 86)).toBe(255);
  expect(at(377, 113)).toBe(255);
  expect(at(250, 106)).toBe(0);
});

test("an ellipse is round to a fifth of a pixel", () => {
  for (const [a, b] of [
    [10, 8],
    [150, 40],
    [700, 500],
  ] as const) {
    const [from, to] = [
      { x: 960 - a, y: 540 - b },
      { x: 960 + a, y: 540 + b },
    ];
    const at = covered(shapePoints("ellipse", from, to, NONE, { size: 4, filled: false }));
    for (let angle = 0; angle < 6.28; angle += 0.05) {
      const [x, y] = [960 + a * Math.cos(angle), 540 + b * Math.sin(angle)];
      expect(at(Math.floor(x), Math.floor(y)), `${a}×${b} at ${angle}`).toBe(255);
    }
  }
});

/** Where a shape of half axes a, b must be wholly covered, and where it must not be at all. */
const inside = {
  rectangle: (x: number, y: number, a: number, b: number) =>
    Math.max(Math.abs(x) - a, Math.abs(y) - b),
  ellipse: (x: number, y: number, a: number, b: number) => {
    const value = Math.hypot(x / a, y / b);
    const slope = Math.hypot(x / a ** 2, y / b ** 2) / (value || 1);
    return slope === 0 ? -Math.min(a, b) : (value - 1) / slope;
  },
};

const SIZES = [
  [3, 2],
  [9, 9],
  [30, 4],
  [5, 80],
  [64, 40],
  [211, 187],
  [700, 60],
  [90, 500],
  [900, 500],
];

for (const shape of ["rectangle", "ellipse"] as const) {
  test(`a filled ${shape} has no hole and does not run out of its outline`, () => {
    for (const [a = 0, b = 0] of SIZES) {
      for (const size of [1, 2, 5, 8, 40]) {
        const [from, to] = [
          { x: 960.3 - a, y: 540.6 - b },
          { x: 960.3 + a, y: 540.6 + b },
        ];
        const points = shapePoints(shape, from, to, NONE, { size, filled: true });
        expect(points.length / 3).toBeLessThanOrEqual(2000);
        const at = covered(points);
        const r = Math.max(size / 2, 0.75);
        let [holes, spills] = [0, 0];
        for (let y = Math.max(0, Math.floor(516 - b)); y < Math.min(HEIGHT, 566 + b); y += 1) {
          for (let x = Math.max(0, Math.floor(936 - a)); x < Math.min(WIDTH, 986 + a); x += 1) {
            const far = inside[shape](x + 0.5 - 960.3, y + 0.5 - 540.6, a, b);
            if (far < -0.5 && at(x, y) !== 255) holes += 1;
            if (far > r + 1.5 && at(x, y) !== 0) spills += 1;
          }
        }
        expect({ holes, spills }, `${a}×${b} size ${size}`).toEqual({ holes: 0, spills: 0 });
      }
    }
  }, 60_000);
}
