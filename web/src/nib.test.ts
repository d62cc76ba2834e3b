import { describe, expect, test } from "vitest";
import { Nib, quantise, radiusOf } from "./nib";

describe("radius", () => {
  test("only a pen has pressure", () => {
    expect(radiusOf("mouse", 8, 0)).toBe(32);
    expect(radiusOf("touch", 8, 1)).toBe(32);
    expect(radiusOf("pen", 8, 0)).toBe(11);
    expect(radiusOf("pen", 8, 0.5)).toBe(22);
    expect(radiusOf("pen", 8, 1)).toBe(32);
  });

  test("it keeps the bounds of the wire", () => {
    expect(radiusOf("pen", 0.1, 0)).toBe(1);
    expect(radiusOf("mouse", 1, 1)).toBe(4);
    expect(radiusOf("mouse", 120, 1)).toBe(480);
    expect(radiusOf("mouse", 999, 1)).toBe(480);
  });
});

describe("points", () => {
  test("they are eighths of a pixel, within the wire's reach", () => {
    expect(quantise({ x: 1.06, y: -2.5 }, 8)).toEqual([8, -20, 8]);
    expect(quantise({ x: 1e9, y: -1e9 }, 8)).toEqual([262_136, -262_136, 8]);
  });

  test("a hand that rests sends nothing", () => {
    const nib = new Nib("mouse", 8, { x: 10, y: 10 }, 0.5);
    expect(nib.to({ x: 10, y: 10 }, 0.5)).toBeNull();
    expect(nib.to({ x: 10.01, y: 10 }, 0.5)).toBeNull();
    expect(nib.finish()).toBeNull();
  });

  test("smoothing stays behind, more for a finger than for a pen, and the end catches up", () => {
    const finger = new Nib("touch", 8, { x: 0, y: 0 }, 0);
    const pen = new Nib("pen", 8, { x: 0, y: 0 }, 1);
    expect(finger.to({ x: 100, y: 0 }, 0)).toEqual([520, 0, 32]);
    expect(pen.to({ x: 100, y: 0 }, 1)).toEqual([680, 0, 32]);
    expect(finger.finish()).toEqual([800, 0, 32]);
  });

  test("pressure changes half way at a time", () => {
    const nib = new Nib("pen", 80, { x: 0, y: 0 }, 0);
    expect(nib.point[2]).toBe(112);
    expect(nib.to({ x: 50, y: 0 }, 1)?.[2]).toBe(216);
    expect(nib.to({ x: 90, y: 0 }, 1)?.[2]).toBe(268);
  });
});
