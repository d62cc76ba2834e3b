import { expect, test, vi } from "vitest";
import type { Drawing } from "../drawing";
import { isTooMuch, watchStrain } from "./strain";

const frames = (long: number, all: number): number[] =>
  Array.from({ length: all }, (_, at) => (at < long ? 13 : 2));

test("one long frame of twenty is borne, more are not, and few frames say nothing", () => {
  expect(isTooMuch(frames(5, 100))).toBe(false);
  expect(isTooMuch(frames(6, 100))).toBe(true);
  expect(isTooMuch(frames(20, 20))).toBe(false);
});

/** Draws for so many seconds, sixty frames each. */
function draw(desk: { onFrame: ((ms: number) => void) | null }, seconds: number, ms: number) {
  for (let count = 0; count < seconds * 60; count += 1) {
    vi.advanceTimersByTime(1_000 / 60);
    desk.onFrame?.(ms);
  }
}

test("a page that is slow for five seconds is eased once; a fast one never", () => {
  vi.useFakeTimers();
  const desk = { onFrame: null, isStrained: false };
  const drawing = { desk } as unknown as Drawing;
  const ease = vi.fn();
  watchStrain(drawing, ease);
  draw(desk, 12, 3);
  expect(desk.isStrained).toBe(false);
  draw(desk, 12, 14);
  expect(desk.isStrained).toBe(true);
  draw(desk, 12, 14);
  expect(ease).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
