import { beforeEach, describe, expect, test } from "vitest";
import type { Hand } from "./hand";
import { type Desk, Input, type Sample } from "./input";
import { coalesced } from "./pointers";

/** A desk that writes down what happens on it. */
class Sheet implements Desk {
  readonly log: string[] = [];
  readonly points: number[][] = [];
  held: Hand = {
    tool: "pencil",
    color: "#14171c",
    size: 8,
    opacity: 255,
    filled: false,
    colors: [],
    penMode: false,
    drew: false,
    refused: 0,
  };
  grabbed = false;
  color: string | null = "#14171c";
  closed = false;
  zoom = 1;
  moved = { x: 0, y: 0 };

  hand = () => this.held;
  grabs = () => this.grabbed;
  toCanvas = (at: { x: number; y: number }) => ({ x: at.x, y: at.y });

  begin(point: number[], eraserEnd: boolean) {
    if (this.closed) return null;
    this.log.push(eraserEnd ? "begin eraser" : "begin");
    const points = [...point];
    this.points.push(points);
    return {
      color: this.color,
      extend: (more: number[]) => void points.push(...more),
      end: () => void this.log.push("end"),
      cancel: () => void this.log.push("cancel"),
    };
  }

  pan(dx: number, dy: number) {
    this.moved = { x: this.moved.x + dx, y: this.moved.y + dy };
  }

  zoomAt(_: unknown, factor: number) {
    this.zoom *= factor;
  }

  penSeen() {
    this.held = { ...this.held, penMode: true };
  }
}

const at = (kind: Sample["kind"], id: number, x: number, y: number, more = {}): Sample => ({
  kind,
  id,
  x,
  y,
  pressure: 0.5,
  button: 0,
  buttons: 1,
  time: 0,
  ...more,
});

let sheet: Sheet;
let input: Input;
beforeEach(() => {
  sheet = new Sheet();
  input = new Input(sheet);
});

describe("one pointer", () => {
  test("a mouse draws from down to up, and ends where it was let go", () => {
    input.down(at("mouse", 1, 10, 10));
    input.move([at("mouse", 1, 30, 10), at("mouse", 1, 50, 10)]);
    input.flush();
    input.up(1);
    expect(sheet.log).toEqual(["begin", "end"]);
    expect(sheet.points[0]?.slice(0, 3)).toEqual([80, 80, 32]);
    expect(sheet.points[0]?.slice(-3)).toEqual([400, 80, 32]);
  });

  test("every coalesced sample is a point", () => {
    input.down(at("pen", 1, 0, 0));
    const burst = Array.from({ length: 24 }, (_, i) => at("pen", 1, 10 * (i + 1), 5));
    input.move(burst);
    input.flush();
    expect(sheet.points[0]).toHaveLength(3 * 25);
  });

  test("points wait for the frame", () => {
    input.down(at("mouse", 1, 0, 0));
    input.move([at("mouse", 1, 40, 0)]);
    expect(sheet.points[0]).toHaveLength(3);
    input.flush();
    expect(sheet.points[0]).toHaveLength(6);
  });

  test("where nothing may be drawn, nothing begins", () => {
    sheet.closed = true;
    input.down(at("mouse", 1, 0, 0));
    input.move([at("mouse", 1, 40, 0)]);
    expect(input.doing).toBe("idle");
  });

  test("the eraser end of a pen erases", () => {
    input.down(at("pen", 1, 0, 0, { buttons: 32 }));
    expect(sheet.log).toEqual(["begin eraser"]);
  });

  test("the button on the side of a pen erases", () => {
    input.down(at("pen", 1, 0, 0, { buttons: 1 | 2 }));
    expect(sheet.log).toEqual(["begin eraser"]);
  });

  test("a pen that the system takes away ends its stroke where it was", () => {
    input.down(at("pen", 1, 0, 0));
    input.move([at("pen", 1, 40, 0)]);
    // `pointercancel` is told as `up`.
    input.up(1);
    expect(sheet.log).toEqual(["begin", "end"]);
    expect(sheet.points[0]?.slice(-3, -1)).toEqual([320, 0]);
    expect(input.doing).toBe("idle");
  });

  test("the highlighter is three times as wide, however hard the pen presses", () => {
    sheet.held = { ...sheet.held, tool: "highlighter" };
    input.down(at("pen", 1, 0, 0, { pressure: 0.1 }));
    input.move([at("pen", 1, 40, 0, { pressure: 1 })]);
    input.up(1);
    const radii = sheet.points[0]?.filter((_, index) => index % 3 === 2);
    expect(new Set(radii)).toEqual(new Set([96]));
  });

  test("where ink does not go on with the pointer, no way is predicted", () => {
    sheet.color = null;
    input.down(at("pen", 1, 8, 8));
    input.move([at("pen", 1, 8, 8)], [at("pen", 1, 20, 8)]);
    expect(input.trail()).toBeNull();
  });

  test("the middle button, the hand and a held space move the paper", () => {
    input.down(at("mouse", 1, 0, 0, { button: 1, buttons: 4 }));
    input.move([at("mouse", 1, 5, 7, { buttons: 4 })]);
    input.up(1);
    sheet.grabbed = true;
    input.down(at("mouse", 1, 0, 0));
    input.move([at("mouse", 1, 5, 7)]);
    expect(sheet.moved).toEqual({ x: 10, y: 14 });
    expect(sheet.log).toEqual([]);
  });

  test("the right button does nothing", () => {
    input.down(at("mouse", 1, 0, 0, { button: 2, buttons: 2 }));
    expect(input.doing).toBe("idle");
  });

  test("a button that went up outside ends the stroke", () => {
    input.down(at("mouse", 1, 0, 0));
    input.move([at("mouse", 1, 90, 90, { buttons: 0 })]);
    expect(sheet.log).toEqual(["begin", "end"]);
  });

  test("Escape throws the stroke away", () => {
    input.down(at("mouse", 1, 0, 0));
    expect(input.cancel()).toBe(true);
    expect(input.cancel()).toBe(false);
    expect(sheet.log).toEqual(["begin", "cancel"]);
  });

  test("the predicted way starts at the last point and is never sent", () => {
    input.down(at("pen", 1, 8, 8));
    input.move([at("pen", 1, 8, 8)], [at("pen", 1, 20, 8)]);
    expect(input.trail()).toEqual({ color: "#14171c", points: [8, 8, 2.75, 20, 8, 2.75] });
    input.up(1);
    expect(input.trail()).toBeNull();
    expect(sheet.points[0]).toHaveLength(3);
  });
});

