import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeSocket } from "./fakeSocket";
import { hashOf } from "./hash";
import type { ServerMessage } from "./protocol";
import { RoomClient } from "./room";
import { LIMITS } from "./roomView";

const author = "AAAAAAAAAAAAAAAA";
const brush = { tool: "pencil", color: "#c62828", opacity: 255 } as const;

const sockets: FakeSocket[] = [];
const last = () => sockets.at(-1)!;

function room(): RoomClient {
  const open = () => {
    sockets.push(new FakeSocket());
    return last() as unknown as WebSocket;
  };
  return new RoomClient({ url: "ws://test/ws/art", token: "t".repeat(22), open });
}

function welcome(more: object = {}): ServerMessage {
  return {
    type: "welcome",
    protocol: 1,
    raster: 2,
    room: "art",
    journal: "00000000feedbeef",
    seq: 0,
    client: 1,
    page: "",
    author,
    last: 0,
    role: "painter",
    width: 1920,
    height: 1080,
    clientCount: 1,
    resumed: true,
    limits: LIMITS,
    ...more,
  };
}

async function live(more: object = {}): Promise<RoomClient> {
  const client = room();
  last().accept();
  last().tell(welcome({ resumed: false, ...more }));
  last().tell({ type: "snapshot", seq: 0, base: null, items: [], chat: [] });
  await vi.waitFor(() => expect(client.view.get().status).toBe("live"));
  return client;
}

/** The entries that the server would make of these operations. */
function begun(seq: number, n: number, points: number[], ended = false): ServerMessage {
  const entry = { type: "begin" as const, seq, author, n, ...brush, points, ended };
  return { type: "entries", seq, entries: [entry] };
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets.length = 0;
});
afterEach(() => vi.useRealTimers());

describe("a page that draws", () => {
  it("[V1] joins first, and sends a frame's work as one message", async () => {
    const client = await live();
    expect(last().said[0]).toMatchObject({ type: "join", raster: 2, token: "t".repeat(22) });
    const stroke = client.begin(brush, [80, 80, 32])!;
    stroke.extend([88, 80, 32]);
    stroke.extend([96, 80, 32]);
    stroke.end();
    client.flush();
    expect(last().asked).toEqual([
      { type: "begin", n: 1, ...brush, points: [80, 80, 32], ended: false },
      { type: "points", n: 2, stroke: 1, points: [88, 80, 32, 96, 80, 32] },
      { type: "end", n: 3, stroke: 1 },
    ]);
    expect(client.view.get().waiting).toBe(1);
    last().tell({ type: "ack", n: 3 });
    expect(client.view.get().waiting).toBe(0);
  });

  it("draws before it is told who it is, and counts on from what the server knows", async () => {
    const client = room();
    client.begin(brush, [80, 80, 32])!.end();
    client.flush();
    expect(client.view.get().waiting).toBe(1);
    last().accept();
    last().tell(welcome({ last: 41 }));
    expect(last().asked.map((op) => "n" in op && op.n)).toEqual([42, 43]);
  });

  it("[V5] sends again exactly what was not acknowledged, after a cut", async () => {
    const client = await live();
    const stroke = client.begin(brush, [80, 80, 32])!;
    client.flush();
    stroke.extend([88, 80, 32]);
    client.flush();
    last().tell(begun(1, 1, [80, 80, 32]));
    last().cut();
    expect(client.view.get().status).toBe("waiting");
    stroke.extend([96, 80, 32]);
    stroke.end();
    vi.advanceTimersByTime(1_000);
    last().accept();
    expect(last().said[0]).toMatchObject({ have: 1, journal: "00000000feedbeef" });
    last().tell(welcome({ seq: 1, last: 1 }));
    expect(last().asked).toEqual([
      { type: "points", n: 2, stroke: 1, points: [88, 80, 32] },
      { type: "points", n: 3, stroke: 1, points: [96, 80, 32] },
      { type: "end", n: 4, stroke: 1 },
    ]);
    last().tell({ type: "ack", n: 4 });
    expect(client.view.get()).toMatchObject({ status: "live", waiting: 0, back: 1 });
  });

  it("[V12 V10] waits while nothing can be stored, and sends again when it can", async () => {
    const client = await live();
    client.begin(brush, [80, 80, 32])!.end();
    client.flush();
    last().tell({ type: "notice", code: "paused", message: "…" });
    const refusal = { type: "refusal", code: "paused", message: "…", temporary: true } as const;
    last().tell({ ...refusal, n: 1 });
    expect(client.view.get().status).toBe("paused");
    client.undo();
    client.flush();
    expect(last().asked).toHaveLength(2);
    last().tell({ type: "notice", code: "resumed", message: "…" });
    expect(client.view.get().status).toBe("live");
    const again = last().asked.slice(2);
    expect(again.map((op) => [op.type, "n" in op && op.n])).toEqual([
      ["begin", 1],
      ["end", 2],
      ["undo", 3],
    ]);
  });

  it("goes on with a new stroke when the room has ended the old one", async () => {
    const client = await live();
    const stroke = client.begin(brush, [80, 80, 32])!;
    client.flush();
    last().tell(begun(1, 1, [80, 80, 32]), { type: "ack", n: 1 });
    stroke.extend([88, 80, 32]);
    client.flush();
    const refusal = {
      type: "refusal",
      code: "noSuchStroke",
      message: "…",
      temporary: false,
    } as const;
    last().tell({ ...refusal, n: 2 });
    stroke.extend([96, 80, 32]);
    stroke.end();
    client.flush();
    expect(last().asked.slice(2)).toEqual([
      { type: "begin", n: 3, ...brush, points: [88, 80, 32], ended: false },
      { type: "points", n: 4, stroke: 3, points: [96, 80, 32] },
      { type: "end", n: 5, stroke: 3 },
    ]);
  });

  it("[V15] ends a stroke before the room would, by points and by silence", async () => {
    const client = await live();
    const stroke = client.begin(brush, [80, 80, 32])!;
    for (let i = 0; i < 5; i += 1) stroke.extend(Array(500).fill([90, 90, 32]).flat());
    vi.setSystemTime(Date.now() + 16_000);
    stroke.extend([99, 99, 32]);
    stroke.end();
    client.flush();
    const kinds = last().asked.map((op) => op.type);
    expect(kinds.filter((kind) => kind === "begin")).toHaveLength(3);
    expect(kinds.filter((kind) => kind === "end")).toHaveLength(3);
    const longest = last().asked.map((op) => ("points" in op ? op.points.length / 3 : 0));
    expect(Math.max(...longest)).toBeLessThanOrEqual(512);
  });

  it("[W12] shows that ink has to wait until none has to any more", async () => {
    const client = await live();
    const told = (waitMs: number) => {
      last().tell({ type: "ink", left: 0, perSecond: 2_000, waitMs });
      return client.view.get().slow;
    };
    expect([1_350, 350, 0].map(told)).toEqual([true, true, false]);
    told(1_350);
    last().cut();
    client.retryNow();
    last().accept();
    last().tell(welcome());
    expect(client.view.get().slow).toBe(false);
  });

  it("lets go of ink that the room refuses, and says why", async () => {
    const client = await live();
    const blank = await hashOf(client.board.pixels());
    client.begin(brush, [80, 80, 32])!.end();
    client.flush();
    expect(await hashOf(client.board.pixels())).not.toBe(blank);
    const refusal = { type: "refusal", code: "forbidden", message: "…", temporary: false } as const;
    last().tell({ ...refusal, n: 1 });
    expect(await hashOf(client.board.pixels())).toBe(blank);
    expect(client.view.get()).toMatchObject({ notice: "forbidden", waiting: 0 });
  });
});

