import { beforeEach, expect, test } from "vitest";
import { reasonOf } from "./ask";
import { claimIfFirst, hostKey } from "./host";
import { keyOf, mine } from "./mine";
import { branch, change, openFile, remove, restore, save } from "./saved";
import { freshDevice, serve } from "./testing";

beforeEach(freshDevice);

test("what is saved is remembered with its key, and changed with it", async () => {
  const asked = serve(({ method }) => (method === "POST" ? { id: "one", key: "secret" } : {}));
  await save("art", "A cat");
  await save("art", "A cat, half done", 12);
  await change("one", { public: true });
  await remove("one");
  expect(asked).toEqual([
    { method: "POST", path: "/api/rooms/art/saved", key: null, body: { title: "A cat" } },
    {
      method: "POST",
      path: "/api/rooms/art/saved",
      key: null,
      body: { title: "A cat, half done", at: "12" },
    },
    { method: "PATCH", path: "/api/saved/one", key: "Bearer secret", body: { public: true } },
    { method: "DELETE", path: "/api/saved/one", key: "Bearer secret", body: undefined },
  ]);
  expect(mine()).toEqual([{ id: "one", key: "secret" }]);
});

test("what others wrote in the place of the keys is no key", () => {
  for (const kept of ["{", "7", '[null, {"id": 1}, {"id": "../x", "key": "k"}]']) {
    localStorage.setItem("easel.saved", kept);
    expect(mine()).toEqual([]);
    expect(keyOf("one")).toBeNull();
  }
});

test("a copy is its maker's room", async () => {
  serve(({ path }) => (path.endsWith("/host") ? { key: "host" } : { room: "calm-fox-7" }));
  expect(await branch("art", 5)).toBe("calm-fox-7");
  expect(hostKey("calm-fox-7")).toBe("host");
});

test("a room is asked for by who drew in it first, and by nobody else", async () => {
  const marks = [
    { kind: "chapter", author: "bb" },
    { kind: "join", author: "aa" },
    { kind: "join", author: "bb" },
  ];
  const asked = serve(({ path }) => (path.endsWith("/timeline") ? { marks } : { key: "host" }));
  await claimIfFirst("art", "bb");
  expect(hostKey("art")).toBeNull();
  await claimIfFirst("art", "aa");
  expect(hostKey("art")).toBe("host");
  await claimIfFirst("art", "aa");
  expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("a moment comes back in the name of who this tab is in the room", async () => {
  localStorage.setItem("easel.host.art", "host");
  const marks: object[] = [];
  const asked = serve(({ method }) => {
    if (method === "POST") marks.push({ seq: 10 + marks.length, kind: "restore", author: "a" });
    return { seq: 9 + marks.length, authors: [], marks };
  });
  await restore("art", 3);
  const token = sessionStorage.getItem("easel.token.art");
  expect(token).toMatch(/^[0-9a-f]{32}$/);
  await restore("art", 4);
  const path = "/api/rooms/art/restores";
  expect(asked.filter(({ method }) => method === "POST")).toEqual([
    { method: "POST", path, key: "Bearer host", body: { at: "3", token } },
    { method: "POST", path, key: "Bearer host", body: { at: "4", token } },
  ]);
});

test("why something does not work is told in words", async () => {
  const refused = async (status: number): Promise<string> => {
    serve(() => status);
    return openFile(new Blob(["?"])).then(String, reasonOf);
  };
  expect(await refused(403)).toBe("notYours");
  expect(await refused(404)).toBe("missing");
  expect(await refused(429)).toBe("tooMany");
  expect(await refused(500)).toBe("failed");
  expect(reasonOf(new TypeError("Failed to fetch"))).toBe("unreachable");
});
