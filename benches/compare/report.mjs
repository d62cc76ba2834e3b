// Figures to Markdown: medians over the rounds, and beside each goal what was seen.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { SCENARIOS } from "./runs.mjs";
import { SERVERS, serverNamed } from "./servers.mjs";

const [OPEN, CLOSE] = ["<!-- fanout -->", "<!-- /fanout -->"];

/** From this share of its own core on the load is the limit, and the server could do more. */
const LOAD_BUSY = 0.97;

/** How many times a rival's deliveries easel should reach. */
const GOALS = [
  { ours: "easel", rival: "raw", goal: { A: 0.6, B: 0.5, C: 0.9, D: 0.5 } },
  { ours: "easel-memory", rival: "raw", goal: { A: 0.9, B: 0.9, C: 0.9, D: 0.9 } },
  { ours: "easel-plain", rival: "raw", goal: { A: 0.3, B: 0.25, C: 0.45, D: 0.25 } },
  { ours: "easel", rival: "gorilla", goal: { A: 6, B: 3, C: 20, D: 0.8 } },
  { ours: "easel", rival: "node", goal: { A: 35, B: 19, C: 100, D: 2.5 } },
  { ours: "easel", rival: "naive", goal: {} },
];

export const deliveries = (result) => result.found?.deliveries_per_s ?? result.deliveries_per_s;

export function median(values) {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  return (sorted[low] + sorted[high]) / 2;
}

/** The runs of one kind, in the order of the table of servers. */
export function runsOf(figures, kind, part) {
  const of = figures.runs.filter((run) => run.kind === kind && run.part === part);
  return SERVERS.map(({ name }) => of.filter((run) => run.server === name)).filter(
    (runs) => runs.length,
  );
}

export function middle(runs, value) {
  return median(runs.filter((run) => run.result).map((run) => value(run.result)));
}

/** The median of the ratios of two servers in the same round. */
export function ratio(ours, theirs, value = deliveries) {
  return median(
    ours.map((run) => {
      const other = theirs.find((their) => their.round === run.round);
      return run.result && other?.result ? value(run.result) / value(other.result) : Number.NaN;
    }),
  );
}

export function count(value) {
  if (value === undefined) return "–";
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e3) return `${(value / 1e3).toFixed(0)} k`;
  return value.toFixed(0);
}

function small(value) {
  if (value === undefined) return "–";
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value >= 0.1 || value === 0 ? value.toFixed(2) : value.toFixed(3);
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = line(head.map((_, place) => (place === 0 ? "---" : "---:")));
  return [line(head), rule, ...rows.map(line)].join("\n");
}

const label = (runs) => serverNamed(runs[0].server).label;
export const isBound = (runs) => middle(runs, (result) => result.load_busy) >= LOAD_BUSY;
const cpu = (result) => result.server?.cpu_us_per_delivery;

function scenarioTable(figures, part) {
  const all = runsOf(figures, "find", part);
  const raw = all.find((runs) => runs[0].server === "raw") ?? [];
  const rows = all.map((runs) => [
    label(runs),
    (isBound(runs) ? "≥ " : "") + count(middle(runs, deliveries)),
    small(ratio(runs, raw)),
    small(middle(runs, (result) => result.p99_ms)),
    small(middle(runs, cpu)),
    small(middle(runs, (result) => result.load_busy)),
  ]);
  const head = ["server", "deliveries/s", "÷ raw", "p99 ms", "CPU µs/delivery", "load busy"];
  return `### ${part}: ${SCENARIOS[part].title}\n\n${table(head, rows)}`;
}

function goalsTable(figures, parts) {
  const of = (part, name) =>
    runsOf(figures, "find", part).find((runs) => runs[0].server === name) ?? [];
  const rows = GOALS.map(({ ours, rival, goal }) => [
    `${serverNamed(ours).label} ÷ ${serverNamed(rival).label}`,
    ...parts.map((part) => {
      const seen = ratio(of(part, ours), of(part, rival));
      if (seen === undefined) return "–";
      const wanted = goal[part];
      return wanted ? `${small(seen)} (${seen >= wanted ? "✓" : "✗"} ≥ ${wanted})` : small(seen);
    }),
  ]);
  return `### Ratios, and the goals\n\n${table(["", ...parts], rows)}`;
}

function paceTable(figures) {
  const all = runsOf(figures, "hz60", "B");
  if (all.length === 0) return "";
  const raw = all.find((runs) => runs[0].server === "raw") ?? [];
  const rows = all.map((runs) => [
    label(runs),
    count(middle(runs, (result) => result.deliveries_per_s)),
    small(middle(runs, (result) => result.p50_ms)),
    small(middle(runs, (result) => result.p99_ms)),
    small(middle(runs, cpu)),
    small(ratio(runs, raw, cpu)),
    count(middle(runs, (result) => result.lost)),
  ]);
  const head = ["server", "deliveries/s", "p50 ms", "p99 ms", "CPU µs/delivery", "÷ raw", "lost"];
  const goals =
    "Goals: not paced, p50 ≤ raw's + 0.6 ms; paced, CPU ≤ 1 µs a delivery and p99 ≤ 7 ms.";
  return `### B at 60 messages/s each\n\n${goals}\n\n${table(head, rows)}`;
}

