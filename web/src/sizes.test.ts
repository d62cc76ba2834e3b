import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { beforeAll, expect, test, vi } from "vitest";

/** Most that the draw page may load, and each page that is loaded when it is needed, in gzipped bytes. */
const DRAW_BYTES_MAX = 30_000;
const LAZY_BYTES_MAX = 12_000;

const sizes = new Map<string, number>();
let chunks: Rolldown.OutputChunk[] = [];

beforeAll(async () => {
  // Under tests Vite would build what is meant for them.
  vi.stubEnv("NODE_ENV", "production");
  const root = `${import.meta.dirname}/..`;
  const made = await build({ root, logLevel: "error", build: { write: false } });
  vi.unstubAllEnvs();
  const { output } = made as Rolldown.RolldownOutput;
  for (const file of output) {
    const bytes = file.type === "chunk" ? file.code : file.source;
    sizes.set(file.fileName, gzipSync(bytes, { level: 9 }).length);
  }
  chunks = output.filter((file) => file.type === "chunk");
}, 60_000);

/** A chunk, what it imports at once, and their styles. */
function filesOf(chunk: Rolldown.OutputChunk): Set<string> {
  const files = new Set([chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? [])]);
  for (const name of chunk.imports) {
    const other = chunks.find((one) => one.fileName === name);
    for (const file of other ? filesOf(other) : []) files.add(file);
  }
  return files;
}

function bytesOf(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + (sizes.get(file) ?? Number.NaN), 0);
}

test("the draw page is one script and one style of at most 30 kB", () => {
  const [entry] = chunks.filter((chunk) => chunk.isEntry);
  const files = [...filesOf(entry!)];
  expect(files.map((file) => file.split(".").at(-1)).sort()).toEqual(["css", "js"]);
  expect(bytesOf(files)).toBeLessThanOrEqual(DRAW_BYTES_MAX);
});

test("each other page adds at most 12 kB to it", () => {
  const draw = filesOf(chunks.find((chunk) => chunk.isEntry)!);
  const lazy = chunks.filter((chunk) => chunk.isDynamicEntry);
  expect(lazy.length).toBeGreaterThanOrEqual(2);
  for (const page of lazy) {
    const added = [...filesOf(page)].filter((file) => !draw.has(file));
    expect(bytesOf(added), page.name).toBeLessThanOrEqual(LAZY_BYTES_MAX);
  }
});

test("a thread of its own is a script of at most 12 kB", () => {
  const made = new Set(chunks.map((chunk) => chunk.fileName));
  const threads = [...sizes.keys()].filter((name) => name.endsWith(".js") && !made.has(name));
  const own = threads.filter((name) => name.includes("walker"));
  expect(own.length).toBe(1);
  for (const name of threads) expect(sizes.get(name), name).toBeLessThanOrEqual(LAZY_BYTES_MAX);
});
