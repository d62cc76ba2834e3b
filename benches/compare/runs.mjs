// What is measured: the four scenarios, and what is asked beside them.

/** `clients` and `drawers` are those of one room. */
export const SCENARIOS = {
  A: { title: "1 room × 100, 1 draws", rooms: 1, clients: 100, drawers: 1 },
  B: { title: "1 room × 50, all draw", rooms: 1, clients: 50, drawers: 50 },
  C: { title: "1 room × 1000, 5 draw", rooms: 1, clients: 1000, drawers: 5 },
  D: { title: "200 rooms × 5, all draw", rooms: 200, clients: 5, drawers: 5 },
};

export const EXTRAS = ["hz60", "overload", "idle", "stalled"];

/** Those whose highest rate is looked for. */
const FOUND_BY = ["raw", "easel", "easel-memory", "easel-plain", "gorilla", "node", "naive"];
const FIND_MS_MAX = 240_000;
const FIXED_MS_MAX = 90_000;

/** A rate in C that every server can keep, for when none was found before. */
const STALLED_RATE = 15;
const STALLED_PERCENT = 10;

const shape = ({ rooms, clients, drawers }) => [
  ["--rooms", rooms],
  ["--clients", clients],
  ["--drawers", drawers],
];
const fixed = (rate, seconds) => [
  ["--rate", rate],
  ["--seconds", seconds],
];

/**
 * One round, as a list of runs. `flags` is a function of what this round has found so far, for the runs
 * that need it; it returns nothing when the run cannot be done.
 */
export function round({ parts, servers, quick }) {
  const seconds = quick ? 2 : 5;
  const runs = [];
  const add = (kind, part, names, flags, timeoutMs = FIXED_MS_MAX) => {
    for (const server of names.filter((name) => servers.includes(name))) {
      runs.push({ kind, part, server, flags: (found) => flags(found, server), timeoutMs });
    }
  };
  const rateIn = (found, part, server) =>
    found.find((run) => run.kind === "find" && run.part === part && run.server === server)?.result
      ?.found?.rate;

  const scenarios = Object.entries(SCENARIOS).filter(([part]) => parts.includes(part));
  for (const [part, scenario] of scenarios) {
    add("find", part, FOUND_BY, () => [...shape(scenario), ["--find"]], FIND_MS_MAX);
  }
  if (parts.includes("hz60")) {
    const names = ["raw", "easel-now", "easel", "gorilla", "node"];
    add("hz60", "B", names, () => [...shape(SCENARIOS.B), ...fixed(60, seconds)]);
  }
  if (parts.includes("overload")) {
    for (const [part, scenario] of scenarios) {
      add("overload", part, ["easel"], (found, server) => {
        const rate = rateIn(found, part, server);
        return rate && [...shape(scenario), ...fixed(2 * rate, seconds)];
      });
    }
  }
  if (parts.includes("idle")) {
    const crowd = { rooms: quick ? 400 : 2000, clients: 5, drawers: 0 };
    add("idle", "idle", ["raw", "easel", "gorilla", "node"], () => [
      ...shape(crowd),
      ["--seconds", seconds],
    ]);
  }
  if (parts.includes("stalled")) {
    add("stalled", "C", ["raw", "easel"], (found, server) => {
      const rate = rateIn(found, "C", server) / 2 || STALLED_RATE;
      return [...shape(SCENARIOS.C), ...fixed(rate, seconds), ["--stalled", STALLED_PERCENT]];
    });
  }
  return runs;
}
