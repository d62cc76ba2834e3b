// Measures pictures as data URL beside Chromium's own canvas on the same pixels, in turns, and writes the
// tables between the markers of benches/RESULTS.md.

import { execFileSync, execSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
const { chromium } = createRequire(join(root, "web/package.json"))("@playwright/test");
const [program] = process.argv.slice(2);

const ROUNDS = 5;
const TIMES = 11;
const DRAWINGS = [
  ["W0", "sparse, 3,000 segments"],
  ["W1", "dense, 100,000 segments"],
  ["W2", "10,000 strokes of 60 points"],
  ["W3", "the same, translucent and erased"],
];
const CASES = ["nothing", "one band", "a tenth", "all"];

const out = (command) => execSync(command, { cwd: root, encoding: "utf8", shell: "/bin/sh" }).trim();
const run = (...words) =>
  JSON.parse(execFileSync(program, words, { encoding: "utf8", maxBuffer: 1 << 20 }));
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** The picture on a canvas: its pixels, and what toDataURL takes, each time after another pixel. */
async function paint([url, times]) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  let text = "";
  for (let at = 0; at < data.length; at += 32768) {
    text += String.fromCharCode(...data.subarray(at, at + 32768));
  }
  const taken = [];
  for (let i = 0; i < times; i += 1) {
    pen.fillRect(i, 0, 1, 1);
    const start = performance.now();
    canvas.toDataURL();
    taken.push(performance.now() - start);
  }
  return { pixels: btoa(text), taken };
}

const folder = mkdtempSync(join(tmpdir(), "bench-png-"));
const file = join(folder, "url");
const seen = Object.fromEntries(DRAWINGS.map(([name]) => [name, []]));
const executablePath = out(
  'command -v "$EASEL_CHROMIUM" || command -v chromium || command -v chromium-browser || command -v google-chrome',
);
const before = loadavg()[0].toFixed(1);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name] of DRAWINGS) {
    const ours = run("drawing", name, file);
    const theirs = await page.evaluate(paint, [readFileSync(file, "utf8"), TIMES]);
    const hash = createHash("sha256").update(Buffer.from(theirs.pixels, "base64")).digest("hex");
    if (hash !== ours.hash) throw new Error(`${name}: Chromium shows other pixels`);
    seen[name].push({ ...ours, chromium: median(theirs.taken) });
  }
}
const version = browser.version();
await browser.close();
rmSync(folder, { recursive: true });
const histories = run("history");
if (new Set(histories.map(({ hash }) => hash)).size > 1) throw new Error("other pictures");

const ms = (value) => (value < 1 ? value.toPrecision(2) : value.toFixed(1));
const middle = (name, pick) => median(seen[name].map(pick));
const rows = DRAWINGS.map(([name, what]) => {
  const theirs = middle(name, (one) => one.chromium);
  const cells = CASES.map((_, at) => {
    const ours = middle(name, (one) => one.times[at]);
    const ratio = middle(name, (one) => one.chromium / one.times[at]);
    return `${ms(ours)} (1/${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString("en")})`;
  });
  const { bytes, imageBytes } = seen[name][0];
  const size = `${Math.round(bytes / 1000).toLocaleString("en")} KB (${(bytes / imageBytes).toFixed(2)})`;
  return `| ${name} ${what} | ${ms(theirs)} | ${ms(middle(name, (one) => one.image))} | ${cells.join(" | ")} | ${size} |`;
});
const bands = seen.W1[0].bands;
const commit = out("git rev-parse --short HEAD") + (out("git status --porcelain src benches/png") ? "-dirty" : "");
const lines = [
  `${new Date().toISOString().slice(0, 10)} · ${cpus()[0].model.trim()}, ${cpus().length} cores · load ${before} before, ` +
    `${loadavg()[0].toFixed(1)} after · Chromium ${version} · commit ${commit} · \`just bench-png\``,
  "",
  "A picture of 1920×1080 as data URL, in ms, and as a part of what Chromium's `canvas.toDataURL()` takes for the same",
  `pixels in the same run. Medians of ${ROUNDS} turns. Bands encoded: ${bands.join(", ")} of 34. Size: the PNG, and that divided by`,
  "what the `image` crate's default makes. Chromium shows each picture with the server's pixels, compared by hash.",
  "",
  `| drawing | toDataURL | \`image\` default | ${CASES.map((one) => `${one} changed`).join(" | ")} | size |`,
  `| --- | ${CASES.map(() => "---").join(" | ")} | --- | --- | --- |`,
  ...rows,
  "",
  "The same picture after longer histories, composed and encoded:",
  "",
  "| entries | nothing changed | one band changed |",
  "| --- | --- | --- |",
  ...histories.map((one) => `| ${one.entries.toLocaleString("en")} | ${ms(one.nothing)} | ${ms(one.one)} |`),
];
const results = join(root, "benches/RESULTS.md");
const [open, close] = ["<!-- png -->", "<!-- /png -->"];
const text = existsSync(results) ? readFileSync(results, "utf8") : "# Results\n";
const table = `${open}\n${lines.join("\n")}\n${close}`;
const at = text.indexOf(open);
writeFileSync(
  results,
  at < 0
    ? `${text.trimEnd()}\n\n${table}\n`
    : text.slice(0, at) + table + text.slice(text.indexOf(close) + close.length),
);
console.log(lines.join("\n"));
