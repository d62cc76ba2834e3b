import { describe, expect, it } from "vitest";
import { Board } from "./board";
import { hashOf } from "./hash";
import type { Entry, Snapshot } from "./protocol";

const size = { width: 256, height: 192 };
const ada = "AAAAAAAAAAAAAAAA";
const ben = "BBBBBBBBBBBBBBBB";

function board(items = 512): Board {
  const made = new Board(size, { items, points: 32_768 });
  made.author = ada;
  return made;
}

function begin(seq: number, author: string, n: number, points: number[], ended = true): Entry {
  const brush = { tool: "pencil", color: "#c62828", opacity: 255 } as const;
  return { type: "begin", seq, author, n, ...brush, points, ended };
}

const line = (y: number) => [80, y, 32, 900, y, 32, 1700, y, 32];

/** The hash of what a page shows: the truth, and ends of strokes that are not certain. */
function shown(board: Board): Promise<string> {
  board.compose();
  return hashOf(board.picture);
}

/** The hash of what these entries make on a new board. */
async function fresh(entries: Entry[], items = 512): Promise<string> {
  const made = board(items);
  for (const entry of entries) made.apply([entry], entry.seq);
  return hashOf(made.pixels());
}

describe("the truth", () => {
  it("[V3] skips entries it already has", async () => {
    const made = board();
    const entries = [begin(1, ada, 1, line(400)), begin(2, ben, 1, line(800))];
    made.apply(entries, 2);
    const once = await hashOf(made.pixels());
    made.apply([...entries, begin(3, ben, 2, line(1200))], 3);
    expect(made.seq).toBe(3);
    expect(made.strokes).toBe(3);
    made.apply([{ type: "hide", seq: 4, item: 3 }], 9);
    expect(made.seq).toBe(9);
    expect(await hashOf(made.pixels())).toBe(once);
  });

  it("[V6] keeps a stroke where it began", async () => {
    const below = [begin(1, ada, 1, [80, 80, 200], false), begin(2, ben, 1, line(80))];
    const made = board();
    made.apply(below, 2);
    made.apply([{ type: "points", seq: 3, stroke: 1, points: [900, 90, 200, 1700, 80, 200] }], 3);
    made.apply([{ type: "end", seq: 4, stroke: 1 }], 4);
    const whole = begin(1, ada, 1, [80, 80, 200, 900, 90, 200, 1700, 80, 200]);
    expect(await hashOf(made.pixels())).toBe(await fresh([whole, begin(2, ben, 1, line(80))]));
  });

  it("[V7] hides and shows, [V8] clears and brings back", async () => {
    const made = board();
    const blank = await hashOf(made.pixels());
    made.apply([begin(1, ada, 1, line(400))], 1);
    const drawn = await hashOf(made.pixels());
    made.apply([{ type: "hide", seq: 2, item: 1 }], 2);
    expect(await hashOf(made.pixels())).toBe(blank);
    made.apply([{ type: "show", seq: 3, item: 1 }], 3);
    expect(await hashOf(made.pixels())).toBe(drawn);
    made.apply([{ type: "clear", seq: 4, author: ben, n: 1 }], 4);
    expect(await hashOf(made.pixels())).toBe(blank);
    made.apply([begin(5, ada, 2, line(800))], 5);
    expect(await hashOf(made.pixels())).toBe(await fresh([begin(1, ada, 1, line(800))]));
    made.apply([{ type: "hide", seq: 6, item: 4 }], 6);
    const both = [begin(1, ada, 1, line(400)), begin(2, ada, 2, line(800))];
    expect(await hashOf(made.pixels())).toBe(await fresh(both));
    made.apply([{ type: "cancel", seq: 7, stroke: 5 }], 7);
    expect(await hashOf(made.pixels())).toBe(drawn);
  });

  it("[V9] looks the same whatever has left the window", async () => {
    const entries: Entry[] = [];
    for (let seq = 1; seq <= 20; seq += 1) entries.push(begin(seq, ada, seq, line(seq * 60)));
    entries.push({ type: "clear", seq: 21, author: ben, n: 1 });
    for (let seq = 22; seq <= 30; seq += 1) entries.push(begin(seq, ben, seq, line(seq * 40)));
    expect(await fresh(entries, 4)).toBe(await fresh(entries, 512));
  });

  it("[V16] shows a line of the plain dialect as a stroke of two points", async () => {
    const made = board();
    made.apply([begin(1, ben, 0, [80, 80, 8, 800, 80, 8])], 1);
    expect(made.strokes).toBe(1);
    expect(await shown(made)).toBe(await hashOf(made.pixels()));
  });

  it("starts anew from a snapshot", async () => {
    const source = board(2);
    for (let seq = 1; seq <= 6; seq += 1) source.apply([begin(seq, ada, seq, line(seq * 90))], seq);
    const items = [5, 6].map((seq) => {
      const { type: _, ...rest } = begin(seq, ada, seq, line(seq * 90)) as Entry & {
        type: "begin";
      };
      return { type: "stroke" as const, ...rest, hidden: false };
    });
    const base = board(0);
    for (let seq = 1; seq <= 4; seq += 1) base.apply([begin(seq, ada, seq, line(seq * 90))], seq);
    const snapshot: Snapshot = { type: "snapshot", seq: 6, base: "", items, chat: [] };
    const made = board(2);
    made.load(snapshot, base.pixels());
    expect(await hashOf(made.pixels())).toBe(await hashOf(source.pixels()));
  });
});

