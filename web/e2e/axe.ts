import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules of WCAG 2.2 AA, and what is good practice beside them. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Nothing on the page, as it is now, breaks a rule: in the light and in the dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(async () => {
      await new Promise(requestAnimationFrame);
      const fading = document.getAnimations().filter((one) => one instanceof CSSTransition);
      await Promise.allSettled(fading.map((one) => one.finished));
    });
    await page.evaluate(source);
    const broken = await page.evaluate(async (values) => {
      const { axe } = window as unknown as {
        axe: { run(where: Document, how: object): Promise<{ violations: object[] }> };
      };
      const { violations } = await axe.run(document, { runOnly: { type: "tag", values } });
      return violations.map((one) => JSON.stringify(one));
    }, TAGS);
    expect(broken, colorScheme).toEqual([]);
  }
}
