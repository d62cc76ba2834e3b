import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { endOf, LiveClass } from "./live";

/** A socket whose other end is the test. */
class FakeSocket extends EventTarget {
  readyState = 0;
  bufferedAmount = 0;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {}
  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  end(code: number, reason = ""): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
    this.onclose?.({ code });
  }
}

let sockets: FakeSocket[] = [];
let key = "first";
const entered = vi.fn();

function connect(): LiveClass {
  const open = (): WebSocket => {
    sockets.push(new FakeSocket());
    return sockets.at(-1) as unknown as WebSocket;
  };
  const live = new LiveClass("abc", () => ({ key }), { entered }, open, "http://here");
  live.start();
  return live;
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  entered.mockReset();
});
afterEach(() => vi.useRealTimers());

test("says who it is at each connection, by the key it has then", () => {
  const live = connect();
  expect(live.send({ type: "collect" })).toBe(false);
  sockets[0]?.open();
  expect(JSON.parse(sockets[0]?.sent[0] ?? "")).toEqual({ type: "enter", key: "first" });
  expect(live.send({ type: "collect" })).toBe(true);
  key = "second";
  sockets[0]?.end(1012);
  vi.advanceTimersByTime(1_000);
  sockets[1]?.open();
  expect(JSON.parse(sockets[1]?.sent[0] ?? "")).toEqual({ type: "enter", key: "second" });
  expect(entered).toHaveBeenCalledTimes(2);
  live.stop();
});

test("who is sent away does not knock again", () => {
  const live = connect();
  sockets[0]?.open();
  sockets[0]?.end(4003, "removed");
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
  expect(live.seen.get()).toMatchObject({ gone: "removed", link: { kind: "stopped" } });
});

test("a class that never was is told from a server that is away", async () => {
  const answers = [{ status: 503 }, { status: 404 }];
  vi.stubGlobal("fetch", async () => answers.shift());
  const live = connect();
  sockets[0]?.end(1006);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(live.seen.get().gone).toBe(null);
  sockets[1]?.end(1006);
  await vi.advanceTimersByTimeAsync(0);
  expect(live.seen.get().gone).toBe("unknown");
  vi.unstubAllGlobals();
});

test("the timer ends by the clock of this device", () => {
  const state = { timer: { endsAt: 61_000, now: 1_000 } } as never;
  expect(endOf({ state, heardAt: 500_000 })).toBe(560_000);
  expect(endOf({ state: null, heardAt: 0 })).toBe(null);
});
