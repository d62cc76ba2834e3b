import { expect, it } from "vitest";
import { commandOf } from "./keys";

const plain = { code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

it("knows the keys of players", () => {
  const kinds = [" ", "k", "K", "ArrowLeft", "l", ",", ".", "<", ">", "Home", "End", "f"].map(
    (key) => commandOf({ ...plain, key })?.kind,
  );
  expect(kinds.join(" ")).toBe(
    "toggle toggle toggle move move step step speed speed part part full",
  );
  expect(commandOf({ ...plain, key: "7" })).toEqual({ kind: "part", part: 0.7 });
  expect(commandOf({ ...plain, key: "ArrowLeft" })).toEqual({ kind: "move", ms: -5_000 });
  expect(commandOf({ ...plain, key: "l" })).toEqual({ kind: "move", ms: 10_000 });
});

it("leaves keys of the browser alone, and letters to who switched them off", () => {
  expect(commandOf({ ...plain, key: "l", ctrlKey: true })).toBe(null);
  expect(commandOf({ ...plain, key: "ArrowLeft", altKey: true })).toBe(null);
  for (const key of ["k", "j", ",", "<", "f", "5"]) {
    expect(commandOf({ ...plain, key }, false), key).toBe(null);
  }
  expect(commandOf({ ...plain, key: " " }, false)?.kind).toBe("toggle");
});
