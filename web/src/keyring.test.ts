import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keysTo } from "./keyring";

const kept = new Map<string, string>();
let shown: string[];

/** A page at this address, alone or inside another one. */
function at(hash: string, isInside = false): void {
  shown = [];
  const self = {};
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("location", { hash, pathname: "/r/art", search: "?class=c1" });
  vi.stubGlobal("history", { replaceState: (_: null, __: string, to: string) => shown.push(to) });
  vi.stubGlobal("self", self);
  vi.stubGlobal("top", isInside ? {} : self);
}

beforeEach(() => kept.clear());
afterEach(() => vi.unstubAllGlobals());

test("the key of the address counts, is kept, and goes out of the address without the rest of it", () => {
  kept.set("easel.host.art", "host");
  at("#k=linked");
  expect(keysTo("art").get()).toBe("linked");
  expect(kept.get("easel.pass.art")).toBe("linked");
  expect(shown).toEqual(["/r/art?class=c1"]);
  at("");
  expect(keysTo("art").get(), "the next time a host is the host").toBe("host");
});

test("without a host's key that of the link before is held", () => {
  kept.set("easel.pass.art", "linked");
  at("");
  expect(keysTo("art").get()).toBe("linked");
  expect(keysTo("other").get()).toBeNull();
  expect(shown).toEqual([]);
});

test("a room inside another page keeps nothing and leaves its address", () => {
  kept.set("easel.pass.art", "own");
  at("#k=spotlight", true);
  expect(keysTo("art").get()).toBe("spotlight");
  expect([...kept]).toEqual([["easel.pass.art", "own"]]);
  expect(shown).toEqual([]);
});

test("a key that opens nothing is forgotten, then the next is tried, then none", () => {
  kept.set("easel.host.art", "host");
  kept.set("easel.pass.art", "old");
  at("#k=linked");
  const keys = keysTo("art");
  expect([keys.get(), keys.forget(), keys.get()]).toEqual(["linked", true, "host"]);
  expect([keys.forget(), keys.get(), keys.forget()]).toEqual([true, null, false]);
  expect(kept.size).toBe(0);
});

test("a host's key that comes later takes the place of the link", () => {
  at("#k=linked");
  const keys = keysTo("art");
  keys.keep("host");
  expect([keys.get(), kept.get("easel.host.art")]).toEqual(["host", "host"]);
});
