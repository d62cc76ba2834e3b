import base from "../../playwright.config";

/** Makes the pictures of README.md anew. */
export default {
  ...base,
  testDir: ".",
  testMatch: /\.pictures\.ts$/,
  timeout: 180_000,
  reporter: [["line"]],
  projects: [{ name: "pictures" }],
} satisfies typeof base;
