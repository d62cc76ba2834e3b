/** Text as strokes of a pen: which letter stands where, and what cannot be written. */

import type { Point } from "../view";
import { BASELINE, CAPITAL_TOP, type Glyph, glyphOf, type Path } from "./font";
import { flat, type Spot } from "./geometry";

/** Steps of the grid in the height of a font, from one line to the next, and between two letters. */
const EM = 20;
const LINE = 28;
const GAP = 4;

/** More between two letters, one of which is a single stem or dot. */
const THIN_GAP = 1;

/** Width of a space. */
const SPACE = 6;

/** Half the width of the pen, in steps of the grid; a dot is a little wider. */
const PEN = 0.75;
const DOT = 1.3;

/** Height of the font for a brush, in canvas pixels. */
export function emOf(size: number): number {
  return 12 + 3 * size;
}

/** From one line to the next, in heights of the font. */
export const LINE_HEIGHT = LINE / EM;

/** What a text became. */
export interface Written {
  /** Flat points of each stroke. */
  strokes: number[][];
  /** Letters for which there is no sign, each once. */
  missing: string[];
}

/** Writes a text; `at` is the left of the first line, in the middle of its capitals. */
export function write(text: string, at: Point, em: number, strokePoints: number): Written {
  const step = em / EM;
  const missing = new Set<string>();
  const letters: number[][] = [];
  text.split(/\r\n|\r|\n/).forEach((line, row) => {
    const top = at.y - ((CAPITAL_TOP + BASELINE) / 2) * step + row * LINE * step;
    let x = at.x;
    for (const letter of lettersOf(line)) {
      const glyph = /^\s$/.test(letter) ? { width: SPACE - GAP, paths: [] } : glyphOf(letter);
      const thin = glyph?.width === 0 ? THIN_GAP * step : 0;
      x += thin;
      if (!glyph) missing.add(letter);
      else if (glyph.paths.length > 0) letters.push(drawn(glyph, { x, y: top }, step));
      x += ((glyph?.width ?? 0) + GAP) * step + thin;
    }
  });
  return { strokes: joined(letters, strokePoints), missing: [...missing] };
}

/** What a reader calls a letter: a sign with its marks is one. */
function lettersOf(line: string): string[] {
  const text = line.normalize("NFC");
  if (!("Segmenter" in Intl)) return [...text];
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

function drawn(glyph: Glyph, at: Point, step: number): number[] {
  const spots = glyph.paths.map((path) =>
    placesOf(path).map(([x, y]) => {
      const r = path.places.length === 1 ? DOT * PEN : PEN;
      return { x: at.x + x * step, y: at.y + y * step, r: Math.max(0.5, r * step) };
    }),
  );
  return flat(spots as Spot[][]);
}

/** The points of a path under the curve rule. */
function placesOf({ kind, places }: Path): Path["places"] {
  if (kind === "curve") return places;
  if (kind === "corners") {
    return places.flatMap((place, i) =>
      i === 0 || i === places.length - 1 ? [place] : [place, place],
    );
  }
  // Cut corners hold the same curve closer, so that the seam is not seen.
  const cut = places.flatMap((place, i) => {
    const next = places[(i + 1) % places.length]!;
    return [between(place, next, 0.25), between(place, next, 0.75)];
  });
  const seam = between(cut.at(-1)!, cut[0]!, 0.5);
  return [seam, ...cut, seam];
}

function between(a: readonly [number, number], b: readonly [number, number], part: number) {
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part] as const;
}

/** All letters as one stroke; as few as possible where one cannot hold them. */
function joined(letters: number[][], strokePoints: number): number[][] {
  const strokes: number[][] = [];
  let open: number[] = [];
  for (const letter of letters) {
    if (open.length > 0 && (open.length + letter.length) / 3 + 1 >= strokePoints) {
      strokes.push(open);
      open = [];
    }
    open = open.length === 0 ? letter : [...open, letter[0]!, letter[1]!, 0, ...letter];
  }
  return open.length === 0 ? strokes : [...strokes, open];
}
