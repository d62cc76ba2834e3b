import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { House, Role, Rules } from "../protocol";
import { firstView, mayPaint, type RoomView } from "../roomView";
import { Store } from "../store";
import type { Toast } from "../toasts";
import type { Deed } from "./asking";
import { newsOf, type Stand, standOf, USUAL } from "./changes";
import { sentencesOf } from "./deeds";
import { tellLost } from "./losses";
import { slowDown } from "./slow";

const RULES: Rules = { locked: false, quiet: false, still: false, slow: 0 };

const house = (role: Role, rules: Partial<Rules> = {}): House => ({
  type: "house",
  role,
  rules: { ...RULES, ...rules },
  guests: "painter",
});

const viewOf = (role: Role, rules?: Partial<Rules>): RoomView => ({
  ...firstView(false, { width: 8, height: 8 }),
  role,
  house: rules ? house(role, rules) : null,
});

let told: Toast[];
const tell = (toast: Toast) => {
  told.push(toast);
  return () => {};
};

beforeEach(() => {
  told = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test("painters paint unless it is locked, hosts always, viewers never", () => {
  const may = (role: Role, locked: boolean) => mayPaint(viewOf(role, { locked }));
  expect([may("painter", false), may("painter", true)]).toEqual([true, false]);
  expect([may("host", true), may("viewer", false)]).toEqual([true, false]);
  expect(mayPaint(viewOf("painter"))).toBe(true);
});

const news = (now: Partial<Stand>, before: Partial<Stand> = {}) =>
  newsOf({ ...USUAL, ...now }, { ...USUAL, ...before });

test.each<[string, Partial<Stand>, Partial<Stand>, string[]]>([
  ["nothing", {}, {}, []],
  ["locked", { locked: true }, {}, ["Drawing is locked right now."]],
  ["unlocked", {}, { locked: true }, ["You can draw again."]],
  ["to watch", { role: "viewer" }, {}, ["You can only watch right now."]],
  ["to draw", {}, { role: "viewer" }, ["You can draw now."]],
  [
    "to draw in a locked room",
    { locked: true },
    { role: "viewer", locked: true },
    ["Drawing is locked right now."],
  ],
  ["a host no more", {}, { role: "host" }, ["You are not a host of this room any more."]],
  ["a lock, to a host", { role: "host", locked: true }, { role: "host" }, []],
  [
    "chat off and slow",
    { quiet: true, slow: 15 },
    {},
    ["Chat is off right now.", "Slow mode: one stroke or line every 15 seconds."],
  ],
  ["chat on and fast", {}, { quiet: true, slow: 15 }, ["Chat is on again.", "Slow mode is over."]],
])("what is told of a change: %s", (_, now, before, words) => {
  expect(news(now, before)).toEqual(words);
});

test("without a word of the house everything is as usual", () => {
  expect(standOf(viewOf("painter"))).toEqual(USUAL);
  expect(standOf(viewOf("host", { slow: 5 }))).toEqual({ ...USUAL, role: "host", slow: 5 });
});

test("slow mode lets one begin at a time, tells how long to wait, and hurries no host", () => {
  const view = new Store(viewOf("painter", { slow: 15 }));
  const client = { view, isTime: () => true } as never as Parameters<typeof slowDown>[0]["client"];
  const stop = slowDown({ client }, tell);
  expect([client.isTime(), client.isTime()]).toEqual([true, false]);
  expect(told.at(-1)).toMatchObject({ text: "Slow mode: wait 15 seconds." });
  vi.advanceTimersByTime(14_000);
  expect(client.isTime()).toBe(false);
  expect(told.at(-1)).toMatchObject({ text: "Slow mode: wait 1 second." });
  vi.advanceTimersByTime(1_200);
  expect([client.isTime(), client.isTime()]).toEqual([true, false]);
  view.set({ house: house("painter", { slow: 5 }) });
  vi.advanceTimersByTime(5_200);
  expect(client.isTime(), "a shorter wait holds at once").toBe(true);
  view.set({ role: "host" });
  expect([client.isTime(), client.isTime()]).toEqual([true, true]);
  stop();
});

test("strokes the room did not take are counted in one message", () => {
  const view = new Store(viewOf("painter", { locked: true }));
  const stop = tellLost({ client: { view } } as never, tell);
  for (let at = 0; at < 3; at += 1) view.set({ notice: "locked", lost: 1 });
  expect(told.at(-1)).toMatchObject({
    text: "3 strokes could not be added: drawing is locked.",
    state: "failed",
  });
  expect([view.get().notice, view.get().lost]).toEqual([null, 0]);
  vi.advanceTimersByTime(3_000);
  view.set({ notice: "locked", lost: 1 });
  expect(told.at(-1)?.text).toBe("1 stroke could not be added: drawing is locked.");
  vi.advanceTimersByTime(3_000);
  view.set({ notice: "quiet" });
  expect(told.at(-1)?.text).toBe("Chat is off right now.");
  view.set({ notice: "noSuchImage" });
  expect(view.get().notice, "of that others tell").toBe("noSuchImage");
  stop();
});

test("each deed is a sentence, a change of rules one for each rule", () => {
  const deed = (what: string, more: Partial<Deed> = {}): string[] =>
    sentencesOf({ seq: 1, at: 1, author: "a", name: "Ada", what, aboutName: "Ben", ...more });
  const none = { locked: null, quiet: null, still: null, slow: null };
  expect(deed("rules", { rules: { ...none, locked: true, slow: 15 } })).toEqual([
    "Ada locked drawing",
    "Ada set slow mode to 15 seconds",
  ]);
  expect(deed("rules", { rules: { ...none, slow: 0 } })).toEqual(["Ada turned slow mode off"]);
  expect(deed("rank", { rank: "viewer" })).toEqual(["Ada let Ben watch only"]);
  expect(deed("rank", { rank: null })).toEqual(["Ada let Ben in as before"]);
  expect(deed("guests", { role: null })).toEqual([
    "Ada let in only people with a link of their own",
  ]);
  expect(deed("pass", { role: "viewer", name: null })).toEqual(["A host made a link"]);
  expect(deed("remove", { aboutName: null })).toEqual(["Ada removed Somebody"]);
  expect([deed("report"), deed("of tomorrow")]).toEqual([[], []]);
});
