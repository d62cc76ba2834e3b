import { expect, test, vi } from "vitest";
import type { ClassState, Pupil, Thumb } from "../protocol";
import { Absence } from "./absence";
import { between, chosenOf, still, turned } from "./choice";
import { columnsFor } from "./fit";
import { type Paper, Pasting } from "./pasting";
import { arranged, type Order, seatsOf } from "./seats";

const NAMES = ["Émile", "ada 10", "Ada 9", "Zoë"];

function pupil(at: number, part: Partial<Pupil> = {}): Pupil {
  const name = NAMES[at - 1] ?? "";
  const plain = { state: "in", here: true, hand: 0, idle: false, last: null } as const;
  return { pupil: at, name, room: `c${at}`, joined: at, ...plain, ...part };
}

function lesson(pupils: Pupil[], part: Partial<ClassState> = {}): ClassState {
  const rooms = pupils.map(({ pupil: at, last }) => ({
    room: `c${at}`,
    title: `Group ${at}`,
    pupils: [at],
    last,
    locked: at === 2,
  }));
  return { mode: "each", room: "c0", rooms, pupils, ...part } as ClassState;
}

const naming = { pupil: ({ name }: Pupil) => name, own: "My board" };

const titles = (state: ClassState, search: string, order: Order): string[] =>
  arranged(seatsOf(state, naming), search, order, "en").map(({ title }) => title);

test("the own board, then hands in their order, then as they joined", () => {
  const pupils = [pupil(1), pupil(2, { hand: 2 }), pupil(3), pupil(4, { hand: 1 })];
  const order = ["My board", "Zoë", "ada 10", "Émile", "Ada 9"];
  expect(titles(lesson(pupils), "", "hand")).toEqual(order);
});

test("by name as people sort them, and who drew last first", () => {
  const pupils = [pupil(1, { last: 5 }), pupil(2), pupil(3, { last: 9 }), pupil(4)];
  const byName = ["My board", "Ada 9", "ada 10", "Émile", "Zoë"];
  expect(titles(lesson(pupils), "", "name")).toEqual(byName);
  const byActivity = ["My board", "Ada 9", "Émile", "ada 10", "Zoë"];
  expect(titles(lesson(pupils), "", "activity")).toEqual(byActivity);
});

test("a name is found without its accents, also where the wall hides it", () => {
  const state = lesson([pupil(1), pupil(2), pupil(3), pupil(4)]);
  expect(titles(state, " emi", "joined")).toEqual(["Émile"]);
  const hidden = seatsOf(state, { ...naming, pupil: (one) => `Student ${one.pupil}` });
  expect(arranged(hidden, "zoe", "joined", "en").map(({ title }) => title)).toEqual(["Student 4"]);
});

test("only who is in has a place; one without a room waits in it", () => {
  const pupils = [pupil(1, { state: "waiting" }), pupil(2, { room: null }), pupil(3)];
  const seats = seatsOf(lesson(pupils), naming);
  expect(seats.map(({ room }) => room)).toEqual(["c0", null, "c3"]);
});

test("groups are places with several, one room for all is one place with everybody", () => {
  const pupils = [
    pupil(1, { hand: 3 }),
    pupil(2, { room: "c1", hand: 1 }),
    pupil(3, { idle: true }),
  ];
  const groups = seatsOf(lesson(pupils, { mode: "groups" }), naming);
  const seen = groups.map(({ title, pupils: here, hand }) => [title, here.length, hand]);
  expect(seen).toEqual([
    ["My board", 0, 0],
    ["Group 1", 2, 1],
    ["Group 2", 0, 0],
    ["Group 3", 1, 0],
  ]);
  const [one, ...others] = seatsOf(lesson(pupils, { mode: "one" }), naming);
  expect(one?.pupils).toHaveLength(3);
  expect(others).toEqual([]);
});

test("a row of places is selected from the one before, in either direction", () => {
  const ids = ["a", "b", "c", "d"];
  expect(between(ids, "d", "b")).toEqual(["b", "c", "d"]);
  expect(between(ids, null, "c")).toEqual(["c"]);
  expect(between(ids, "gone", "c")).toEqual(["c"]);
});

test("a place is selected by who is in it", () => {
  const seat = { pupils: [pupil(1), pupil(2)] };
  const one = turned(new Set(), [1], true);
  expect(chosenOf(one, seat)).toBe("some");
  expect(chosenOf(turned(one, [2], true), seat)).toBe("all");
  expect(chosenOf(turned(one, [1], false), seat)).toBe("none");
  expect(still(one, [1, 2])).toBe(one);
  expect([...still(new Set([1, 9]), [1])]).toEqual([1]);
});

test("few columns while all is seen at once, more when there are many, never too narrow", () => {
  expect(columnsFor(4, 1_300, 900)).toBe(2);
  expect(columnsFor(12, 1_300, 560)).toBe(6);
  expect(columnsFor(200, 1_300, 560)).toBe(8);
  expect(columnsFor(30, 374, 700)).toBe(2);
});

test("who is lost is expected for a minute; who was not there before nobody expects", () => {
  const absence = new Absence();
  absence.note([pupil(1), pupil(2, { here: false })], 0);
  expect([absence.of(1, 0), absence.of(2, 0)]).toEqual(["here", "away"]);
  absence.note([pupil(1, { here: false })], 5_000);
  expect(absence.of(1, 64_999)).toBe("lost");
  expect(absence.of(1, 65_000)).toBe("away");
  absence.note([pupil(1)], 70_000);
  expect(absence.of(1, 70_000)).toBe("here");
});

/** Paper that writes down what is done to it, and pictures that come when the test says so. */
function desk() {
  const done: string[] = [];
  const paper: Paper<string> = {
    size: (width, height) => done.push(`${width}x${height}`),
    paste: (image, x, y) => done.push(`${image} at ${x},${y}`),
  };
  const reads: { png: string; come: (image: string) => void; fail: () => void }[] = [];
  const read = (png: string): Promise<string> =>
    new Promise((come, fail) => {
      reads.push({ png, come, fail: () => fail(new Error("damaged")) });
    });
  return { done, reads, pasting: new Pasting(paper, read) };
}

const size = { width: 384, height: 216 };

function part(png: string, x: number, y = 0): Thumb {
  return { type: "thumb", room: "c1", seq: 1, ...size, x, y, w: 10, h: 10, png };
}

function whole(png: string): Thumb {
  return { ...part(png, 0), w: size.width, h: size.height };
}

test("parts are pasted as they came, however long each takes; a damaged one is left out", async () => {
  const { done, reads, pasting } = desk();
  for (const one of [part("a", 1), part("b", 2), part("c", 3)]) pasting.add(one);
  expect(reads.map(({ png }) => png)).toEqual(["a"]);
  reads[0]?.come("a");
  await vi.waitFor(() => expect(reads).toHaveLength(2));
  reads[1]?.fail();
  await vi.waitFor(() => expect(reads).toHaveLength(3));
  reads[2]?.come("c");
  await vi.waitFor(() => expect(done).toEqual(["384x216", "a at 1,0", "c at 3,0"]));
});

test("all of a picture makes the parts that wait worthless", async () => {
  const { done, reads, pasting } = desk();
  for (const one of [part("a", 1), part("b", 2), whole("all")]) pasting.add(one);
  reads[0]?.come("a");
  await vi.waitFor(() => expect(reads).toHaveLength(2));
  reads[1]?.come("all");
  await vi.waitFor(() => expect(done).toEqual(["384x216", "a at 1,0", "all at 0,0"]));
});
