/** The table of goals and what was seen, on the screen and in `benches/RESULTS.md`. */

import { execSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname, join } from "node:path";

const FILE = join(import.meta.dirname, "../../benches/RESULTS.md");
const [FROM, TO] = ["<!-- web -->", "<!-- /web -->"];

interface Row {
  what: string;
  goal: string;
  seen: string;
  met: boolean;
}

const rows: Row[] = [];
const began = loadavg()[0] ?? 0;

/** The value below which `part` of all values lie. */
export function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** Adds a line; each limit stands beside what was seen. */
export function tell(
  what: string,
  unit: string,
  ...seen: [name: string, value: number, most: number][]
) {
  const words = (pick: 1 | 2) =>
    seen.map((one) => `${one[0]} ${round(one[pick])} ${unit}`.trim()).join(", ");
  const met = seen.every(([, value, most]) => value <= most);
  rows.push({ what, goal: `≤ ${words(2)}`, seen: words(1), met });
  console.log(`${met ? "met " : "MISS"}  ${what}: ${words(1)}  (≤ ${words(2)})`);
}

/** Adds a line that has no goal. */
export function note(what: string, seen: string): void {
  rows.push({ what, goal: "", seen, met: true });
  console.log(`      ${what}: ${seen}`);
}

/** Median and 95 % of some values, with the most they may be. */
export function spread(values: number[], median: number, p95: number) {
  return [
    ["median", quantile(values, 0.5), median],
    ["p95", quantile(values, 0.95), p95],
  ] as [string, number, number][];
}

export function round(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10).toLocaleString("en");
}

/** Writes the table into the file, in place of the one before. */
export function write(): void {
  const commit = execSync("git describe --always --dirty", { encoding: "utf8" }).trim();
  const day = new Date().toISOString().slice(0, 10);
  const cpu = `${cpus()[0]?.model ?? "unknown"}, ${cpus().length} cores`;
  const load = `load ${began.toFixed(1)} before, ${loadavg()[0]?.toFixed(1)} after`;
  const lines = [
    FROM,
    `${day} · ${cpu} · ${load} · commit ${commit} · \`just bench-web\``,
    "",
    "| | goal | seen | |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      ({ what, goal, seen, met }) =>
        `| ${what} | ${goal} | ${seen} | ${goal && (met ? "met" : "missed")} |`,
    ),
    TO,
  ];
  const table = lines.join("\n");
  const before = existsSync(FILE) ? readFileSync(FILE, "utf8") : `# Results\n\n${FROM}\n${TO}\n`;
  const [from, to] = [before.indexOf(FROM), before.indexOf(TO)];
  const text =
    from < 0
      ? `${before.trimEnd()}\n\n## The page\n\n${table}\n`
      : before.slice(0, from) + table + before.slice(to + TO.length);
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, text);
  console.log(`\n${table}`);
}