describe("two fingers", () => {
  test("a second finger soon after the first makes a pinch and no stroke", () => {
    input.down(at("touch", 1, 100, 100));
    input.move([at("touch", 1, 140, 100, { time: 90 })]);
    input.down(at("touch", 2, 240, 100, { time: 100 }));
    input.move([at("touch", 2, 340, 100, { time: 110 })]);
    expect(sheet.log).toEqual(["begin", "cancel"]);
    expect(sheet.zoom).toBeCloseTo(2, 9);
    expect(sheet.moved).toEqual({ x: 50, y: 0 });
  });

  test("late, but before the first has moved, it is a pinch too", () => {
    input.down(at("touch", 1, 100, 100));
    input.move([at("touch", 1, 104, 100, { time: 600 })]);
    input.down(at("touch", 2, 200, 100, { time: 700 }));
    expect(input.doing).toBe("pinch");
  });

  test("late in a stroke it is ignored", () => {
    input.down(at("touch", 1, 100, 100));
    input.move([at("touch", 1, 160, 100, { time: 300 })]);
    input.down(at("touch", 2, 200, 100, { time: 310 }));
    input.move([at("touch", 1, 190, 100, { time: 320 })]);
    input.up(2);
    input.up(1);
    expect(sheet.log).toEqual(["begin", "end"]);
    expect(sheet.zoom).toBe(1);
  });

  test("the finger that stays goes on moving the paper", () => {
    input.down(at("touch", 1, 0, 0));
    input.down(at("touch", 2, 100, 0));
    input.up(1);
    input.move([at("touch", 2, 110, 5)]);
    expect(sheet.moved).toEqual({ x: 10, y: 5 });
    input.up(2);
    expect(input.doing).toBe("idle");
  });
});

describe("palm and pen", () => {
  test("after a pen was seen, fingers only move the paper", () => {
    input.move([at("pen", 9, 0, 0, { buttons: 0 })]);
    input.down(at("touch", 1, 0, 0));
    input.move([at("touch", 1, 30, 0)]);
    expect(sheet.log).toEqual([]);
    expect(sheet.moved.x).toBe(30);
  });

  test("a palm before the pen leaves no stroke", () => {
    input.down(at("touch", 1, 300, 300));
    input.down(at("pen", 2, 100, 100, { time: 60 }));
    input.move([at("touch", 1, 310, 300, { time: 70 })]);
    input.up(1);
    input.up(2);
    expect(sheet.log).toEqual(["begin", "cancel", "begin", "end"]);
  });

  test("a palm during the stroke does nothing", () => {
    input.down(at("pen", 1, 100, 100));
    input.down(at("touch", 2, 300, 300, { time: 10 }));
    input.move([at("touch", 2, 340, 300)]);
    input.up(2);
    input.up(1);
    expect(sheet.log).toEqual(["begin", "end"]);
    expect(sheet.moved).toEqual({ x: 0, y: 0 });
  });
});

describe("coalesced moves", () => {
  const event = (list: unknown) => ({ getCoalescedEvents: list }) as unknown as PointerEvent;

  test("the list is taken where there is one", () => {
    const [a, b] = [event(undefined), event(undefined)];
    expect(coalesced(event(() => [a, b]))).toEqual([a, b]);
  });

  test("an empty list and none at all give the event itself", () => {
    const empty = event(() => []);
    const none = event(undefined);
    expect(coalesced(empty)).toEqual([empty]);
    expect(coalesced(none)).toEqual([none]);
  });
});