describe("the connection", () => {
  it("[V14] asks a silent server, and is dead when it does not answer", async () => {
    const client = await live();
    vi.advanceTimersByTime(5_500);
    expect(last().said.at(-1)).toMatchObject({ type: "ping" });
    last().tell({ type: "pong", t: 1 });
    vi.advanceTimersByTime(9_000);
    expect(client.view.get().status).toBe("live");
    vi.advanceTimersByTime(3_000);
    expect(client.view.get().status).not.toBe("live");
    expect(sockets.length).toBe(2);
  });

  it("[V13] stays away when another tab took its place", async () => {
    const client = await live();
    last().cut(4001);
    vi.advanceTimersByTime(60_000);
    expect(client.view.get().status).toBe("replaced");
    expect(sockets.length).toBe(1);
  });

  it("comes back when the server said, and tells when it is full or newer", async () => {
    const client = await live();
    last().tell({ type: "goodbye", retryMs: 1_234 });
    last().cut(1001);
    expect(client.view.get().retryAt).toBe(Date.now() + 1_234);
    vi.advanceTimersByTime(1_300);
    last().cut(1013);
    expect(client.view.get().status).toBe("full");
    vi.advanceTimersByTime(11_000);
    last().accept();
    const refusal = { type: "refusal", code: "version", message: "…", temporary: false } as const;
    last().tell({ ...refusal, n: null });
    expect(client.view.get().status).toBe("outdated");
  });

  it("[V2] takes a snapshot where its place is gone, and keeps own ink", async () => {
    const client = await live();
    const stroke = client.begin(brush, [80, 80, 32, 900, 90, 32])!;
    stroke.extend([1700, 800, 32]);
    client.flush();
    const shown = await hashOf(client.board.pixels());
    last().cut();
    vi.advanceTimersByTime(1_000);
    last().accept();
    last().tell(welcome({ resumed: false, journal: "00000000feedbee0" }));
    last().tell({ type: "snapshot", seq: 0, base: null, items: [], chat: [] });
    await vi.waitFor(async () => expect(await hashOf(client.board.pixels())).toBe(shown));
    expect(last().asked).toHaveLength(2);
  });
});
