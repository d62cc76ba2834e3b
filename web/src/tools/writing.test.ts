import { expect, test } from "vitest";
import { BOTTOM, glyphOf } from "./font";
import { write } from "./writing";

const ASCII = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
const LATIN = [..."ñáéíóúü¿¡àâçéèêëîïôùûüœæäöüßçğıİöşüÑÁÉÍÓÚÜÀÂÇÈÊËÎÏÔÙÛŒÆÄÖĞŞ’“”–…€«»"];

test.each([...ASCII, ...LATIN])("%s is drawn within its box", (letter) => {
  const glyph = glyphOf(letter);
  if (!glyph) throw new Error("there is no sign");
  expect(glyph.paths.length).toBeGreaterThan(0);
  expect(glyph.width).toBeGreaterThanOrEqual(0);
  expect(glyph.width).toBeLessThanOrEqual(16);
  // A mark may be wider than a thin letter, by half of itself on each side.
  const over = letter === letter.normalize("NFD") ? 0 : 4;
  for (const { kind, places } of glyph.paths) {
    expect(places.length).toBeGreaterThanOrEqual(kind === "closed" ? 4 : 1);
    for (const [x, y] of places) {
      expect(x).toBeGreaterThanOrEqual(-over);
      expect(x).toBeLessThanOrEqual(glyph.width + over);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(BOTTOM);
    }
  }
});

test("no two signs look the same", () => {
  const drawn = ASCII.concat(LATIN).map((letter) => JSON.stringify(glyphOf(letter)?.paths));
  expect(new Set(drawn).size).toBe(new Set(ASCII.concat(LATIN)).size);
});

test("letters go on to the right, lines go down, and all is one stroke", () => {
  const { strokes, missing } = write("Hi\nHi", { x: 100, y: 100 }, 40, 2000);
  expect(missing).toEqual([]);
  expect(strokes).toHaveLength(1);
  const points = strokes[0] ?? [];
  const xs = points.filter((_, i) => i % 3 === 0).map((x) => x / 8);
  const ys = points.filter((_, i) => i % 3 === 1).map((y) => y / 8);
  expect(Math.min(...xs)).toBe(100);
  expect(Math.max(...xs)).toBeGreaterThan(120);
  expect(Math.min(...ys)).toBe(86);
  expect(Math.max(...ys)).toBe(114 + 56);
});

test("the same letter with a composed and with a combining mark is one sign", () => {
  const at = { x: 0, y: 0 };
  expect(write("g\u0306", at, 20, 2000)).toEqual(write("ğ", at, 20, 2000));
});

test("what cannot be written is named once, and nothing else is", () => {
  const { missing } = write("aب👍🏽b ب", { x: 0, y: 0 }, 20, 2000);
  expect(missing).toEqual(["ب", "👍🏽"]);
});

test("a long text becomes strokes the room takes", () => {
  const { strokes } = write("lorem ipsum dolor sit amet ".repeat(20), { x: 0, y: 0 }, 20, 2000);
  expect(strokes.length).toBeGreaterThan(1);
  for (const stroke of strokes) {
    expect(stroke.length / 3).toBeLessThan(2000);
    expect(stroke[2]).toBeGreaterThan(0);
  }
});
