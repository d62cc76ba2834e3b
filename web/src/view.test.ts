import { describe, expect, test } from "vitest";
import {
  fitPaper,
  keepInSight,
  pan,
  toCanvas,
  toScreen,
  type View,
  ZOOM_MAX,
  ZOOM_MIN,
  zoomAt,
} from "./view";

const paper = { width: 1920, height: 1080 };
const views: View[] = [
  { x: 0, y: 0, zoom: 1 },
  { x: -350.5, y: 120.25, zoom: 0.37 },
  { x: 900, y: -4000, zoom: 8 },
];

describe("between screen and canvas", () => {
  test.each(views)("a place goes there and back (%o)", (view) => {
    const there = toScreen(view, toCanvas(view, { x: 123.4, y: 567.8 }));
    expect(there.x).toBeCloseTo(123.4, 9);
    expect(there.y).toBeCloseTo(567.8, 9);
  });

  test.each(views)("what lies under the pointer stays there while zooming (%o)", (view) => {
    const at = { x: 640, y: 360 };
    const held = toCanvas(view, at);
    const after = toCanvas(zoomAt(view, at, 1.7), at);
    expect(after.x).toBeCloseTo(held.x, 6);
    expect(after.y).toBeCloseTo(held.y, 6);
  });

  test("panning moves the paper with the finger", () => {
    expect(pan({ x: 1, y: 2, zoom: 3 }, 10, -20)).toEqual({ x: 11, y: -18, zoom: 3 });
  });
});

describe("bounds", () => {
  test("zoom ends at both ends", () => {
    const [view] = views as [View];
    expect(zoomAt(view, { x: 0, y: 0 }, 1e6).zoom).toBe(ZOOM_MAX);
    expect(zoomAt(view, { x: 0, y: 0 }, 1e-6).zoom).toBe(ZOOM_MIN);
  });

  test("the paper cannot be lost", () => {
    const desk = { width: 800, height: 600 };
    for (const far of [-1e6, 1e6]) {
      const view = keepInSight({ x: far, y: far, zoom: 0.5 }, desk, paper);
      const end = toScreen(view, { x: paper.width, y: paper.height });
      expect(view.x).toBeLessThan(desk.width);
      expect(view.y).toBeLessThan(desk.height);
      expect(end.x).toBeGreaterThan(0);
      expect(end.y).toBeGreaterThan(0);
    }
  });

  test("a fitted paper lies between the bars, in the middle", () => {
    const insets = { top: 48, right: 0, bottom: 80, left: 0 };
    const view = fitPaper({ width: 1000, height: 700 }, paper, insets);
    const end = toScreen(view, { x: paper.width, y: paper.height });
    expect(view.y).toBeGreaterThanOrEqual(48);
    expect(end.y).toBeLessThanOrEqual(620);
    expect(view.x + end.x).toBeCloseTo(1000, 6);
    expect(view.y - 48).toBeCloseTo(620 - end.y, 6);
  });
});
