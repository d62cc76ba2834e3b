import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FakeSocket } from "./fakeSocket";
import type { Keys } from "./keyring";
import type { House, ServerMessage } from "./protocol";
import { RoomClient } from "./room";
import { LIMITS } from "./roomView";

const brush = { tool: "pencil", color: "#c62828", opacity: 255 } as const;

const sockets: FakeSocket[] = [];
const last = () => sockets.at(-1)!;

const WELCOME = {
  ...{ type: "welcome", protocol: 1, raster: 2, room: "art", journal: "00000000feedbeef", seq: 0 },
  ...{ client: 1, author: "AAAAAAAAAAAAAAAA", last: 0, role: "painter", width: 8, height: 8 },
  ...{ clientCount: 1, resumed: true, page: "", limits: LIMITS },
} as ServerMessage;

const house = (more: Partial<House> = {}): House => ({
  type: "house",
  role: "painter",
  rules: { locked: false, quiet: false, still: false, slow: 0 },
  guests: "painter",
  ...more,
});

const LOCKED = house({ rules: { locked: true, quiet: false, still: false, slow: 0 } });

/** Keys that are held one after the other. */
function ring(...keys: string[]): Keys {
  return {
    linked: null,
    get: () => keys[0] ?? null,
    keep: (key) => keys.unshift(key),
    forget: () => keys.shift() !== undefined,
  };
}

function room(keys?: Keys): RoomClient {
  const open = () => {
    sockets.push(new FakeSocket());
    return last() as unknown as WebSocket;
  };
  return new RoomClient({ url: "ws://test/ws/art", token: "t".repeat(22), keys, open });
}

function accept(...messages: object[]): void {
  last().readyState = 1;
  last().onopen?.();
  last().tell(...messages);
}

const refusal = (code: string, n: number | null = null) => ({
  ...{ type: "refusal", n, code, message: code, temporary: false },
});

beforeEach(() => {
  vi.useFakeTimers();
  sockets.length = 0;
});
afterEach(() => vi.useRealTimers());

it("[V25] comes in with its key; one that opens nothing is forgotten, and it tries without", () => {
  const client = room(ring("old"));
  accept();
  expect(last().said[0]).toMatchObject({ type: "join", key: "old" });
  last().tell(refusal("badKey"));
  last().cut(4003);
  vi.advanceTimersByTime(0);
  accept(WELCOME);
  expect(sockets).toHaveLength(2);
  expect(last().said[0]).not.toHaveProperty("key");
  expect(client.view.get()).toMatchObject({ status: "live", barred: null });
});

it("[V25] stays out when that is no way in either, and remembers what came first", () => {
  const client = room(ring("old"));
  accept(refusal("badKey"));
  last().cut(4003);
  vi.advanceTimersByTime(0);
  accept(refusal("closed"));
  last().cut(4003);
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(2);
  expect(client.view.get()).toMatchObject({ status: "barred", barred: "badKey" });
});

it("[V24] who is removed does not come back by itself", () => {
  const client = room();
  accept(WELCOME, refusal("removed"));
  last().cut(4003);
  client.retryNow();
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
  expect(client.view.get()).toMatchObject({ status: "barred", barred: "removed" });
});

it("[V26] the newest house holds, until the next welcome", () => {
  const client = room();
  accept(WELCOME, house({ role: "viewer", guests: "viewer" }));
  expect(client.view.get()).toMatchObject({ role: "viewer", house: { guests: "viewer" } });
  expect(client.begin(brush, [8, 8, 8])).toBeNull();
  last().tell(house());
  expect(client.begin(brush, [8, 8, 8])).not.toBeNull();
  last().cut(1006);
  vi.advanceTimersByTime(1_000);
  accept(WELCOME);
  expect(client.view.get()).toMatchObject({ role: "painter", house: null });
});

it("[V23] a locked room takes no strokes from here, and those on their way are counted as lost", () => {
  const client = room();
  accept(WELCOME);
  const first = client.begin(brush, [8, 8, 8]);
  first?.end();
  const second = client.begin(brush, [16, 8, 8]);
  client.flush();
  last().tell(LOCKED, refusal("locked", 1), refusal("locked", 3));
  expect(client.view.get()).toMatchObject({ waiting: 0, lost: 2, notice: "locked" });
  second?.extend([24, 8, 8]);
  second?.end();
  client.flush();
  expect(client.view.get().waiting).toBe(0);
  expect(client.begin(brush, [8, 8, 8])).toBeNull();
});

it("[V23] of a stroke that was begun before the lock, what came in time is there: it is not lost", () => {
  const client = room();
  accept(WELCOME);
  const stroke = client.begin(brush, [8, 8, 8]);
  client.flush();
  last().tell({ type: "ack", n: 1 }, LOCKED);
  stroke?.extend([24, 8, 8]);
  client.flush();
  last().tell(refusal("locked", 2));
  expect(client.view.get()).toMatchObject({ waiting: 0, lost: 0 });
});

it("[V25] a key that a host gives is kept, and said back", () => {
  const keys = ring("link");
  const client = room(keys);
  accept(WELCOME, { type: "pass", key: "host", role: "host" });
  expect(keys.get()).toBe("host");
  expect(last().said.at(-1)).toEqual({ type: "key", key: "host" });
  expect(client.view.get().notice).toBe("host");
});

it("[V27] reports wait for a host to look, and what hosts ask is numbered like strokes", () => {
  const client = room();
  const report = { type: "report", seq: 3, author: "b", name: "Ben", about: null, aboutName: null };
  accept(WELCOME, house({ role: "host" }), { ...report, words: "draws over mine", at: 5 });
  expect(client.view.get().reports).toHaveLength(1);
  client.ask({ n: null, kind: "rules", locked: true });
  client.ask({ n: null, kind: "rank", of: "b", rank: "out" });
  expect(last().said.slice(-2)).toEqual([
    { type: "rules", n: 1, locked: true },
    { type: "rank", n: 2, of: "b", rank: "out" },
  ]);
});

it("a line that the room does not take waits no longer", () => {
  const client = room();
  accept(WELCOME);
  expect(client.say("hello", "Ada")).toBe(true);
  expect(client.unsaid).toEqual(["hello"]);
  last().tell(refusal("quiet", 1));
  expect(client.unsaid).toEqual([]);
  expect(client.view.get().notice).toBe("quiet");
  client.isTime = () => false;
  expect(client.say("again", "Ada")).toBe(false);
});
