// The servers, how they are built and started, and the one table of easel's flags.

import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");
const RIVALS = resolve(ROOT, "benches/rivals");
const GOCODE = "/usr/share/gocode";

/** What easel is started with; every flag that the measurements depend on stands here. */
export const EASEL = {
  serve: [
    ...["serve", "--listen", "127.0.0.1:0", "--log", "warn"],
    ...["--points-per-second", "0", "--connects-per-minute", "0"],
  ],
  stored: (folder) => ["--data", folder],
  memory: () => ["--ephemeral"],
  immediate: ["--pace-ms", "0"],
};

let easelPath = resolve(TARGET, "release/easel");

/** Measures this program instead of the one built here. */
export function useEasel(path) {
  easelPath = resolve(path);
}

export const easel = () => easelPath;

const rust = (name) => () => [resolve(TARGET, "rivals/release", name)];
const stored = (folder) => [easelPath, ...EASEL.serve, ...EASEL.stored(folder)];

/** In the order they are started in; `command` gets an empty folder that is thrown away afterwards. */
export const SERVERS = [
  { name: "raw", label: "raw epoll", dialect: "plain", command: rust("raw") },
  { name: "easel", label: "easel", dialect: "easel", command: stored },
  {
    name: "easel-memory",
    label: "easel, in memory",
    dialect: "easel",
    command: () => [easelPath, ...EASEL.serve, ...EASEL.memory()],
  },
  { name: "easel-plain", label: "easel, plain JSON", dialect: "plain", command: stored },
  {
    name: "easel-now",
    label: "easel, not paced",
    dialect: "easel",
    command: (folder) => [...stored(folder), ...EASEL.immediate],
    needs: EASEL.immediate[0],
  },
  {
    name: "gorilla",
    label: "gorilla chat hub",
    dialect: "plain",
    command: () => [resolve(TARGET, "rivals/gorilla")],
  },
  {
    name: "node",
    label: "node ws",
    dialect: "plain",
    command: () => [process.execPath, resolve(RIVALS, "node/hub.mjs")],
  },
  { name: "naive", label: "naive tungstenite", dialect: "plain", command: rust("naive") },
];

export const serverNamed = (name) => SERVERS.find((server) => server.name === name);

/** Whether gorilla's Debian packages are there; without them it is left out. */
export const hasGorilla = () => existsSync(resolve(GOCODE, "src/github.com/gorilla/websocket"));

/** What has to be built for these servers, as commands. */
export function builds(names, { withEasel = true } = {}) {
  const steps = [];
  if (withEasel) steps.push({ command: ["cargo", "build", "--release", "--locked"], cwd: ROOT });
  if (names.includes("raw") || names.includes("naive")) {
    const manifest = ["--manifest-path", resolve(RIVALS, "Cargo.toml")];
    const target = ["--target-dir", resolve(TARGET, "rivals")];
    steps.push({
      command: ["cargo", "build", "--release", "--locked", ...manifest, ...target],
      cwd: ROOT,
    });
  }
  if (names.includes("node")) {
    const npm = ["npm", "ci", "--no-audit", "--no-fund"];
    steps.push({ command: npm, cwd: resolve(RIVALS, "node") });
  }
  if (names.includes("gorilla")) {
    steps.push({
      command: ["go", "build", "-o", resolve(TARGET, "rivals/gorilla"), "."],
      cwd: resolve(RIVALS, "gorilla"),
      env: { GO111MODULE: "off", GOPATH: GOCODE },
    });
  }
  return steps;
}

/** The version of a package in a Cargo.lock or package-lock.json. */
export function lockedVersion(name) {
  if (name === "ws") {
    const lock = JSON.parse(readFileSync(resolve(RIVALS, "node/package-lock.json"), "utf8"));
    return lock.packages["node_modules/ws"].version;
  }
  const lock = readFileSync(resolve(RIVALS, "Cargo.lock"), "utf8");
  return lock.match(new RegExp(`name = "${name}"\nversion = "(.*)"`))?.[1] ?? "?";
}
