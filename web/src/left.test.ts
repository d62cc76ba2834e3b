import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { leaveBehind } from "./identity";
import { sendLeft } from "./left";
import { Outbox, type Pen } from "./outbox";
import type { ClientMessage, ServerMessage } from "./protocol";
import { LIMITS } from "./roomView";

const DAY_MS = 24 * 3_600_000;
const KEY = "easel.left.art.ada";
const brush = { tool: "pencil", color: "#c62828", opacity: 255 } as const;

const kept = new Map<string, string>();
/** As a browser's: its keys are its properties. */
const storage = new Proxy(
  {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  },
  {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  },
);

let said: ClientMessage[];
/** Whether the server stores what it is told. */
let isKind: boolean;

beforeEach(() => {
  vi.useFakeTimers({ now: 100 * DAY_MS });
  vi.stubGlobal("localStorage", storage);
  // As on a page without https: no locks.
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("location", { origin: "https://draw.test" });
  kept.clear();
  said = [];
  isKind = true;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const WELCOME = {
  ...{ type: "welcome", protocol: 1, raster: 2, room: "art", journal: "00000000feedbeef", seq: 0 },
  ...{ client: 1, page: "", author: "AAAAAAAAAAAAAAAA", last: 0, role: "painter", width: 1920 },
  ...{ height: 1080, clientCount: 1, resumed: true, limits: LIMITS },
} as ServerMessage;

/** A server that knows nobody, and acknowledges what it stores. */
function open(): WebSocket {
  const socket = {
    readyState: 1,
    bufferedAmount: 0,
    onopen: () => {},
    onmessage: (_: { data: string }) => {},
    close: () => {},
    send: (text: string) => {
      const told = [JSON.parse(text)].flat() as ClientMessage[];
      said.push(...told);
      const n = told.map((one) => ("n" in one ? Number(one.n) : 0)).at(-1);
      const answer = told[0]?.type === "join" ? WELCOME : { type: "ack", n };
      if (answer === WELCOME || isKind) socket.onmessage({ data: JSON.stringify(answer) });
    },
  };
  setTimeout(() => socket.onopen());
  return socket as unknown as WebSocket;
}

/** What a page keeps that was closed with a stroke nobody was told of. */
function stroke(): string {
  const outbox = new Outbox();
  const pen = { brush, ahead: {}, points: [8, 8, 8], n: null, over: true, waiting: 0 };
  outbox.push(
    { n: null, kind: "begin", pen: pen as unknown as Pen, points: [8, 8, 8], ended: true },
    9,
  );
  return outbox.save() ?? "";
}

const added = vi.fn();
async function send(): Promise<void> {
  added.mockClear();
  const sent = sendLeft("art", added, open);
  await vi.advanceTimersByTimeAsync(31_000);
  await sent;
}

test("what is left is told as its author, once, and said", async () => {
  kept.set(KEY, `${Date.now()} ${stroke()}`);
  kept.set("easel.left.other.ada", "another room");
  await send();
  expect(said).toMatchObject([
    { type: "join", token: "ada" },
    { type: "begin", n: 1, points: [8, 8, 8], ended: true },
  ]);
  expect(added.mock.calls).toEqual([[1]]);
  expect([...kept.keys()]).toEqual(["easel.left.other.ada"]);
  await send();
  expect(added).not.toHaveBeenCalled();
});

test("what the server does not take is left for the next page", async () => {
  kept.set(KEY, `${Date.now()} ${stroke()}`);
  isKind = false;
  await send();
  expect(added).not.toHaveBeenCalled();
  expect(kept.has(KEY)).toBe(true);
});

test("what is a week old is let go of", async () => {
  kept.set(KEY, `${Date.now() - 8 * DAY_MS} ${stroke()}`);
  await send();
  expect(said).toEqual([]);
  expect(kept.size).toBe(0);
});

test("a page leaves behind what fits, and takes it up when it is there again", () => {
  const heard = new Map<string, () => void>();
  vi.stubGlobal("addEventListener", (type: string, act: () => void) => heard.set(type, act));
  kept.set(KEY, "of a reload");
  let text: string | null = "strokes";
  leaveBehind("art", "ada", () => text);
  expect(kept.size).toBe(0);
  heard.get("pagehide")?.();
  expect(kept.get(KEY)).toBe(`${Date.now()} strokes`);
  heard.get("pageshow")?.();
  expect(kept.size).toBe(0);
  for (const no of [null, "x".repeat(1_000_001)]) {
    text = no;
    heard.get("pagehide")?.();
    expect(kept.size).toBe(0);
  }
});
