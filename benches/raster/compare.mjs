/**
 * Runs the Rust benchmark and Skia in turns, for some rounds, and writes the medians with their ratios between
 * the marks in `../RESULTS.md`. Usage: `node compare.mjs [rounds]`.
 */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { segmentsOf, strokesOf } from "./strokes.mjs";

const RESULTS = new URL("../RESULTS.md", import.meta.url);
const HERE = new URL(".", import.meta.url).pathname;
const MARKS = ["<!-- raster -->", "<!-- /raster -->"];
const PAINTED = ["W0", "W1", "W2", "W3", "W4"];
const WRITTEN = ["W0", "W1", "W2", "W3"];
const UNITS = { s: 1, ms: 1e-3, "µs": 1e-6, ns: 1e-9 };

const WORKS = {
  W0: "3,000 short segments, each a stroke",
  W1: "100,000 short segments, each a stroke",
  W2: "10,000 polylines of 60 points, 2–24 px",
  W3: "as W2, some translucent or erasing",
  W4: "2,000 polylines of 60 points, 60–120 px",
};

function run(command, ...args) {
  return execFileSync(command, args, { cwd: HERE, encoding: "utf8", maxBuffer: 1 << 24 });
}

/** The medians of divan's table, in seconds: `{ "paint_easel/W1": 0.1 }`. */
function mediansOf(table) {
  const medians = {};
  let name = "";
  for (const line of table.split("\n")) {
    const [, top, bench, rest] = line.match(/^([│ ]*)[├╰]─ (\w+)(.*)$/) ?? [];
    if (bench === undefined) continue;
    if (top === "") name = bench;
    const median = rest.split("│")[2]?.match(/([\d.]+) (s|ms|µs|ns)/);
    if (median) medians[`${name}/${bench}`] = Number(median[1]) * UNITS[median[2]];
  }
  return medians;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** All seconds of all rounds, by name. Each round runs the one and then the other. */
function measured(rounds) {
  const all = {};
  const names = [...PAINTED.map((w) => `paint/${w}`), ...WRITTEN.map((w) => `png/${w}`)];
  for (let round = 1; round <= rounds; round += 1) {
    console.error(`round ${round} of ${rounds}`);
    const table = run("cargo", "bench", "--locked", "--quiet", "--bench", "raster", "--", "--sample-count", "3", "--sample-size", "1");
    const skia = JSON.parse(run("node", "skia.mjs", ...names));
    for (const [workload, print] of Object.entries(skia.fingerprints)) {
      if (!table.includes(`${workload} ${print}`)) throw new Error(`${workload}: other strokes`);
    }
    const named = Object.entries(skia.seconds).map(([name, s]) => [name.replace("/", "_skia/"), s]);
    for (const [name, seconds] of [...Object.entries(mediansOf(table)), ...named]) {
      (all[name] ??= []).push(seconds);
    }
  }
  return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, median(values)]));
}

const times = (ratio) => `**${ratio.toFixed(1)}×**`;

function paintRows(seconds) {
  return PAINTED.map((workload) => {
    const segments = segmentsOf(strokesOf(workload));
    const speed = (kind) => segments / seconds[`paint_${kind}/${workload}`] / 1000;
    const [easel, skia, tiny] = ["easel", "skia", "tiny_skia"].map(speed);
    const cells = [easel, skia, tiny].map((v) => v.toFixed(0));
    return [workload, WORKS[workload], ...cells, times(easel / skia), times(easel / tiny)];
  });
}

function pngRows(seconds) {
  return WRITTEN.map((workload) => {
    const ms = (kind) => seconds[`png_${kind}/${workload}`] * 1000;
    const [easel, skia, image] = ["easel", "skia", "image"].map(ms);
    const cells = [easel, skia, image].map((v) => v.toFixed(1));
    return [workload, ...cells, times(skia / easel), times(image / easel)];
  });
}

const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

function section(rounds) {
  const seconds = measured(rounds);
  const [cpu] = cpus();
  const commit = run("git", "rev-parse", "--short", "HEAD").trim();
  const day = new Date().toISOString().slice(0, 10);
  const paint = ["", "strokes", "easel", "Skia", "tiny-skia", "to Skia", "to tiny-skia"];
  const png = ["", "easel", "Skia", "`image`", "to Skia", "to `image`"];
  return `${MARKS[0]}
## Raster

1920×1080, one thread each, the same strokes for all. Median of ${rounds} rounds, in each of them one after the
other. Skia is \`@napi-rs/canvas\` on the processor. ${day}, ${cpu.model}, ${cpus().length} cores, commit ${commit}.
Run: \`just bench-raster\`.

Painting, thousands of segments a second:

${table(paint, paintRows(seconds))}

The picture as a PNG data URL, milliseconds:

${table(png, pngRows(seconds))}
${MARKS[1]}`;
}

function written(text, part) {
  const [from, to] = MARKS.map((mark) => text.indexOf(mark));
  if (from < 0 || to < from) return `${text.trimEnd()}\n\n${part}\n`;
  return text.slice(0, from) + part + text.slice(to + MARKS[1].length);
}

const part = section(Number(process.argv[2] ?? 5));
const before = existsSync(RESULTS) ? readFileSync(RESULTS, "utf8") : "# Results\n";
writeFileSync(RESULTS, written(before, part));
console.log(part);
