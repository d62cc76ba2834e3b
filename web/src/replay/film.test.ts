import { describe, expect, it } from "vitest";
import { Board } from "../board";
import { hashOf } from "../hash";
import { Fates } from "./fates";
import { Film } from "./film";
import { Keyframes } from "./keyframes";
import type { Timed } from "./lines";
import { chance, recording, streamOf } from "./making";
import { Reel } from "./reel";
import { loadAll, scout } from "./scout";
import { Tape } from "./tape";

const size = { width: 256, height: 192 };
/** Memory for a few places. */
const BYTES = 300_000;

const never = new AbortController().signal;

const turn = async () => performance.now() + 8;

const noShots = () => Promise.reject(new Error("there are no other pictures"));

const noImages = () => Promise.reject(new Error("there are no images"));

/** What a page shows at some places that hears entry after entry. */
async function live(entries: Timed[], seqs: number[], items = 512): Promise<Map<number, string>> {
  const board = new Board(size, { items, points: 32_768 });
  const shown = new Map<number, string>();
  let at = 0;
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    while (at < entries.length && entries[at]!.seq <= seq) {
      const now = entries[at]!.seq;
      const together: Timed[] = [];
      while (entries[at]?.seq === now) together.push(entries[at++]!);
      board.apply(together, now);
    }
    shown.set(seq, await hashOf(board.pixels()));
  }
  return shown;
}

/** Places by chance. */
function places(seed: number, end: number): number[] {
  const random = chance(seed);
  return Array.from({ length: 15 }, () => Math.floor(random() * (end + 1)));
}

function film(entries: Timed[], items = 512, bytes = 64e6) {
  const end = entries.at(-1)!.seq;
  const tape = new Tape(end, async (from, to) => streamOf(entries, from, to));
  const fates = new Fates(items);
  const window = { items, points: 32_768 };
  const make = () => new Reel({ size, window, fates, find: noImages, onImage: () => {} });
  return { tape, fates, kept: new Keyframes(bytes), make, end };
}

async function shown(made: Film, seq: number): Promise<string> {
  made.approach(seq);
  expect(made.goOn({ seq }, Infinity)).toMatch(/limit|end/);
  expect(made.reel.seq).toBe(seq);
  return hashOf(made.reel.board.pixels());
}

describe("a film", { timeout: 30_000 }, () => {
  it("shows at its end what the page of the room shows", async () => {
    for (const seed of [1, 2]) {
      const entries = recording(seed, 600, 24);
      const { tape, fates, kept, make, end } = film(entries, 24);
      await loadAll(tape, fates, { onPart: () => {}, place: () => 0 }, never);
      const truth = await live(entries, [end], 24);
      expect(await shown(new Film(tape, kept, make), end)).toBe(truth.get(end));
    }
  });

  it("shows at any place what one sees who came there from the start", async () => {
    for (const seed of [4, 5]) {
      const entries = recording(seed, 900, 24);
      const { tape, fates, kept, make, end } = film(entries, 24);
      await loadAll(tape, fates, { onPart: () => {}, place: () => 0 }, never);
      await scout(new Film(tape, kept, make), fates, turn, noShots);
      expect(kept.count).toBeGreaterThan(2);
      const seen = new Film(tape, kept, make);
      const seqs = places(seed, end);
      const truth = await live(entries, seqs, 24);
      for (const seq of seqs) expect(await shown(seen, seq), `${seed} ${seq}`).toBe(truth.get(seq));
    }
  });

  it("does so too before it is known what is taken back, and with little memory", async () => {
    const entries = recording(6, 1_200, 24);
    const { tape, fates, kept, make, end } = film(entries, 24, BYTES);
    await tape.load(0);
    const seen = new Film(tape, kept, make);
    expect(fates.certain).toBe(0);
    const seqs = places(6, end);
    const truth = await live(entries, seqs, 24);
    for (const seq of seqs) {
      expect(await shown(seen, seq)).toBe(truth.get(seq));
      expect(kept.bytes).toBeLessThanOrEqual(BYTES);
    }
    expect(kept.count).toBeGreaterThan(1);
  });

  it("begins at the clear before a place, if nobody takes that back", async () => {
    const entries = recording(9, 1_200, 24);
    const { tape, fates, make, end } = film(entries, 24);
    await loadAll(tape, fates, { onPart: () => {}, place: () => 0 }, never);
    const turned = new Set(entries.map((one) => (one.type === "hide" ? one.item : 0)));
    const clears = entries.filter(({ type }) => type === "clear").map(({ seq }) => seq);
    expect(clears.some((seq) => turned.has(seq))).toBe(true);
    const seqs = [end, ...clears, ...places(9, end)];
    const truth = await live(entries, seqs, 24);
    let begun = 0;
    for (const seq of seqs) {
      const wall = clears.findLast((clear) => clear <= seq && !turned.has(clear)) ?? 0;
      expect(fates.wallBefore(seq)).toBe(wall);
      const seen = new Film(tape, new Keyframes(BYTES), make);
      seen.approach(seq);
      if (seen.reel.seq > 0) begun += 1;
      expect(await shown(seen, seq), `${seq}`).toBe(truth.get(seq));
    }
    expect(begun).toBeGreaterThan(3);
  });

  it("goes on from a picture of the server", async () => {
    const entries = recording(7, 900, 24);
    const { tape, kept, fates, make, end } = film(entries, 24);
    const first = make();
    await tape.load(0);
    const { entries: some, seq } = tape.take(0, { seq: Math.floor(end / 2) });
    first.take(some, seq);
    const { items } = first.keep();
    const base = first.board.base?.slice() ?? null;
    const seen = new Film(tape, kept, make);
    seen.reel.load({ seq, items }, base);
    await loadAll(tape, fates, { onPart: () => {}, place: () => 0 }, never);
    const truth = await live(entries, [end], 24);
    expect(await shown(seen, end)).toBe(truth.get(end));
  });

  it("does not keep at length what would go again at once", async () => {
    const entries = recording(10, 9_000, 24);
    const { tape, fates, kept, make, end } = film(entries, 24, BYTES);
    await loadAll(tape, fates, { onPart: () => {}, place: () => 0 }, never);
    const reel = make();
    let made = 0;
    const keep = reel.keep.bind(reel);
    reel.keep = () => {
      made += 1;
      return keep();
    };
    new Film(tape, kept, () => reel).goOn({ seq: end }, Infinity);
    expect(kept.bytes).toBeLessThanOrEqual(BYTES);
    expect(made).toBeGreaterThan(kept.count);
    expect(made).toBeLessThan(kept.count * 5);
  });

  it("stops at a moment, and with the last entry that was not later", async () => {
    const entries = recording(8, 300);
    const { tape, kept, make } = film(entries);
    await tape.load(0);
    const seen = new Film(tape, kept, make);
    for (const at of [0, 700, 4_000, 9_000]) {
      expect(seen.goOn({ at }, Infinity)).toBe("limit");
      const last = entries.findLast((one) => one.at <= at)!;
      expect(seen.reel.seq).toBe(last.seq);
      expect(tape.placeAt(at)).toBe(last.seq);
    }
  });
});
