import { describe, expect, it, vi } from "vitest";
import { Board } from "./board";
import type { Picture } from "./png";
import type { Entry } from "./protocol";

const author = "AAECAwQFBgcICQoL";
const size = { width: 150, height: 130 };

function picture(width: number, height: number): Picture {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (at * 7) % 256;
  return { width, height, pixels };
}

function place(seq: number, x: number, y: number, width = 70, height = 40): Entry {
  return { type: "place", seq, author, n: seq, image: "f".repeat(32), x, y, width, height };
}

function dot(seq: number): Entry {
  const brush = { tool: "pencil" as const, color: "#c62828", opacity: 255 };
  return { type: "begin", seq, author, n: seq, ...brush, points: [400, 400, 80], ended: true };
}

async function settledBoard(entries: Entry[], bounds = { items: 99, points: 9_999 }) {
  const find = vi.fn(async () => picture(70, 40));
  const changed = vi.fn();
  const board = new Board(size, bounds, find, changed);
  board.apply(entries, entries.at(-1)!.seq);
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  return board;
}

/** One pixel, as rule R10 is written. */
function expected(board: Uint8ClampedArray, from: Picture, x: number, y: number, at: number) {
  const source = (y * from.width + x) * 4;
  const alpha = from.pixels[source + 3]!;
  return [0, 1, 2].map((channel) =>
    Math.trunc(
      (from.pixels[source + channel]! * alpha + board[at + channel]! * (255 - alpha) + 127) / 255,
    ),
  );
}

describe("an image on the canvas", () => {
  it("[R10] is blended pixel by pixel where it lies, also over its edges", async () => {
    for (const [left, top] of [
      [10, 20],
      [-30, 110],
      [120, -5],
    ] as const) {
      const below = new Board(size, { items: 9, points: 999 });
      below.apply([dot(1)], 1);
      const [before, image] = [below.pixels(), picture(70, 40)];
      const after = (await settledBoard([dot(1), place(2, left, top)])).pixels();
      for (let y = 0; y < size.height; y += 1) {
        for (let x = 0; x < size.width; x += 1) {
          const at = (y * size.width + x) * 4;
          const inside = x >= left && x < left + 70 && y >= top && y < top + 40;
          const want = inside
            ? expected(before, image, x - left, y - top, at)
            : [...before.slice(at, at + 3)];
          expect([...after.slice(at, at + 3)], `pixel ${x}, ${y}`).toEqual(want);
        }
      }
    }
  });

  it("[V19] goes and comes like a stroke, and stays when it leaves the window", async () => {
    const board = await settledBoard([dot(1), place(2, 10, 20)]);
    const shown = board.pixels();
    board.apply([{ type: "hide", seq: 3, item: 2 }], 3);
    const alone = new Board(size, { items: 9, points: 999 });
    alone.apply([dot(1)], 1);
    expect(board.pixels()).toEqual(alone.pixels());
    board.apply([{ type: "show", seq: 4, item: 2 }], 4);
    expect(board.pixels()).toEqual(shown);
    const small = await settledBoard([dot(1), place(2, 10, 20)], { items: 1, points: 1 });
    expect(small.pixels()).toEqual(shown);
  });

  it("[V9] holds the window until its pixels are there, so that the base misses nothing", async () => {
    let come: ((picture: Picture) => void) | null = null;
    const find = () =>
      new Promise<Picture>((resolve) => {
        come = resolve;
      });
    const changed = vi.fn();
    const board = new Board(size, { items: 1, points: 9_999 }, find, changed);
    board.apply([place(1, 10, 20), dot(2), dot(3)], 3);
    await vi.waitFor(() => expect(come).not.toBeNull());
    come!(picture(70, 40));
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    const whole = await settledBoard([place(1, 10, 20), dot(2), dot(3)]);
    expect(board.pixels()).toEqual(whole.pixels());
  });
});

describe("a lift of the pen", () => {
  it("[R9] makes one stroke of two lines that nothing joins", () => {
    const brush = { tool: "pencil" as const, color: "#c62828", opacity: 100 };
    const begin = (seq: number, points: number[]): Entry => {
      return { type: "begin", seq, author, n: seq, ...brush, points, ended: true };
    };
    const [first, second] = [
      [80, 80, 40, 900, 80, 40],
      [80, 900, 40, 500, 500, 24, 900, 900, 40],
    ];
    const lifted = new Board(size, { items: 9, points: 999 });
    lifted.apply([begin(1, [...first!, 0, 0, 0, ...second!])], 1);
    const two = new Board(size, { items: 9, points: 999 });
    two.apply([begin(1, first!), begin(2, second!)], 2);
    expect(lifted.pixels()).toEqual(two.pixels());
    const crossed = new Board(size, { items: 9, points: 999 });
    crossed.apply([begin(1, [...first!, 0, 0, 0, ...first!])], 1);
    const once = new Board(size, { items: 9, points: 999 });
    once.apply([begin(1, first!)], 1);
    expect(crossed.pixels()).toEqual(once.pixels());
  });
});
