import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Board } from "./board";
import { hashOf } from "./hash";
import type { Item, Snapshot } from "./protocol";
import { blend, MaskTile, over255, StrokeMask, TILE, WHOLE } from "./raster";

/** Seeded chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Capsule = [number, number, number, number, number, number];

/** The capsules of a stroke, straight from R4 and R5. */
function capsules(flat: number[], ended: boolean): Capsule[] {
  const p: [number, number, number][] = [];
  for (let at = 0; at < flat.length; at += 3) {
    p.push([flat[at]! / 8, flat[at + 1]! / 8, flat[at + 2]! / 8]);
  }
  const middle = (i: number) => [0, 1, 2].map((c) => (p[i]![c]! + p[i + 1]![c]!) / 2);
  const made: number[][] = [];
  const last = p.length - 1;
  if (ended && last === 0) made.push([...p[0]!, ...p[0]!]);
  if (ended && last === 1) made.push([...p[0]!, ...p[1]!]);
  if (last >= 2) {
    made.push([...p[0]!, ...middle(0)]);
    for (let i = 1; i < last; i += 1) made.push(...curve(middle(i - 1), p[i]!, middle(i)));
    if (ended) made.push([...middle(last - 1), ...p[last]!]);
  }
  return made as Capsule[];
}

function curve(a: number[], q: number[], b: number[]): number[][] {
  const w = [0, 1, 2].map((c) => a[c]! - 2 * q[c]! + b[c]!);
  const e = w[0]! * w[0]! + w[1]! * w[1]! + w[2]! * w[2]!;
  const n = e <= 0.25 ? 1 : e <= 4 ? 2 : e <= 64 ? 4 : e <= 1024 ? 8 : 16;
  const at = (k: number) => {
    const [t, s] = [k / n, 1 - k / n];
    return [0, 1, 2].map((c) => s * s * a[c]! + 2 * s * t * q[c]! + t * t * b[c]!);
  };
  return Array.from({ length: n }, (_, k) => [...(k === 0 ? a : at(k)), ...at(k + 1)]);
}

/** The coverage of one pixel, straight from R2 and R3. */
function coverage([ax, ay, ar, bx, by, br]: Capsule, x: number, y: number): number {
  const [ux, uy] = [bx - ax, by - ay];
  const length2 = ux * ux + uy * uy;
  const [vx, vy] = [x + 0.5 - ax, y + 0.5 - ay];
  let [dx, dy, r] = [vx, vy, Math.max(ar, br)];
  if (length2 !== 0) {
    const inv = 1 / length2;
    const t = Math.min(Math.max((vx * ux + vy * uy) * inv, 0), 1);
    [dx, dy, r] = [vx - t * ux, vy - t * uy, ar + t * (br - ar)];
  }
  const c = r + 0.5 - Math.sqrt(dx * dx + dy * dy);
  return c <= 0 ? 0 : c >= 1 ? 255 : Math.floor(c * 255 + 0.5);
}

function stroke(random: () => number, count: number): number[] {
  let x = Math.floor(random() * 2000) - 200;
  let y = Math.floor(random() * 1600) - 200;
  const flat: number[] = [];
  for (let i = 0; i < count; i += 1) {
    flat.push(x, y, 1 + Math.floor(random() ** 3 * 200));
    if (random() < 0.9) {
      x += Math.floor(random() * 300) - 150;
      y += Math.floor(random() * 300) - 150;
    }
  }
  return flat;
}

