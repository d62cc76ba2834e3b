import { describe, expect, it } from "vitest";
import { emptyBins, joined, Pace } from "./pace";

const pauses = [
  { from: 1_000, to: 11_000 },
  { from: 12_000, to: 15_000 },
];

describe("the time of playing", () => {
  it("is the time of drawing where nothing is skipped", () => {
    const pace = new Pace();
    expect([pace.toPlaying(1_234), pace.toDrawing(1_234)]).toEqual([1_234, 1_234]);
  });

  it("takes half a second for each pause", () => {
    const pace = new Pace(pauses);
    const drawing = [0, 1_000, 6_000, 11_000, 12_000, 13_500, 15_000, 20_000];
    const playing = [0, 1_000, 1_250, 1_500, 2_500, 2_750, 3_000, 8_000];
    expect(drawing.map((at) => pace.toPlaying(at))).toEqual(playing);
    expect(playing.map((at) => pace.toDrawing(at))).toEqual(drawing);
  });

  it("leads there and back from everywhere, and never backwards", () => {
    const pace = new Pace(pauses);
    let before = -1;
    for (let at = 0; at < 20_000; at += 37) {
      const there = pace.toPlaying(at);
      expect(there).toBeGreaterThan(before);
      before = there;
      expect(pace.toDrawing(there)).toBeCloseTo(at, 6);
    }
  });
});

describe("pauses that are guessed", () => {
  it("are what empty bins tell, if they are long enough", () => {
    expect(emptyBins([1, 0, 0, 2, 0], 10_000)).toEqual([{ from: 2_000, to: 6_000 }]);
    expect(emptyBins([1, 0, 0, 2, 0], 15_000)).toEqual([
      { from: 3_000, to: 9_000 },
      { from: 12_000, to: 15_000 },
    ]);
    expect(emptyBins([], 0)).toEqual([]);
  });

  it("give way to what is known", () => {
    const guessed = [
      { from: 0, to: 9_000 },
      { from: 20_000, to: 30_000 },
      { from: 40_000, to: 50_000 },
    ];
    expect(joined([{ from: 100, to: 8_000 }], 25_000, guessed)).toEqual([
      { from: 100, to: 8_000 },
      { from: 25_000, to: 30_000 },
      { from: 40_000, to: 50_000 },
    ]);
  });
});
