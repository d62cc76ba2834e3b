import { describe, expect, it } from "vitest";
import type { Timed } from "./lines";
import { recording, streamOf } from "./making";
import { stopAfter, stopBefore } from "./stops";
import { PART, Tape } from "./tape";

const entries = recording(1, 9_000);
const end = entries.at(-1)!.seq;

function tape(fail: (from: number, count: number) => "cut" | "damaged" | null = () => null) {
  const asked = new Map<number, number>();
  return new Tape(
    end,
    async (from, to) => {
      const count = (asked.get(from) ?? 0) + 1;
      asked.set(from, count);
      const how = fail(from, count);
      if (how === "damaged") {
        const good = await new Response(streamOf(entries, from, from + 50, true)).text();
        return new Blob([good, '{"type":"begin","seq":\n']).stream();
      }
      return streamOf(entries, from, how === "cut" ? from + 100 : to, how === "cut");
    },
    0,
  );
}

describe("a tape", () => {
  it("gives every entry once, however it is taken", async () => {
    const made = tape();
    for (let part = 0; part < made.parts; part += 1) await made.load(part);
    const got = [];
    for (let seq = 0; ; ) {
      const taken = made.take(seq, {}, 50);
      got.push(...taken.entries);
      seq = taken.seq;
      if (taken.stop === null) continue;
      expect(taken.stop).toBe("end");
      break;
    }
    expect(got).toEqual(entries.map(({ at: _, ...entry }) => entry));
  });

  it("says where a part is missing, and goes on when it is there", async () => {
    const made = tape();
    expect(made.take(0, {})).toEqual({ entries: [], seq: 0, stop: "missing" });
    await made.load(0);
    const { seq, stop } = made.take(0, {});
    expect([seq, stop]).toEqual([PART, "missing"]);
    expect(made.placeAt(Infinity)).toBe(null);
    await made.load(1);
    expect(made.take(PART, {}).entries.length).toBeGreaterThan(1_000);
  });

  it("finds the place of a moment where it is certain", async () => {
    const made = tape();
    await made.load(1);
    const first = entries.findIndex(({ seq }) => seq > PART);
    const later = entries[first + 10]!;
    expect(made.placeAt(0)).toBe(null);
    const same = entries.findLast(({ at }) => at <= later.at)!;
    expect(made.placeAt(later.at)).toBe(same.seq);
    await made.load(0);
    const before = entries[first]!.at - 0.5;
    expect(made.placeAt(before)).toBe(entries.findLast(({ at }) => at <= before)!.seq);
    expect(made.atOf(later.seq)).toBe(later.at);
    expect(made.atOf(0)).toBe(0);
  });

  it("asks again where a stream was cut", async () => {
    const made = tape((_, count) => (count < 3 ? "cut" : null));
    expect((await made.load(0)).isWhole).toBe(true);
    expect(made.brokenAt).toBe(null);
  });

  it("keeps what is good of a damaged stream, and ends there", async () => {
    const made = tape(() => "damaged");
    const pack = await made.load(0);
    const good = entries.filter(({ seq }) => seq <= 50);
    expect(pack.count).toBe(good.length);
    expect(made.brokenAt).toBe(good.at(-1)!.seq);
    const { stop, seq } = made.take(0, {});
    expect([stop, seq]).toEqual(["end", good.at(-1)!.seq]);
  });
});

describe("steps by stroke", () => {
  it("lead forward and back over the same places", async () => {
    const made = tape();
    const places = [0];
    for (let count = 0; count < 40; count += 1) places.push(await stopAfter(made, places.at(-1)!));
    expect(new Set(places).size).toBe(41);
    for (let count = 40; count > 0; count -= 1) {
      expect(await stopBefore(made, places[count]!)).toBe(places[count - 1]);
    }
    expect(await stopAfter(made, end)).toBe(end);
  });
});

it("a place whose picture must be asked for is stopped at, once", async () => {
  const entries: Timed[] = [
    { type: "clear", seq: 1, author: "A".repeat(16), n: 1, at: 0 },
    { type: "hide", seq: 2, item: 1, at: 5 },
    { type: "rebase", seq: 2, at: 5 },
    { type: "clear", seq: 3, author: "A".repeat(16), n: 2, at: 9 },
  ];
  const tape = new Tape(3, async (from, to) => streamOf(entries, from, to));
  await tape.load(0);
  const before = tape.take(0, {});
  expect([before.seq, before.stop, before.entries.length]).toEqual([1, "rebase", 1]);
  expect(tape.rebaseAfter(before.seq)).toBe(2);
  expect(tape.take(2, {})).toMatchObject({ seq: 3, stop: "end" });
  expect(tape.take(0, { crosses: true })).toMatchObject({ seq: 3, stop: "end" });
});
