import { execSync } from "node:child_process";
import { defineConfig, devices } from "@playwright/test";

/** The browser of this machine: the one that is named, or the first that is found. */
function chromium(): string {
  const names = [process.env.EASEL_CHROMIUM, "chromium", "chromium-browser", "google-chrome"];
  const find = names.filter(Boolean).map((name) => `command -v ${name}`);
  return execSync(find.join(" || "), { shell: "/bin/sh", encoding: "utf8" }).trim();
}

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export default defineConfig({
  testDir: "e2e",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: true,
  reporter: [["list"], ["./e2e/summary.ts"]],
  use: { launchOptions: { executablePath: chromium(), args: quiet } },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"] }, testIgnore: /touch\.spec/ },
    { name: "phone", use: { ...devices["Pixel 7"] }, testMatch: /(access|page|touch)\.spec/ },
    {
      name: "tablet",
      use: { ...devices["iPad (gen 7)"], browserName: "chromium" },
      testMatch: /(access|page|touch)\.spec/,
    },
  ],
});