describe("own ink ahead of the truth", () => {
  const brush = { tool: "pencil", color: "#c62828", opacity: 128 } as const;

  it("is shown at once, once, and gives way to the truth", async () => {
    const made = board();
    const ink = made.ahead(brush);
    ink.n = 1;
    ink.extend(line(400));
    ink.end();
    const atOnce = await hashOf(made.pixels());
    expect(atOnce).not.toBe(await hashOf(board().pixels()));
    made.apply([{ ...begin(1, ada, 1, line(400)), ...brush } as Entry], 1);
    expect(await hashOf(made.pixels())).toBe(atOnce);
    ink.remove();
    expect(await hashOf(made.pixels())).toBe(atOnce);
  });

  it("takes its place in the painting order as soon as that is known", async () => {
    const made = board();
    const ink = made.ahead(brush);
    ink.n = 1;
    ink.extend(line(400));
    made.apply([{ ...begin(1, ada, 1, line(400).slice(0, 3), false), ...brush } as Entry], 1);
    made.apply([begin(2, ben, 1, line(400))], 2);
    ink.end();
    const shown = await hashOf(made.pixels());
    const whole = { ...begin(1, ada, 1, line(400)), ...brush } as Entry;
    expect(shown).toBe(await fresh([whole, begin(2, ben, 1, line(400))]));
  });

  it("shows open strokes as if they ended, each in its place, and says only what is true", async () => {
    const points = [80, 80, 32, 900, 80, 32, 1700, 900, 32];
    const [open, over] = [begin(1, ben, 1, points, false), begin(2, ada, 1, line(400))];
    const whole = await fresh([begin(1, ben, 1, points), over]);
    const made = board();
    made.apply([open, over], 2);
    expect(await shown(made)).toBe(whole);
    const truth = await hashOf(made.pixels());
    expect(truth).not.toBe(whole);
    expect(await shown(made)).toBe(whole);
    made.apply([{ type: "points", seq: 3, stroke: 1, points: [300, 900, 32] }], 3);
    const longer = [...points, 300, 900, 32];
    expect(await shown(made)).toBe(await fresh([begin(1, ben, 1, longer), over]));
    made.apply([{ type: "cancel", seq: 4, stroke: 1 }], 4);
    expect(await shown(made)).toBe(await fresh([over]));
    const ink = made.ahead(brush);
    ink.extend([80, 80, 32]);
    const dot = { ...begin(5, ada, 5, [80, 80, 32]), ...brush } as Entry;
    expect(await shown(made)).toBe(await fresh([over, dot]));
    ink.remove();
    expect(await shown(made)).toBe(await fresh([over]));
  });
});

it("looks the same however often it is composed on the way", async () => {
  let state = 5;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  const place = () => [random(2_048), random(1_536), 8 + random(300)];
  const entries: Entry[] = [];
  const begun: number[] = [];
  for (let seq = 1; seq <= 300; seq += 1) {
    const some = begun[random(begun.length || 1)] ?? 0;
    const kind = random(12);
    if (kind < 4) begun.push(seq);
    if (kind < 4) entries.push(begin(seq, kind % 2 ? ada : ben, seq, place(), kind === 0));
    else if (kind < 8)
      entries.push({ type: "points", seq, stroke: some, points: [...place(), ...place()] });
    else if (kind < 10) entries.push({ type: kind === 8 ? "hide" : "show", seq, item: some });
    else if (random(8) > 0) entries.push({ type: "end", seq, stroke: some });
    else entries.push({ type: "clear", seq, author: ada, n: seq });
  }
  const often = board(40);
  const blank = await hashOf(board().pixels());
  let inked = 0;
  for (const [at, entry] of entries.entries()) {
    often.apply([entry], entry.seq);
    if (at % 3 === 0) often.compose();
    if (at % 20 !== 19) continue;
    const shown = await hashOf(often.pixels());
    expect(shown).toBe(await fresh(entries.slice(0, at + 1), 40));
    inked += shown === blank ? 0 : 1;
  }
  expect(inked).toBeGreaterThan(8);
});
