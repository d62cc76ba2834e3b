import { beforeEach, expect, test } from "vitest";
import type { Tell } from "../tell";
import type { Toast } from "../toasts";
import { addressOf, queryOf } from "./address";
import { GalleryDesk } from "./desk";
import { hold } from "./mine";
import type { Canvas } from "./saved";
import { Shelf } from "./shelf";
import { freshDevice, serve } from "./testing";

beforeEach(freshDevice);

const canvas = (id: string, more: Partial<Canvas> = {}): Canvas => ({
  id,
  room: "art",
  journal: "j",
  seq: 1,
  title: id,
  savedAt: 0,
  length: 0,
  authors: 1,
  public: false,
  ...more,
});

const MINE = { tab: "mine", search: "", sort: "newest" } as const;
const PUBLIC = { ...MINE, tab: "public" } as const;

/** Shows toasts in a list, until they are taken away. */
const listTo =
  (told: Toast[]): Tell =>
  (toast) => {
    told.push(toast);
    return () => void told.splice(told.indexOf(toast), 1);
  };

const idsOf = (shelf: Shelf): string[] => shelf.seen.get().canvases.map(({ id }) => id);

test("of one's own only those of this device are asked for, and nothing without any", async () => {
  const asked = serve(() => ({ canvases: [], next: null }));
  const shelf = new Shelf(MINE);
  await shelf.look();
  expect(shelf.seen.get()).toMatchObject({ status: "ready", canvases: [] });
  for (const id of ["cat", "dog"]) hold({ id, key: "k" });
  await shelf.look({ search: "a cat & dog", sort: "longest" });
  await shelf.look({ tab: "public", search: "", sort: "newest" });
  expect(asked.map(({ path }) => path)).toEqual([
    "/api/saved?sort=longest&ids=dog,cat&search=a+cat+%26+dog",
    "/api/saved?sort=newest",
  ]);
});

test("twenty-four at first, then as many more as are asked for", async () => {
  const all = Array.from({ length: 50 }, (_, i) => canvas(`c${i}`));
  serve(({ path }) => {
    const from = Number(new URLSearchParams(path.split("?")[1]).get("after") ?? 0);
    return { canvases: all.slice(from, from + 24), next: from < 26 ? String(from + 24) : null };
  });
  const shelf = new Shelf(PUBLIC);
  await shelf.look();
  expect([idsOf(shelf).length, shelf.seen.get().hasMore]).toEqual([24, true]);
  await shelf.more();
  await shelf.more();
  expect([idsOf(shelf).length, shelf.seen.get().hasMore]).toEqual([50, false]);
});

test("an answer that comes after another question was asked is dropped", async () => {
  serve(({ path }) => ({ canvases: [canvas(path.includes("fish") ? "fish" : "cat")], next: "x" }));
  const shelf = new Shelf(PUBLIC);
  const early = shelf.look({ search: "cat" });
  const late = shelf.look({ search: "fish" });
  await Promise.all([late, early]);
  expect(idsOf(shelf)).toEqual(["fish"]);
});

test("what fails can be tried again, and what was seen stays", async () => {
  let status = 200;
  serve(() => (status === 200 ? { canvases: [canvas("cat")], next: null } : status));
  const shelf = new Shelf(PUBLIC);
  await shelf.look();
  status = 500;
  await shelf.look({ sort: "longest" });
  expect(shelf.seen.get()).toMatchObject({ status: "failed", reason: "failed" });
  expect(idsOf(shelf)).toEqual(["cat"]);
  status = 200;
  await shelf.look();
  expect(shelf.seen.get()).toMatchObject({ status: "ready", reason: null });
});

test("a deleted canvas comes back to its place", async () => {
  for (const id of ["c", "b", "a"]) hold({ id, key: `key of ${id}` });
  const list = [canvas("a"), canvas("b"), canvas("c")];
  const asked = serve(({ method }) =>
    method === "GET" ? { canvases: list, next: null } : canvas("b"),
  );
  const told: Toast[] = [];
  const desk = new GalleryDesk(MINE, undefined, listTo(told));
  await desk.shelf.look();
  expect(await desk.remove(canvas("b"))).toBe(true);
  expect(idsOf(desk.shelf)).toEqual(["a", "c"]);
  told[0]?.action?.act();
  await expect.poll(() => idsOf(desk.shelf)).toEqual(["a", "b", "c"]);
  expect(asked.at(-1)).toMatchObject({ key: "Bearer key of b", body: { deleted: false } });
});

test("a copy and a file lead into their rooms, and what they are refused is told", async () => {
  const went: string[] = [];
  const told: Toast[] = [];
  const desk = new GalleryDesk(MINE, (path) => went.push(path), listTo(told));
  serve(() => ({ room: "calm-fox-7", key: "k" }));
  await desk.copy(canvas("a"));
  await desk.open(new File(["x"], "a.easel"));
  expect(went).toEqual(["/r/calm-fox-7", "/replay/calm-fox-7"]);
  serve(() => 422);
  await desk.open(new File(["x"], "a.easel"));
  expect(told.map(({ text }) => text)).toEqual([
    "This is no replay file of easel, or it is damaged.",
  ]);
});

test("what is looked for stands in the address", () => {
  for (const address of ["", "?tab=public", "?tab=public&search=a+cat&sort=longest"]) {
    expect(addressOf(queryOf(address))).toBe(address);
  }
  expect(queryOf("?tab=x&sort=y")).toEqual(MINE);
});
