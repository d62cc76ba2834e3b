// `just bench`: easel beside other servers, side by side in one run on one machine.
//
// For each scenario and each server in turn: the server starts alone on core 0, `easel bench` loads it from
// core 1 and prints one line of JSON, the server is stopped. That is a round; rounds are repeated, and every
// figure shown is the median over the rounds. A ratio is made within a round and its median taken
// afterwards, so that a machine which is slower for a minute is slower for both sides of it.
//
// A full run rewrites the part of benches/RESULTS.md between its `fanout` marks, and assets/bench.svg.
// Every run leaves its bare figures in target/bench/fanout.json.
//
//   node benches/compare.mjs [--only A,B,C,D,hz60,overload,idle,stalled] [--servers raw,easel,…]
//                            [--rounds N] [--quick] [--write] [--easel PATH] [--render FILE]

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build, makeFolder, output, removeFolder, startServer, stop } from "./compare/children.mjs";
import { describe } from "./compare/machine.mjs";
import { plot } from "./compare/plot.mjs";
import { report, write } from "./compare/report.mjs";
import { EXTRAS, round, SCENARIOS } from "./compare/runs.mjs";
import * as servers from "./compare/servers.mjs";

const PARTS = [...Object.keys(SCENARIOS), ...EXTRAS];
const FIGURES = resolve(servers.TARGET, "bench/fanout.json");
const [SERVER_CORE, LOAD_CORE] = [0, 1];
const HELP_MS_MAX = 10_000;

function options() {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      servers: { type: "string" },
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      easel: { type: "string" },
      render: { type: "string" },
    },
  });
  const listed = (flag, text, known) => {
    const names = text?.split(",").map((name) => name.trim()) ?? known;
    const stranger = names.find((name) => !known.includes(name));
    if (stranger !== undefined) throw new Error(`--${flag} knows ${known}, not ${stranger}`);
    return names;
  };
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a number from 1");
  const isWhole = !values.only && !values.servers && !values.quick;
  return {
    ...values,
    rounds,
    parts: listed("only", values.only, PARTS),
    servers: listed(
      "servers",
      values.servers,
      servers.SERVERS.map((server) => server.name),
    ),
    write: values.write || isWhole,
  };
}

async function prepare(chosen) {
  let names = chosen.servers;
  if (names.includes("gorilla") && !servers.hasGorilla()) {
    console.error("gorilla is left out: its Debian packages are not here");
    names = names.filter((name) => name !== "gorilla");
  }
  if (chosen.easel) servers.useEasel(chosen.easel);
  for (const step of servers.builds(names, { withEasel: !chosen.easel })) await build(step);
  const help = await output([servers.easel(), "serve", "--help"], { timeoutMs: HELP_MS_MAX });
  return names.filter((name) => {
    const flag = servers.serverNamed(name).needs;
    const isThere = !flag || help.includes(flag);
    if (!isThere) console.error(`${name} is left out: easel serve has no ${flag}`);
    return isThere;
  });
}

async function measure(run, flags) {
  const server = servers.serverNamed(run.server);
  const folder = makeFolder();
  let running;
  try {
    running = await startServer(server.command(folder), SERVER_CORE);
    const load = [
      ...[servers.easel(), "bench", `ws://127.0.0.1:${running.port}/ws`],
      ...flags.flat().map(String),
      ...["--dialect", server.dialect, "--pid", String(running.pid), "--json"],
    ];
    // Its exit code says whether all arrived; under overload that is a figure, not a failure.
    const limits = { core: LOAD_CORE, timeoutMs: run.timeoutMs, mayFail: true };
    const printed = await output(load, limits);
    return JSON.parse(printed.trim().split("\n").at(-1));
  } finally {
    if (running) await stop(running.child);
    removeFolder(folder);
  }
}

/** A machine that stumbles for a moment ends a search at its first step: it is tried once more. */
async function measureOrAgain(run, found) {
  const flags = run.flags(found);
  if (!flags) throw new Error("no rate was found before");
  try {
    return await measure(run, flags);
  } catch (error) {
    console.error(`${run.kind} ${run.part} ${run.server} again: ${error.message}`);
    return measure(run, flags);
  }
}

function line(run, result) {
  const rate = result.found?.deliveries_per_s ?? result.deliveries_per_s;
  const what = run.kind === "find" ? run.part : `${run.kind} ${run.part}`;
  const cpu = result.server?.cpu_us_per_delivery?.toFixed(2) ?? "–";
  const p99 = result.p99_ms?.toFixed(2) ?? "–";
  return `${what.padEnd(12)} ${run.server.padEnd(13)} ${Math.round(rate ?? 0)}/s, p99 ${p99} ms, ${cpu} µs`;
}

async function measureAll(chosen, names) {
  const figures = {
    machine: describe(),
    loadBefore: loadavg()[0],
    rounds: chosen.rounds,
    runs: [],
  };
  for (let number = 1; number <= chosen.rounds; number += 1) {
    const found = [];
    for (const run of round({ parts: chosen.parts, servers: names, quick: chosen.quick })) {
      const { kind, part, server } = run;
      const done = { round: number, kind, part, server };
      try {
        done.result = await measureOrAgain(run, found);
        done.load = loadavg()[0];
        console.error(`${number}/${chosen.rounds} ${line(run, done.result)}`);
      } catch (error) {
        done.error = error.message;
        console.error(`${number}/${chosen.rounds} ${kind} ${part} ${server}: ${error.message}`);
      }
      found.push(done);
      figures.runs.push(done);
      // Half an hour of figures is not lost when the last run fails.
      writeFileSync(FIGURES, `${JSON.stringify(figures, null, 1)}\n`);
    }
  }
  return figures;
}

async function main() {
  const chosen = options();
  mkdirSync(dirname(FIGURES), { recursive: true });
  let figures;
  if (chosen.render) {
    figures = JSON.parse(readFileSync(chosen.render, "utf8"));
  } else {
    if (cpus().length < 2) throw new Error("two cores are needed: one serves, one loads");
    figures = await measureAll(chosen, await prepare(chosen));
  }
  const text = report(figures);
  console.log(text);
  if (chosen.write) {
    write(resolve(servers.ROOT, "benches/RESULTS.md"), text);
    writeFileSync(resolve(servers.ROOT, "assets/bench.svg"), plot(figures));
  }
  const failed = figures.runs.filter((run) => run.error).length;
  if (failed > 0) throw new Error(`${failed} of ${figures.runs.length} runs failed`);
}

main().catch((error) => {
  console.error(`bench: ${error.message}`);
  process.exit(1);
});
