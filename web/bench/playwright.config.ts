import base from "../playwright.config";

/** One after the other, and nothing is repeated: what is measured is told, never judged. */
export default {
  ...base,
  testDir: ".",
  testMatch: /\.bench\.ts$/,
  timeout: 300_000,
  reporter: [["line"]],
  projects: [{ name: "bench", use: { viewport: { width: 1280, height: 800 } } }],
} satisfies typeof base;
