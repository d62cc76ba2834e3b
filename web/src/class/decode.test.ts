import { expect, test } from "vitest";
import { decode } from "./decode";
import type { ClassState } from "./protocol";

const state: ClassState = {
  type: "class",
  class: "Zx81Kq0Tn4Vb7Lm2Rp9Wse",
  code: "KQHTRM",
  title: "Art",
  mode: "each",
  phase: "running",
  waiting: false,
  names: true,
  locked: false,
  closed: false,
  timer: { endsAt: 2_000, now: 1_000 },
  link: "http://school.example/j/KQHTRM",
  spotlight: null,
  you: { is: "pupil", pupil: 1, name: "Ada", state: "in", room: "ca", key: "k", hand: true },
};

const read = (value: object): boolean => decode(JSON.stringify(value)).ok;

test("a class as a pupil, a teacher and a projector see it", () => {
  expect(decode(JSON.stringify(state))).toEqual({ ok: true, message: state });
  const room = { room: "ca", title: "Ada", pupils: [1], last: null, locked: false };
  const pupil = {
    pupil: 1,
    name: "Ada",
    room: null,
    state: "in",
    here: true,
    hand: 0,
    idle: false,
  };
  const pupils = [{ ...pupil, joined: 1, last: null, again: 3 }];
  const teacher = { ...state, you: { is: "teacher" }, room: "cb", rooms: [room], pupils };
  expect(read(teacher)).toBe(true);
  expect(read({ ...state, you: { is: "projector" } })).toBe(true);
  expect(read({ ...teacher, later: "may say more" })).toBe(true);
});

test("what is not as agreed is none", () => {
  expect(read({ ...state, mode: "pairs" })).toBe(false);
  expect(read({ ...state, timer: { endsAt: "soon", now: 1 } })).toBe(false);
  expect(read({ ...state, you: { is: "pupil", room: "../gallery" } })).toBe(false);
  expect(read({ ...state, pupils: [{ pupil: 1 }] })).toBe(false);
  expect(read({ type: "unheard" })).toBe(false);
  expect(decode("{")).toMatchObject({ ok: false });
});

test("a picture is in the message, not somewhere else", () => {
  const place = { room: "ca", seq: 1, width: 384, height: 216, x: 0, y: 0, w: 384, h: 216 };
  const thumb = (png: string) => read({ type: "thumb", ...place, png });
  expect(thumb("data:image/png;base64,AAAA")).toBe(true);
  expect(thumb("https://elsewhere.example/a.png")).toBe(false);
  expect(thumb("data:image/svg+xml,<svg/>")).toBe(false);
});