function overloadTable(figures, parts) {
  const rows = parts.flatMap((part) => {
    const found = runsOf(figures, "find", part).find((runs) => runs[0].server === "easel") ?? [];
    return runsOf(figures, "overload", part).map((runs) => [
      part,
      count(middle(found, deliveries)),
      count(middle(runs, (result) => result.deliveries_per_s)),
      small(ratio(runs, found)),
      count(middle(runs, (result) => result.cut)),
      small(middle(runs, (result) => result.load_busy)),
    ]);
  });
  if (rows.length === 0) return "";
  const head = [
    "easel in",
    "found, deliveries/s",
    "at twice the rate",
    "ratio",
    "cut off",
    "load busy",
  ];
  return `### Overload\n\nGoals: ratio ≥ 0.9, nobody cut off.\n\n${table(head, rows)}`;
}

function idleTable(figures) {
  const all = runsOf(figures, "idle", "idle");
  if (all.length === 0) return "";
  const clients = middle(all.flat(), (result) => result.rooms * result.clients) ?? 0;
  const rows = all.map((runs) => [
    label(runs),
    small(middle(runs, (result) => result.server?.rss_kb_per_connection)),
    small(middle(runs, (result) => result.server?.cpu_us_per_connect)),
    small(middle(runs, (result) => result.connect_ms?.p99)),
  ]);
  const head = ["server", "KB RSS/connection", "CPU µs/connect", "connect p99 ms"];
  const goals = "Goals: ≤ 3 KB a connection, ≤ 45 µs a connect.";
  return `### ${clients} idle connections in rooms of 5\n\n${goals}\n\n${table(head, rows)}`;
}

function stalledTable(figures) {
  const all = runsOf(figures, "stalled", "C");
  if (all.length === 0) return "";
  const of = (runs, value) => middle(runs, ({ stalled }) => stalled && value(stalled));
  const rows = all.map((runs) => [
    label(runs),
    count(middle(runs, (result) => result.deliveries_per_s)),
    small(of(runs, (stalled) => stalled.p99_before_ms)),
    small(of(runs, (stalled) => stalled.p99_ms)),
    small(of(runs, (stalled) => stalled.p99_ms / stalled.p99_before_ms)),
    small(of(runs, (stalled) => stalled.rss_grew_kb / stalled.clients)),
    count(of(runs, (stalled) => stalled.cut)),
    `${count(of(runs, (stalled) => stalled.caught_up))} of ${count(of(runs, (stalled) => stalled.clients))}`,
  ]);
  const head = [
    ...["server", "deliveries/s before", "p99 ms before", "p99 ms", "ratio"],
    ...["KB RSS/stalled", "cut off", "caught up"],
  ];
  const goals =
    "At half the found rate, or 15 messages/s where none was looked for. Goals: p99 of the others ≤ 1.5 × that before, ≤ 1 MB a stalled one.";
  return `### C when one in ten stops reading\n\n${goals}\n\n${table(head, rows)}`;
}

function failures(figures) {
  const failed = figures.runs.filter((run) => run.error);
  const lines = failed.map(
    ({ round, kind, part, server, error }) =>
      `- round ${round}, ${kind} ${part}, ${server}: ${error.replace(/\s+/g, " ")}`,
  );
  return lines.length > 0 ? `### Runs that failed\n\n${lines.join("\n")}` : "";
}

/** The whole part between the marks. */
export function report(figures) {
  const { machine, rounds, runs } = figures;
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  const head = [
    `${machine.date}, commit ${machine.commit}. ${machine.cpu}, ${machine.cores} cores, ${machine.kernel};`,
    `load average ${small(median(runs.map((run) => run.load)))}, of which 2 are the measurement. ${versions.join(", ")}.`,
    `Median of ${rounds} round${rounds === 1 ? "" : "s"}; ratios are made within a round.`,
    "≥ where the load's own core was full, so that the server could do more.",
  ].join("\n");
  const parts = Object.keys(SCENARIOS).filter((part) => runsOf(figures, "find", part).length > 0);
  const sections = [
    head,
    ...(parts.length > 0 ? [goalsTable(figures, parts)] : []),
    ...parts.map((part) => scenarioTable(figures, part)),
    paceTable(figures),
    overloadTable(figures, Object.keys(SCENARIOS)),
    idleTable(figures),
    stalledTable(figures),
    failures(figures),
  ];
  return sections.filter(Boolean).join("\n\n");
}

/** Puts the text between the marks of the file and leaves the rest as it is. */
export function write(path, text) {
  const empty = `# What was measured\n\n${OPEN}\n${CLOSE}\n`;
  const old = existsSync(path) ? readFileSync(path, "utf8") : empty;
  const [start, end] = [old.indexOf(OPEN), old.indexOf(CLOSE)];
  if (start < 0 || end < start) throw new Error(`${path} has no ${OPEN} … ${CLOSE}`);
  writeFileSync(path, `${old.slice(0, start + OPEN.length)}\n${text}\n${old.slice(end)}`);
}
