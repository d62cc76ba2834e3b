// The machine and the versions that figures belong to.

import { execFileSync } from "node:child_process";
import { cpus, release } from "node:os";
import { hasGorilla, lockedVersion, ROOT } from "./servers.mjs";

const WAIT_MS_MAX = 10_000;

function say(command, ...flags) {
  try {
    const options = { cwd: ROOT, encoding: "utf8", timeout: WAIT_MS_MAX, stdio: "pipe" };
    return execFileSync(command, flags, options).trim();
  } catch {
    return "";
  }
}

export function describe() {
  const changed = say("git", "status", "--porcelain", "--untracked-files=no") ? ", changed" : "";
  const gorilla = say("dpkg-query", "-W", "-f=${Version}", "golang-github-gorilla-websocket-dev");
  const versions = {
    rustc: say("rustc", "--version").split(" ")[1],
    mio: lockedVersion("mio"),
    "tokio-tungstenite": lockedVersion("tokio-tungstenite"),
    node: process.versions.node,
    ws: lockedVersion("ws"),
  };
  if (hasGorilla()) {
    versions.go = say("go", "env", "GOVERSION").replace(/^go/, "");
    versions.gorilla = gorilla;
  }
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0].model.trim(),
    cores: cpus().length,
    kernel: `Linux ${release()
      .match(/^[\d.]+/)[0]
      .replace(/\.$/, "")}`,
    commit: say("git", "rev-parse", "--short=10", "HEAD") + changed,
    versions,
  };
}
