/** What is noted inside a page, by standing between it and the browser: the page itself knows nothing of it. */

import type { Page } from "@playwright/test";

/** Times of one page, in ms; `At` are times of the machine's clock, equal for all pages. */
export interface Notes {
  /** From the handler of a move to the last pixel of its frame. */
  own: number[];
  /** The same from when the browser got the move: the wait for the frame is in it. */
  ownEvent: number[];
  /** Handlers of moves. */
  movesAt: number[];
  /** The last pixel of each time something was written, and the frame that shows it. */
  written: { at: number; shownAt: number }[];
  /** Script of the page in each frame: messages and painting. */
  work: number[];
  /** The same since the last frame. */
  busy: number;
  /** Interactions, each with the time to its next paint. */
  interactions: { at: number; name: string; ms: number }[];
  /** When a pen that tried from the beginning on first left ink, since the page was asked for. */
  inkAt: number | null;
  /** When the room was live and its picture painted, since the page was asked for. */
  readyAt: number | null;
}

declare global {
  interface Window {
    bench: Notes;
  }
}

/** Stands between a page and the browser; runs before anything of the page. */
function stand([seq, tries]: [seq: number, tries: boolean]): void {
  const notes: Notes = {
    own: [],
    ownEvent: [],
    movesAt: [],
    written: [],
    work: [],
    busy: 0,
    interactions: [],
    inkAt: null,
    readyAt: null,
  };
  window.bench = notes;
  const frame = window.requestAnimationFrame.bind(window);
  const epoch = (at: number): number => performance.timeOrigin + at;
  let isFrame = false;
  type Move = { at: number; sent: number };
  const now: {
    move: Move | null;
    burst: { at: number; isFrame: boolean; move: Move | null } | null;
  } = { move: null, burst: null };

  const timed = (act: () => void): void => {
    const start = performance.now();
    act();
    // What it left for when it is done is done by then.
    queueMicrotask(() => {
      notes.busy += performance.now() - start;
    });
  };
  // A message to oneself comes after the task that is running: then everything of it is written.
  const after = new MessageChannel();
  after.port1.onmessage = () => {
    const ended = now.burst;
    now.burst = null;
    if (!ended) return;
    if (ended.move) {
      notes.inkAt ??= ended.at;
      notes.own.push(ended.at - ended.move.at);
      notes.ownEvent.push(ended.at - ended.move.sent);
    }
    const shown = (at: number) => notes.written.push({ at: epoch(ended.at), shownAt: epoch(at) });
    if (ended.isFrame) shown(ended.at);
    else frame(() => shown(performance.now()));
  };
  const wrote = (): void => {
    const at = performance.now();
    if (!now.burst) {
      now.burst = { at, isFrame, move: now.move };
      now.move = null;
      after.port2.postMessage(0);
    }
    now.burst.at = at;
  };

  const { putImageData, stroke } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (...all: unknown[]) {
    putImageData.apply(this, all as never);
    wrote();
  };
  CanvasRenderingContext2D.prototype.stroke = function (...all: unknown[]) {
    stroke.apply(this, all as never);
    wrote();
  };
  window.requestAnimationFrame = (act) =>
    frame((time) => {
      isFrame = true;
      timed(() => act(time));
      isFrame = false;
      queueMicrotask(() => {
        notes.work.push(notes.busy);
        notes.busy = 0;
      });
    });
  const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage")!;
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    set(act: ((event: MessageEvent) => void) | null) {
      set!.call(this, act && ((event: MessageEvent) => timed(() => act.call(this, event))));
    },
  });
  addEventListener(
    "pointermove",
    (event) => {
      if (event.buttons === 0) return;
      now.move = { at: performance.now(), sent: event.timeStamp };
      notes.movesAt.push(epoch(now.move.at));
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEventTiming & {
      interactionId: number;
    })[]) {
      const { interactionId, name, startTime: at, duration: ms } = entry;
      if (interactionId > 0) notes.interactions.push({ at, name, ms });
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  // A frame in which no pixel changes is never shown, and an interaction would last until the next that is,
  // which may be seconds later: so each changes a pixel.
  const pixel = document.createElement("i");
  pixel.style.cssText =
    "position:fixed;z-index:9;left:0;top:0;width:1px;height:1px;pointer-events:none";
  const changePixel = (): void => {
    if (!pixel.isConnected) document.documentElement.append(pixel);
    pixel.style.background = pixel.style.background === "red" ? "blue" : "red";
  };
  for (const type of ["pointerdown", "pointerup", "click", "keydown", "keyup"]) {
    addEventListener(type, changePixel, { capture: true });
  }
  // A pen that goes down, moves and lifts until the page takes it.
  let step = 0;
  const pen = setInterval(() => {
    if (!tries || notes.inkAt !== null) clearInterval(pen);
    if (!tries || notes.inkAt !== null) return;
    const paper = document.querySelector("[data-layer=base]");
    step += 1;
    const type = ["pointerdown", "pointermove", "pointermove", "pointermove", "pointerup"][
      step % 5
    ];
    const at = { clientX: 400 + step * 3, clientY: 300 + step, buttons: 1, pointerId: 1 };
    paper?.dispatchEvent(new PointerEvent(type!, { ...at, bubbles: true, pointerType: "mouse" }));
  }, 8);
  const ready = setInterval(() => {
    const { easel } = window;
    if (easel?.status() !== "live" || easel.seq() < seq) return;
    clearInterval(ready);
    frame(() => {
      notes.readyAt = performance.now();
    });
  }, 4);
}

/**
 * Notes from now on what pages of this tab do; call before `goto`. They are ready at `seq`; `tries` lets a pen
 * try to draw from the beginning on.
 */
export async function watch(page: Page, seq = 0, tries = false): Promise<void> {
  await page.addInitScript(stand, [seq, tries] as [number, boolean]);
}

/** Waits until the page has painted what happened up to `seq`; answers the script it took, in ms. */
export function workUntil(page: Page, seq: number): Promise<number> {
  return page.evaluate(
    (seq) =>
      new Promise<number>((done) => {
        const look = setInterval(() => {
          if (window.easel.seq() < seq || window.bench.written.length === 0) return;
          clearInterval(look);
          done(window.bench.work.reduce((sum, ms) => sum + ms, window.bench.busy));
          window.bench.work.length = 0;
          window.bench.busy = 0;
          window.bench.written.length = 0;
        }, 5);
      }),
    seq,
  );
}

/** Forgets what was noted so far. */
export async function forget(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const list of Object.values(window.bench)) if (Array.isArray(list)) list.length = 0;
    window.bench.busy = 0;
  });
}

/** What was noted since. */
export const notesOf = (page: Page): Promise<Notes> => page.evaluate(() => window.bench);

/** Makes the processor of a page this many times slower. */
export async function slow(page: Page, rate: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate });
}

/** A slow phone's network: 100 ms there and back, 1.6 Mbit/s. */
export async function slowNetwork(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const bytes = 1_600_000 / 8;
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 100,
    downloadThroughput: bytes,
    uploadThroughput: bytes,
  });
}

/** JavaScript objects and buffers that are in use, in bytes, after everything else was let go. */
export async function memoryOf(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  await client.send("HeapProfiler.collectGarbage");
  const usage = (await client.send("Runtime.getHeapUsage")) as Record<string, number>;
  return (usage.usedSize ?? 0) + (usage.backingStorageSize ?? 0);
}
