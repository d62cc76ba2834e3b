import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Op } from "../outbox";
import { firstView, type RoomView } from "../roomView";
import { Store } from "../store";
import { Toasts } from "../toasts";
import { Clears } from "./clears";

let view: Store<RoomView>;
let asked: Op[];
let toasts: Toasts;
let clears: Clears;

beforeEach(() => {
  vi.useFakeTimers();
  view = new Store({ ...firstView(false, { width: 8, height: 8 }), role: "painter" as const });
  asked = [];
  const client = { view, ask: (op: Op) => asked.push(op), flush: () => {} };
  toasts = new Toasts(() => {});
  clears = new Clears(
    client,
    (toast) => toasts.show(toast),
    () => "Ada",
  );
});
afterEach(() => vi.useRealTimers());

const shown = () => toasts.list.get().shown.map(({ text }) => text);
const clear = () => clears.hear({ type: "clear", seq: 7, author: "ada", n: 1 });
const undo = () => {
  const [toast] = toasts.list.get().shown;
  toasts.dismiss(toast!.id);
  toast!.action!.act();
};

test("a clear can be undone from its toast for 30 s, even while somebody points at it", () => {
  clear();
  toasts.hold(true);
  vi.advanceTimersByTime(29_999);
  expect(shown()).toEqual(["Ada cleared the canvas"]);
  vi.advanceTimersByTime(1);
  expect(shown()).toEqual([]);
});

test("too late is said, once", () => {
  clear();
  undo();
  expect(asked).toEqual([{ n: null, kind: "unclear", item: 7 }]);
  view.set({ notice: "tooLate" });
  expect(view.get().notice).toBeNull();
  vi.advanceTimersByTime(1_000);
  expect(shown()).toEqual(["Too late: a clear can be undone for 30 seconds."]);
  vi.runAllTimers();
  expect(shown()).toEqual([]);
});

test("too late is not said when somebody else has undone it", () => {
  clear();
  undo();
  view.set({ notice: "tooLate" });
  clears.hear({ type: "hide", seq: 8, item: 7 });
  vi.advanceTimersByTime(1_000);
  expect(shown()).toEqual([]);
});
