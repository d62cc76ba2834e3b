// Processes: started on one core, ended by their own id, each with a deadline, none left behind.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TARGET } from "./servers.mjs";

const START_MS_MAX = 20_000;
const STOP_MS_MAX = 15_000;
const STDERR_CHARS_MAX = 2_000;

/**
 * 10,000 connections are more files than a shell allows. And what is measured goes before what else runs
 * here: Linux weighs sessions before processes, so that the session's own niceness is what counts.
 */
const RAISE = [
  'ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -H -n)"',
  "{ echo -19 > /proc/self/autogroup || renice -n -19 $$ >/dev/null; } 2>/dev/null",
  'exec "$@"',
].join("\n");

const live = new Set();
const folders = new Set();

function cleanUp() {
  for (const child of live) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

process.on("exit", cleanUp);
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
]) {
  process.on(signal, () => process.exit(code));
}

/** A folder beside the build, so on a real disk; gone when the program ends. */
export function makeFolder() {
  const base = join(TARGET, "bench");
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, "data-"));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** `exec` all the way: the child's id is the program's own, whichever shell it went through. */
function launch(command, core) {
  const pinned = core === undefined ? command : ["taskset", "-c", String(core), ...command];
  // An EASEL_… of the caller's shell must not change what is measured.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("EASEL_")),
  );
  const child = spawn("sh", ["-c", RAISE, "sh", ...pinned], {
    env,
    detached: true, // a session of its own, for its niceness
    stdio: ["ignore", "pipe", "pipe"],
  });
  live.add(child);
  child.said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    child.said.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    child.said.stderr = (child.said.stderr + text).slice(-STDERR_CHARS_MAX);
  });
  child.ended = new Promise((resolve) => {
    child.on("error", (error) => {
      child.said.stderr += error.message;
    });
    child.on("close", (code, signal) => {
      live.delete(child);
      resolve(signal ?? code);
    });
  });
  return child;
}

function complaint(child, what) {
  const said = child.said.stderr.trim().split("\n").slice(-6).join("\n  ");
  return new Error(said ? `${what}:\n  ${said}` : what);
}

/** Runs `promise` against a clock; the clock does not keep the program alive. */
async function within(ms, promise) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms, "late");
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A server that listens: its process and its port. */
export async function startServer(command, core) {
  const child = launch(command, core);
  const spoken = new Promise((resolve) => {
    const look = () => {
      const found = child.said.stdout.match(/127\.0\.0\.1:(\d+)/);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on("data", look);
  });
  const port = await within(START_MS_MAX, Promise.race([spoken, child.ended.then(() => "ended")]));
  if (typeof port === "number") return { child, pid: child.pid, port };
  await stop(child);
  throw complaint(child, `${command[0]} did not start (${port})`);
}

/** Asks it to end, then ends it. */
export async function stop(child) {
  child.kill("SIGTERM");
  if ((await within(STOP_MS_MAX, child.ended)) === "late") {
    child.kill("SIGKILL");
    await child.ended;
  }
}

/** Runs to the end and returns what it printed; `mayFail` when it prints that also with exit code 1. */
export async function output(command, { core, timeoutMs, mayFail = false }) {
  const child = launch(command, core);
  const end = await within(timeoutMs, child.ended);
  if (end === "late") {
    child.kill("SIGKILL");
    await child.ended;
    throw complaint(child, `not done after ${timeoutMs / 1000} s`);
  }
  const isDone = end === 0 || (mayFail && end === 1 && child.said.stdout !== "");
  if (!isDone) throw complaint(child, `ended with ${end}`);
  return child.said.stdout;
}

/** Runs a build step in the open. */
export async function build({ command, cwd, env }) {
  const child = spawn(command[0], command.slice(1), {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", 2, 2],
  });
  live.add(child);
  const end = await new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", resolve);
  });
  live.delete(child);
  if (end !== 0) throw new Error(`${command.join(" ")} failed: ${end}`);
}
