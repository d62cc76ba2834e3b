import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Person } from "../protocol";
import { isShown } from "./cursors";
import { lookOf, viewOf } from "./looks";
import { initialsOf, invent } from "./myself";
import { Newest } from "./newest";
import { Presence } from "./presence";

const person = (client: number, more: Partial<Person> = {}): Person => ({
  client,
  author: `author-${client}`,
  name: `Person ${client}`,
  color: "#1d5fd6",
  role: "painter",
  hand: 0,
  idle: false,
  presents: false,
  ...more,
});

const told = (people: Person[], more: { all?: boolean; gone?: number[] } = {}) => ({
  type: "people" as const,
  all: more.all ?? false,
  people,
  gone: more.gone ?? [],
});

const cursors = (at: number[], all = false) => ({ type: "cursors" as const, all, at });

test("[V17] where oneself points is not shown", () => {
  const presence = new Presence(() => 1);
  presence.people(told([person(1), person(2)], { all: true }));
  presence.cursors(cursors([1, 80, 80, 0, 2, 160, 80, 1]));
  expect([...presence.spots.keys()]).toEqual([2]);
});

describe("who is here", () => {
  const clients = (presence: Presence) => presence.here.get().people.map(({ client }) => client);

  test("news change what they name, and everything replaces all", () => {
    const presence = new Presence();
    presence.people(told([person(1), person(2)], { all: true }));
    presence.people(told([person(3), person(2, { name: "Ben" })], { gone: [1] }));
    expect(clients(presence)).toEqual([2, 3]);
    expect(presence.person(2)?.name).toBe("Ben");
    presence.people(told([person(4)], { all: true }));
    expect(clients(presence)).toEqual([4]);
    expect(presence.colorOf("author-1")).toBe("#1d5fd6");
  });

  test("raised hands come first, as they went up", () => {
    const presence = new Presence();
    presence.people(told([person(1), person(2, { hand: 7 }), person(3, { hand: 4 })]));
    expect(clients(presence)).toEqual([3, 2, 1]);
    expect([1, 2, 3].map((client) => presence.handOf(client))).toEqual([0, 2, 1]);
  });

  test("each change is told with what was before", () => {
    const presence = new Presence();
    const log: string[] = [];
    presence.onNews = (now, before) => log.push(`${before?.name ?? "-"} ${now?.name ?? "-"}`);
    presence.people(told([person(1)]));
    presence.people(told([person(1, { name: "Ada" })]));
    presence.people(told([], { gone: [1, 9] }));
    expect(log).toEqual(["- Person 1", "Person 1 Ada", "Ada -"]);
  });
});

describe("where they point", () => {
  test("the newest place counts, and whoever leaves takes it along", () => {
    const presence = new Presence();
    const log: number[] = [];
    presence.people(told([person(1), person(2)], { all: true }));
    presence.onPoint = (client) => log.push(client);
    presence.cursors(cursors([1, 80, 160, 0, 2, 8, 8, 1]));
    expect(presence.spots.get(1)).toEqual({ x: 80, y: 160, draws: false });
    expect(presence.spots.get(2)?.draws).toBe(true);
    presence.cursors(cursors([1, 0, 0, 2]));
    presence.people(told([], { gone: [2] }));
    expect(presence.spots.size).toBe(0);
    expect(log).toEqual([1, 2, 1, 2]);
  });

  test("everything replaces all, and without a server nobody points", () => {
    const presence = new Presence();
    presence.cursors(cursors([1, 8, 8, 0, 2, 8, 8, 0]));
    presence.cursors(cursors([3, 8, 8, 0], true));
    expect([...presence.spots.keys()]).toEqual([3]);
    presence.lose();
    expect(presence.spots.size).toBe(0);
  });

  test("in a crowd only those who draw are shown", () => {
    const [hovers, draws] = [false, true].map((draws) => ({ x: 0, y: 0, draws }));
    expect([isShown(hovers!, "all", 20), isShown(hovers!, "all", 21)]).toEqual([true, false]);
    expect([isShown(draws!, "all", 99), isShown(draws!, "drawing", 2)]).toEqual([true, true]);
    expect([isShown(hovers!, "drawing", 2), isShown(draws!, "none", 2)]).toEqual([false, false]);
  });
});

describe("what is told", () => {
  let said: number[];
  let isHeard: boolean;
  let newest: Newest<{ x: number }>;
  beforeEach(() => {
    vi.useFakeTimers();
    said = [];
    isHeard = true;
    newest = new Newest(
      ({ x }) => said.push(x),
      () => 50,
      () => isHeard,
    );
  });
  afterEach(() => vi.useRealTimers());

  test("is told at once, then the newest each 50 ms", () => {
    newest.offer({ x: 1 });
    vi.advanceTimersByTime(0);
    expect(said).toEqual([1]);
    for (let x = 2; x <= 11; x += 1) {
      newest.offer({ x });
      vi.advanceTimersByTime(10);
    }
    expect(said).toEqual([1, 6, 11]);
    vi.advanceTimersByTime(500);
    expect(said).toEqual([1, 6, 11]);
  });

  test("is not told twice, nor to nobody, and again to who comes", () => {
    isHeard = false;
    newest.offer({ x: 1 });
    vi.advanceTimersByTime(200);
    expect(said).toEqual([]);
    isHeard = true;
    newest.again();
    vi.advanceTimersByTime(200);
    newest.offer({ x: 1 });
    vi.advanceTimersByTime(200);
    expect(said).toEqual([1]);
    newest.again();
    vi.advanceTimersByTime(200);
    expect(said).toEqual([1, 1]);
  });
});

test("a look on a desk of the same size is the same view, on another it has the same middle", () => {
  const desk = { width: 1200, height: 700 };
  const view = { x: -312, y: 44, zoom: 1.5 };
  const look = lookOf(view, desk);
  expect(viewOf(look, desk)).toEqual(view);
  const phone = { width: 400, height: 800 };
  const small = lookOf(viewOf(look, phone), phone);
  for (const key of ["x", "y", "width"] as const) {
    expect(Math.abs(small[key] - look[key])).toBeLessThanOrEqual(1);
  }
});

test("an invented name is nobody else's, in the colour that is seen least", () => {
  const others = [];
  for (let client = 1; client <= 60; client += 1) {
    const { name, color } = invent(others, () => ((client * 7) % 60) / 60);
    expect(others.some((one) => one.name === name)).toBe(false);
    others.push(person(client, { name, color }));
  }
  const uses = new Map<string, number>();
  for (const { color } of others) uses.set(color, (uses.get(color) ?? 0) + 1);
  expect([...uses.values()]).toEqual(Array(12).fill(5));
});

test.each([
  ["Blue Otter", "BO"],
  ["ada", "A"],
  ["Ünal von Berg", "ÜV"],
  ["🦦 x", "🦦X"],
])("%s is %s in short", (name, letters) => expect(initialsOf(name)).toBe(letters));
