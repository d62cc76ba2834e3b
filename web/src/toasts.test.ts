import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Toasts } from "./toasts";

let said: string[];
let toasts: Toasts;
beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  toasts = new Toasts((text) => said.push(text));
});
afterEach(() => vi.useRealTimers());

const shown = () => toasts.list.get().shown.map(({ text }) => text);

test("one goes after 5 s, with something to do after 10", () => {
  toasts.show({ text: "plain" });
  toasts.show({ text: "act", action: { label: "Undo", act: () => {} } });
  vi.advanceTimersByTime(4_999);
  expect(shown()).toEqual(["plain", "act"]);
  vi.advanceTimersByTime(1);
  expect(shown()).toEqual(["act"]);
  vi.advanceTimersByTime(5_000);
  expect(shown()).toEqual([]);
  expect(said).toEqual(["plain", "act"]);
});

test("two at most, and one of a kind", () => {
  for (const text of ["a", "b", "c"]) toasts.show({ text });
  expect(shown()).toEqual(["b", "c"]);
  toasts.show({ text: "d", kind: "k" });
  toasts.show({ text: "e", kind: "k", silent: true });
  expect(shown()).toEqual(["c", "e"]);
  expect(said).not.toContain("e");
});

test("they stay while somebody is at them, but for what ends by itself", () => {
  toasts.show({ text: "stays" });
  toasts.show({ text: "ends", lastsMs: 8_000 });
  vi.advanceTimersByTime(3_000);
  toasts.hold(true);
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(["stays"]);
  toasts.hold(false);
  vi.advanceTimersByTime(1_999);
  expect(shown()).toEqual(["stays"]);
  vi.advanceTimersByTime(1);
  expect(shown()).toEqual([]);
});

test("what is taken away early does not come back", () => {
  const remove = toasts.show({ text: "a" });
  remove();
  expect(shown()).toEqual([]);
  vi.runAllTimers();
  expect(shown()).toEqual([]);
});

test("what goes on stays until it is done, and what failed until it is closed", () => {
  toasts.show({ text: "adding", kind: "picture", state: "busy" });
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(["adding"]);
  toasts.show({ text: "too large", kind: "picture", state: "failed" });
  vi.advanceTimersByTime(60_000);
  toasts.hold(true);
  toasts.hold(false);
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(["too large"]);
  toasts.dismiss(toasts.list.get().shown[0]!.id);
  expect(shown()).toEqual([]);
  // An alert says itself.
  expect(said).toEqual(["adding"]);
});

test("what can be undone goes after its 30 s, whoever looks at it, and others do not push it out", () => {
  const action = { label: "Undo", act: () => {} };
  toasts.hold(true);
  toasts.show({ text: "cleared", kind: "clear", lastsMs: 30_000, action });
  for (const text of ["a", "b", "c"]) toasts.show({ text });
  expect(shown()).toEqual(["cleared", "c"]);
  vi.advanceTimersByTime(29_999);
  expect(shown()).toContain("cleared");
  vi.advanceTimersByTime(1);
  expect(shown()).not.toContain("cleared");
});
