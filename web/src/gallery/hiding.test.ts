import { beforeEach, expect, test } from "vitest";
import { called } from "../replay/people";
import { type Person, peopleOf, previewOf, veil } from "./hiding";
import { freshDevice, serve } from "./testing";

beforeEach(freshDevice);

const drew = (author: string, name: string | null, strokes = 2) => ({
  author,
  name,
  color: null,
  strokes,
});

test("whoever drew can be hidden, by the newest mark that is about them", async () => {
  const authors = [drew("a", "Ada"), drew("b", null), drew("c", null), drew("d", "Dan", 0)];
  const marks = [
    { seq: 2, kind: "hide", author: "a" },
    { seq: 3, kind: "hide", author: "b" },
    { seq: 4, kind: "show", author: "a" },
    { seq: 5, kind: "clear", author: "b" },
  ];
  serve(() => ({ seq: 5, authors, marks }));
  const told = ({ name, isHidden }: Person) => `${name} ${isHidden}`;
  expect((await peopleOf("art", called)).map(told)).toEqual([
    "Ada false",
    "Guest 2 true",
    "Guest 3 false",
  ]);
  serve(() => ({ seq: 5, authors: [drew("a", "Ada"), drew("b", null)], marks: [] }));
  expect((await peopleOf("art", called)).map(({ name }) => name)).toEqual(["Ada", "Guest 2"]);
});

test("it is done with the host’s key, and over when the recording tells it", async () => {
  localStorage.setItem("easel.host.art", "host");
  const marks: object[] = [{ seq: 3, kind: "hide", author: "b" }];
  let looks = 0;
  const asked = serve(({ method }) => {
    if (method === "POST") looks = 1;
    else if (looks > 0 && ++looks === 3) marks.push({ seq: 8, kind: "hide", author: "b" });
    return { seq: 7, authors: [], marks };
  });
  await veil("art", { author: "b", since: 4 });
  expect(looks).toBe(3);
  expect(asked.filter(({ method }) => method === "POST")).toEqual([
    {
      method: "POST",
      path: "/api/rooms/art/veils",
      key: "Bearer host",
      body: {
        author: "b",
        since: "4",
        lifts: false,
        token: sessionStorage.getItem("easel.token.art"),
      },
    },
  ]);
  expect(previewOf("art", { author: "b", since: 4 })).toBe(
    "/api/rooms/art/preview.png?without=b&since=4",
  );
});
