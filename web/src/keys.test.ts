import { describe, expect, test } from "vitest";
import { KeyPen } from "./keypen";
import { nextSize, SIZE_STEPS, sizeAt, stepOf } from "./palette";
import { t } from "./share/words";
import { commandOf } from "./shortcuts";

const key = (name: string, more = {}) => ({
  key: name,
  code: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe("the pen of the keyboard", () => {
  const log: string[] = [];
  const ink = {
    color: "#000000",
    extend: (points: number[]) => void log.push(`to ${points}`),
    end: () => void log.push("end"),
    cancel: () => void log.push("cancel"),
  };
  const newPen = () =>
    new KeyPen(
      () => ({ width: 1920, height: 1080 }),
      () => 8,
      (point) => {
        log.push(`begin ${point}`);
        return ink;
      },
    );

  test("arrows move it, Enter puts it down and up", () => {
    log.length = 0;
    const pen = newPen();
    pen.press(key("ArrowLeft", { shiftKey: true }));
    expect(pen.press(key("Enter"))).toBe("down");
    pen.press(key("ArrowDown"));
    pen.press(key("ArrowRight", { altKey: true }));
    expect(pen.press(key(" "))).toBe("up");
    expect(pen.at).toEqual({ x: 911, y: 550 });
    expect(log).toEqual(["begin 7280,4320,32", "to 7280,4400,32", "to 7288,4400,32", "end"]);
  });

  test("Escape takes the stroke back, and is free otherwise", () => {
    log.length = 0;
    const pen = newPen();
    expect(pen.press(key("Escape"))).toBeNull();
    pen.press(key("Enter"));
    expect(pen.press(key("Escape"))).toBe("cancelled");
    expect(log.at(-1)).toBe("cancel");
  });

  test("the edge of the paper stops it", () => {
    const pen = newPen();
    for (let i = 0; i < 60; i += 1) pen.press(key("ArrowUp", { shiftKey: true }));
    expect(pen.at).toEqual({ x: 960, y: 0 });
  });
});

describe("shortcuts", () => {
  test.each([
    [key("p"), { kind: "tool", tool: "pencil" }],
    [key("B", { shiftKey: true }), { kind: "tool", tool: "pencil" }],
    [key("e"), { kind: "tool", tool: "eraser" }],
    [key("h"), { kind: "tool", tool: "hand" }],
    [key("1", { code: "Digit1" }), { kind: "color", swatch: 0 }],
    [key("&", { code: "Digit6", shiftKey: true }), { kind: "color", swatch: 11 }],
    [key("]"), { kind: "size", wider: true }],
    [key("z", { ctrlKey: true }), { kind: "undo" }],
    [key("Z", { metaKey: true, shiftKey: true }), { kind: "redo" }],
    [key("y", { ctrlKey: true }), { kind: "redo" }],
    [key("0", { ctrlKey: true }), { kind: "zoomFull" }],
    [key("f"), { kind: "fit" }],
    [key("p", { ctrlKey: true }), null],
    [key("e", { altKey: true }), null],
    [key("7", { code: "Digit7" }), { kind: "tool", tool: "pencil" }],
    [key("0", { code: "Digit0" }), { kind: "tool", tool: "eraser" }],
    [key("8", { code: "Digit8" }), null],
    [key("m"), { kind: "tool", tool: "highlighter" }],
    [key("l"), { kind: "tool", tool: "line" }],
    [key("a"), { kind: "tool", tool: "arrow" }],
    [key("r"), { kind: "tool", tool: "rectangle" }],
    [key("o"), { kind: "tool", tool: "ellipse" }],
    [key("t"), { kind: "tool", tool: "text" }],
  ])("%o", (event, command) => {
    expect(commandOf(event)).toEqual(command);
  });
});

describe("sizes", () => {
  test("the control reaches both ends and shows what it was set to", () => {
    expect(sizeAt(0)).toBe(1);
    expect(sizeAt(SIZE_STEPS)).toBe(120);
    for (let size = 1; size <= 120; size += 1) {
      expect(Math.abs(sizeAt(stepOf(size)) - size)).toBeLessThanOrEqual(1);
    }
  });

  test("keys walk to both ends and stay there", () => {
    let size = 8;
    for (let i = 0; i < 20; i += 1) size = nextSize(size, true);
    expect(size).toBe(120);
    for (let i = 0; i < 20; i += 1) size = nextSize(size, false);
    expect(size).toBe(1);
  });
});

test("words are filled in, and one is not many", () => {
  expect(t("status.waiting", { count: 1 })).toBe("Offline – 1 stroke waiting");
  expect(t("status.waiting", { count: 3 })).toBe("Offline – 3 strokes waiting");
});
