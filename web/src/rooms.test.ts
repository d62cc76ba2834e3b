import { expect, test } from "vitest";
import { inventRoom } from "./invent";
import { roomOfPath } from "./rooms";
import { normalizeRoom } from "./typed";

test.each([
  ["quiet-otter-42", "quiet-otter-42"],
  ["  Quiet Otter 42 ", "quiet-otter-42"],
  ["Élève à Québec!", "eleve-a-quebec"],
  ["a_b..c", "a-b-c"],
  ["--x--", "x"],
  ["http://host:8080/r/art-7?watch=1", "art-7"],
  ["host/r/My%20Room", "my-room"],
  ["/r/100%", "100"],
  ["a".repeat(80), "a".repeat(64)],
  [`${"a".repeat(63)} b`, "a".repeat(63)],
  ["", null],
  ["  !?  ", null],
  ["日本", null],
])("%j means room %j", (typed, room) => {
  expect(normalizeRoom(typed)).toBe(room);
});

test("an invented room is a room", () => {
  for (const part of [0, 0.37, 0.999_999]) {
    const room = inventRoom(() => part);
    expect(room).toMatch(/^[a-z]+-[a-z]+-[1-9][0-9]$/);
    expect(normalizeRoom(room)).toBe(room);
  }
});

test("a path leads to a room or to none", () => {
  expect(roomOfPath("/r/art-7")).toBe("art-7");
  expect(roomOfPath("/r/art-7/")).toBe("art-7");
  expect(roomOfPath("/r/Art")).toBeNull();
  expect(roomOfPath("/r/")).toBeNull();
  expect(roomOfPath("/")).toBeNull();
});