describe("the mask of a stroke", () => {
  it("[R2 R3 R5] equals the rule as it is written, on every pixel", () => {
    const random = chance(7);
    const [width, height] = [200, 150];
    let inked = 0;
    for (let round = 0; round < 150; round += 1) {
      const flat = stroke(random, 1 + Math.floor(random() * 6));
      const ended = random() < 0.7;
      const mask = new StrokeMask(width, height);
      mask.extend(flat);
      if (ended) mask.end();
      const shapes = capsules(flat, ended);
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
          const want = shapes.reduce((most, shape) => Math.max(most, coverage(shape, x, y)), 0);
          const tile = mask.tiles.get(Math.floor(y / TILE) * 4 + Math.floor(x / TILE));
          const have = tile?.bytes[(y % TILE) * TILE + (x % TILE)] ?? 0;
          if (have !== want) expect({ round, x, y, have }).toEqual({ round, x, y, have: want });
          inked += want > 0 ? 1 : 0;
        }
      }
    }
    expect(inked).toBeGreaterThan(10_000);
  }, 60_000);

  it("[R4] of an open stroke lacks what is not certain", () => {
    const mask = new StrokeMask(640, 640);
    const changed = () => [...mask.takeChanged().keys()].sort((a, b) => a - b);
    mask.extend([80, 80, 16, 800, 80, 16]);
    expect(changed()).toEqual([]);
    mask.extend([800, 1600, 16]);
    expect(changed()).toEqual([0, 1, 11]);
    expect(changed()).toEqual([]);
    mask.end();
    expect(changed()).toEqual([11, 21, 31]);
  });

  it("[R1] counts in eighths from the corner of a pixel", () => {
    const mask = new StrokeMask(64, 64);
    mask.extend([84, 84, 8]);
    mask.end();
    expect(mask.tiles.get(0)?.bytes[10 * TILE + 10]).toBe(255);
    expect(mask.tiles.get(0)?.bytes[10 * TILE + 11]).toBe(128);
  });
});

describe("paint", () => {
  it("[R6] divides by 255 exactly without dividing", () => {
    for (let value = 0; value <= 255 * 255 + 127; value += 1) {
      if (over255(value) !== Math.trunc(value / 255)) expect(over255(value)).toBe(value);
    }
  });

  it("[R6] is laid on in whole numbers, cut off", () => {
    const tile = new Uint8ClampedArray(TILE * TILE * 4).fill(255);
    const mask = new MaskTile();
    mask.bytes[0] = 128;
    mask.bytes[1] = 255;
    blend(tile, 0, TILE, mask, [10, 20, 30], 200, WHOLE);
    const alpha = Math.trunc((128 * 200 + 127) / 255);
    const want = (s: number) => Math.trunc((s * alpha + 255 * (255 - alpha) + 127) / 255);
    expect([...tile.slice(0, 4)]).toEqual([want(10), want(20), want(30), 255]);
    blend(tile, 0, TILE, mask, [10, 20, 30], 255, WHOLE);
    expect([...tile.slice(4, 8)]).toEqual([10, 20, 30, 255]);
    expect([...tile.slice(8, 12)]).toEqual([255, 255, 255, 255]);
  });
});

interface Golden {
  name: string;
  width: number;
  height: number;
  items: Record<string, unknown>[];
  sha256: string;
  inked: number;
}

const folder = `${import.meta.dirname}/../../tests/fixtures/raster`;
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

describe("the golden pictures that the server paints too", () => {
  it("[R8] are there", () => expect(files.length).toBeGreaterThanOrEqual(10));

  it.each(files)("[R7 R8] %s is the same byte for byte", async (file) => {
    const golden = JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as Golden;
    const board = new Board(golden, { items: 10_000, points: 1_000_000 });
    const made = { author: "AAECAwQFBgcICQoL", n: 1 };
    const items = golden.items.map((item, at) => ({ ...made, seq: at + 1, ...item }) as Item);
    const snapshot: Snapshot = { type: "snapshot", seq: items.length, base: null, items, chat: [] };
    board.load(snapshot, null);
    const pixels = board.pixels();
    let inked = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      const isPaper = pixels[at]! + pixels[at + 1]! + pixels[at + 2]! === 765;
      inked += isPaper ? 0 : 1;
    }
    expect(inked).toBe(golden.inked);
    expect(createHash("sha256").update(pixels).digest("hex")).toBe(golden.sha256);
    expect(await hashOf(board.pixels())).toBe(golden.sha256);
  });
});
