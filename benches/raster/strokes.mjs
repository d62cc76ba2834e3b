/** Strokes to paint, the same ones as `src/lib.rs` makes; `fingerprint` proves it. */

export const WIDTH = 1920;
export const HEIGHT = 1080;

/** Points of a polyline. */
const POLYLINE_POINTS = 60;

const COLORS = [
  0x000000, 0xc62828, 0x1d5fd6, 0x2e7d32, 0xf9a825, 0x6a1b9a, 0xef6c00, 0x00838f, 0x4e342e,
  0x37474f, 0xad1457, 0x283593, 0x558b2f, 0x9e9d24, 0xd84315, 0x607d8b,
];

const PAPER = 0xffffff;

/** How the strokes of a workload are drawn by chance; `Workload::rule` says what each is. */
const RULES = {
  W0: { seed: 9, count: 3_000, width: [2, 5], mixed: false, segments: true },
  W1: { seed: 0, count: 100_000, width: [2, 5], mixed: false, segments: true },
  W2: { seed: 1, count: 10_000, width: [2, 24], mixed: false, segments: false },
  W3: { seed: 2, count: 10_000, width: [2, 24], mixed: true, segments: false },
  W4: { seed: 3, count: 2_000, width: [60, 120], mixed: false, segments: false },
};

/** A small generator of chance that Rust and JavaScript compute alike (mulberry32). */
function chanceOf(seed) {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const within = (low, high) => low + Math.trunc(next() * (high - low + 1));
  return { next, within };
}

/** The strokes of a workload, in painting order: colour, opacity 0 to 255, points flat in eighths. */
export function strokesOf(workload) {
  const rule = RULES[workload];
  const chance = chanceOf(0xc0ffee + rule.seed);
  const strokes = [];
  while (strokes.length < rule.count) {
    if (!rule.segments) {
      strokes.push(walk(chance, rule, POLYLINE_POINTS, 1));
      continue;
    }
    const whole = walk(chance, rule, chance.within(20, 199) + 1, 8);
    for (let at = 0; at + 6 <= whole.points.length && strokes.length < rule.count; at += 3) {
      strokes.push({ ...whole, points: whole.points.slice(at, at + 6) });
    }
  }
  return strokes;
}

/** A smooth random walk; places are multiples of `grid` eighths of a pixel. */
function walk(chance, rule, count, grid) {
  const pencil = COLORS[chance.within(0, 15)];
  const width = chance.within(...rule.width);
  const kind = rule.mixed ? chance.next() : 1;
  const erases = kind < 0.2;
  let [x, y] = [chance.next() * WIDTH, chance.next() * HEIGHT];
  let [heading, turn] = [chance.next() * 2 * Math.PI, 0];
  const onGrid = (v) => Math.floor((v * 8) / grid + 0.5) * grid;
  const points = [];
  for (let at = 0; at < count; at += 1) {
    points.push(onGrid(x), onGrid(y), width * 4);
    turn = 0.8 * turn + (chance.next() - 0.5) * 0.5;
    heading += turn;
    const step = 2 + chance.next() * 10;
    [x, y] = [x + step * Math.cos(heading), y + step * Math.sin(heading)];
    if (x < 0 || x > WIDTH) {
      heading = Math.PI - heading;
      x = Math.min(Math.max(x, 0), WIDTH);
    }
    if (y < 0 || y > HEIGHT) {
      heading = -heading;
      y = Math.min(Math.max(y, 0), HEIGHT);
    }
  }
  const opacity = kind < 0.5 && !erases ? 128 : 255;
  return { color: erases ? PAPER : pencil, opacity, points };
}

/** Two-point pieces in these strokes, which is what speed is counted in. */
export function segmentsOf(strokes) {
  return strokes.reduce((sum, stroke) => sum + stroke.points.length / 3 - 1, 0);
}

/** A number that two lists of strokes share only when they are equal; `src/lib.rs` has the same. */
export function fingerprint(strokes) {
  let hash = 0x811c9dc5 | 0;
  const add = (value) => {
    hash = Math.imul(hash ^ value, 0x01000193);
  };
  for (const { color, opacity, points } of strokes) {
    [color >> 16, (color >> 8) & 255, color & 255, opacity, ...points].forEach(add);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
