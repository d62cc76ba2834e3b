import { beforeEach, expect, test, vi } from "vitest";
import type { ClassSeen } from "../class/live";
import type { ClassState, You } from "../class/protocol";
import { clockOf, OVER_MS, saidBetween, secondsLeft } from "./clock";
import { OneHand } from "./hand";
import { outWords } from "./outWords";
import { codeMeant, codeOfPath, codeSpoken, drawingOf, handOver } from "./path";
import { atDoor, isShown, nameFor, overDrawing } from "./stand";

const OWN = "c0wn";

function seen(part: Partial<ClassState> = {}, you: Partial<You> = {}): ClassSeen {
  const state: ClassState = {
    type: "class",
    class: "fractions",
    code: "HKMTRW",
    title: "Fractions",
    mode: "each",
    phase: "waiting",
    waiting: false,
    names: true,
    locked: false,
    closed: false,
    timer: null,
    link: "",
    spotlight: null,
    you: { is: "pupil", pupil: 7, name: "Ada", state: "in", key: "secret", ...you },
    ...part,
  };
  return { link: { kind: "open" }, state, heardAt: 0, gone: null };
}

test.each([
  ["HKM TRW", "HKMTRW"],
  ["  hkm-trw\n", "HKMTRW"],
  ["https://draw.example.org/j/HKMTRW", "HKMTRW"],
  ["draw.example.org/j/hkmtrw?from=mail", "HKMTRW"],
  ["HKMTR", null],
  ["", null],
])("%o means the code %o", (typed, code) => {
  expect(codeMeant(typed)).toBe(code);
});

test("a code is read from a path, and read out in halves", () => {
  expect(["/j", "/j/HKMTRW", "/j/HKM%20TRW", "/j/%"].map(codeOfPath)).toEqual([
    "",
    "HKMTRW",
    "HKM TRW",
    "",
  ]);
  expect(codeSpoken("HKMTRW")).toBe("HKM TRW");
});

test("keys stand behind the sign that no server is sent", () => {
  for (const link of [drawingOf(OWN, "fractions", "secret"), handOver("https://a", "C", "secret")])
    expect(link.indexOf("secret")).toBeGreaterThan(link.indexOf("#"));
});

test("a pupil waits, is let in, and goes to the drawing when the lesson runs", () => {
  expect(atDoor({ ...seen(), state: null })).toEqual({ kind: "coming" });
  expect(atDoor(seen({}, { state: "waiting" }))).toMatchObject({ kind: "waiting", isIn: false });
  expect(atDoor(seen())).toMatchObject({ kind: "waiting", isIn: true, name: "Ada" });
  expect(atDoor(seen({ phase: "running" }, { room: OWN }))).toEqual({
    kind: "going",
    path: `/r/${OWN}?class=fractions#k=secret`,
  });
});

test("who is out is told why, wherever the page stands", () => {
  const cases: [ClassSeen, string][] = [
    [seen({}, { state: "removed" }), "removed"],
    [{ ...seen(), gone: "replaced" }, "elsewhere"],
    [{ ...seen(), gone: "badKey" }, "badKey"],
    [{ ...seen(), state: null, gone: "unknown" }, "unknown"],
  ];
  for (const [one, why] of cases) {
    expect(atDoor(one)).toEqual({ kind: "out", why });
    expect(overDrawing(one, OWN)).toEqual({ kind: "out", why });
    expect(outWords(why).title).toBe(`out.${why}`);
  }
  expect(atDoor(seen({ phase: "ended" }))).toEqual({ kind: "out", why: "ended" });
  expect(outWords("nobody wrote words for this").title).toBe("out.other");
});

test("over a drawing: nothing, a pause, what all are shown, another group, the end", () => {
  const spotlight = { room: "cother", key: "look", name: "Ben" };
  const at = (part: Partial<ClassState>, room = OWN) =>
    overDrawing(seen(part, { room }), OWN)?.kind ?? null;
  expect(at({ phase: "running" })).toBe(null);
  expect(at({ phase: "paused" })).toBe("paused");
  expect(at({ phase: "running", spotlight })).toBe("spotlight");
  expect(at({ phase: "paused", spotlight })).toBe("spotlight");
  expect(at({ phase: "running", spotlight: { ...spotlight, room: OWN } })).toBe(null);
  expect(at({ phase: "running", spotlight }, "cgroup2")).toBe("moved");
  expect(at({ phase: "waiting" })).toBe("waiting");
  expect(at({ phase: "ended", spotlight })).toBe("ended");
});

test("a page of the teacher has nothing over it", () => {
  expect(overDrawing(seen({ phase: "paused" }, { is: "teacher" }), OWN)).toBe(null);
});

test("whose drawing is shown to all is told so, except where all draw in one", () => {
  const spotlight = { room: OWN, key: "look", name: null };
  expect(isShown(seen({ phase: "running", spotlight }).state, OWN)).toBe(true);
  expect(isShown(seen({ phase: "running", spotlight, mode: "one" }).state, OWN)).toBe(false);
  expect(isShown(seen({ phase: "running" }).state, OWN)).toBe(false);
});

test("where names are hidden the others see a number", () => {
  const hidden = (number: number): string => `Pupil ${number}`;
  expect(nameFor(seen().state as ClassState, hidden)).toBe("Ada");
  expect(nameFor(seen({ names: false }).state as ClassState, hidden)).toBe("Pupil 7");
  expect(nameFor(seen({}, { is: "teacher" }).state as ClassState, hidden)).toBe(null);
});

test("a timer counts whole seconds, stays at nothing for a while, and goes", () => {
  expect(secondsLeft(null, 0)).toBe(null);
  expect(secondsLeft(60_000, 0)).toBe(60);
  expect(secondsLeft(60_000, 1)).toBe(60);
  expect(secondsLeft(60_000, 59_999)).toBe(1);
  expect(secondsLeft(60_000, 60_000)).toBe(0);
  expect(secondsLeft(60_000, 60_000 + OVER_MS)).toBe(null);
  expect([5, 65, 600, 3_905].map(clockOf)).toEqual(["0:05", "1:05", "10:00", "1:05:05"]);
});

test("the time is spoken of three times, and once when seconds were slept through", () => {
  const said = [];
  for (let left = 70; left > 0; left -= 1) said.push(saidBetween(left, left - 1));
  expect(said.filter((moment) => moment !== null)).toEqual([60, 10, 0]);
  expect(saidBetween(90, 5)).toBe(10);
});

const tell = vi.fn();
const show = vi.fn();
beforeEach(() => vi.resetAllMocks());

test("a hand that goes up here goes up in the class, and once", () => {
  const hand = new OneHand(tell, show);
  hand.turned(true);
  hand.turned(true);
  expect(tell.mock.calls).toEqual([[true]]);
});

test("what the class says late does not take a hand down that just went up", () => {
  const hand = new OneHand(tell, show);
  hand.turned(true);
  hand.heard(false);
  expect(show).not.toHaveBeenCalled();
  hand.heard(true);
  hand.heard(false);
  expect(show.mock.calls).toEqual([[false]]);
});

test("a hand that is up in the class is up here after a reload", () => {
  const hand = new OneHand(tell, show);
  hand.heard(true);
  hand.turned(true);
  expect(show.mock.calls).toEqual([[true]]);
  expect(tell).not.toHaveBeenCalled();
});

test("a hand that went up while the class was away is told again", () => {
  const hand = new OneHand(tell, show);
  hand.turned(true);
  hand.again();
  hand.heard(true);
  hand.again();
  expect(tell.mock.calls).toEqual([[true], [true]]);
});
