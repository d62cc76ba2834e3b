// Lighthouse as a phone on a slow network sees the pages of the real program; exits 1 when a goal is missed.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [program, chromePath] = process.argv.slice(2);
const GOALS = { performance: 0.95, accessibility: 1, "best-practices": 0.95 };
const BLOCKING_MS_MAX = 100;

const server = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--ephemeral", "--log", "warn"], {
  stdio: ["ignore", "pipe", "inherit"],
});
let url = "";
for await (const line of createInterface({ input: server.stdout })) {
  url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
  if (url) break;
}
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
let missed = 0;
for (const path of ["/", "/r/lighthouse"]) {
  const { lhr } = await lighthouse(url + path, {
    port: chrome.port,
    onlyCategories: Object.keys(GOALS),
    logLevel: "error",
  });
  for (const [name, goal] of Object.entries(GOALS)) {
    const { score } = lhr.categories[name];
    const isMet = score >= goal;
    missed += isMet ? 0 : 1;
    console.log(`${isMet ? "met   " : "MISSED"} ${path} ${name}: ${score} (goal ${goal})`);
    for (const { id } of lhr.categories[name].auditRefs) {
      const audit = lhr.audits[id];
      const counts = audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "notApplicable";
      if (counts) console.log(`         ${id}: ${audit.displayValue ?? audit.score}`);
    }
  }
  const blocking = lhr.audits["total-blocking-time"].numericValue;
  missed += blocking > BLOCKING_MS_MAX ? 1 : 0;
  console.log(`       ${path} total blocking time: ${Math.round(blocking)} ms (goal ${BLOCKING_MS_MAX} ms)`);
}
chrome.kill();
server.kill();
process.exit(missed > 0 ? 1 : 0);
