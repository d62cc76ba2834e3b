import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Hold } from "./hold";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const press = (pointerType: string) => ({ pointerType }) as PointerEvent;
const click = (detail: number) => ({ detail }) as MouseEvent;

it("a finger that stays does it once, and its click does nothing more", () => {
  const hold = new Hold();
  const act = vi.fn();
  hold.begin(press("touch"), act);
  vi.advanceTimersByTime(1_000);
  hold.end();
  expect(act).toHaveBeenCalledTimes(1);
  expect(hold.isOf(click(1))).toBe(true);
  expect(hold.isOf(click(0))).toBe(false);
  hold.begin(press("mouse"), act);
  expect(hold.isOf(click(1))).toBe(false);
});

it("a finger that taps or scrolls, and a mouse that stays, do not", () => {
  const hold = new Hold();
  const act = vi.fn();
  hold.begin(press("touch"), act);
  vi.advanceTimersByTime(100);
  hold.end();
  hold.begin(press("mouse"), act);
  vi.advanceTimersByTime(1_000);
  expect(act).not.toHaveBeenCalled();
  expect(hold.isOf(click(1))).toBe(false);
});
