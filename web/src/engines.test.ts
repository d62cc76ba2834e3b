import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { expect, it } from "vitest";

const GOLDEN = join(import.meta.dirname, "../../tests/fixtures/raster");

/** The golden scenes and the code that paints them, as one script for any engine. */
async function script(): Promise<string> {
  const entry = join(import.meta.dirname, "../engines/paint.ts");
  const lib = { entry, formats: ["iife" as const], name: "paint" };
  const made = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, minify: false, lib },
  });
  const [output] = Array.isArray(made) ? made : [made];
  if (!output || !("output" in output)) throw new Error("nothing was built");
  const scenes = readdirSync(GOLDEN).map((name) => readFileSync(join(GOLDEN, name), "utf8"));
  const before = `globalThis.print ??= console.log; globalThis.GOLDEN = [${scenes.join()}];\n`;
  return before + output.output[0].code;
}

it("[R8] JavaScriptCore, which Safari runs, paints the same bytes as V8", async () => {
  const dir = mkdtempSync(join(tmpdir(), "easel-engines-"));
  const file = join(dir, "paint.js");
  writeFileSync(file, await script());
  const said = (engine: string) => execFileSync(engine, [file], { encoding: "utf8" });
  const [v8, jsc] = [said(process.execPath), said(process.env.EASEL_JSC ?? "jsc")];
  rmSync(dir, { recursive: true });
  expect(jsc).toBe(v8);
  const hashes = new Set(
    v8
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[1]),
  );
  expect(hashes.size).toBeGreaterThan(9);
}, 60_000);
