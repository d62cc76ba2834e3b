import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What is asked for: WCAG 2.2 AA, and what axe knows to be good practice. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

declare const axe: {
  run(context: Document, options: object): Promise<{ violations: Violation[]; passes: unknown[] }>;
};

/** A page as it is now has nothing that keeps people out, in either theme. */
export async function accessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Colours that are on their way are nobody's colours.
    await page.evaluate(async () => {
      await new Promise(requestAnimationFrame);
      await Promise.allSettled(
        document
          .getAnimations()
          .filter((one) => one instanceof CSSTransition)
          .map((one) => one.finished),
      );
    });
    const { violations, passes } = await page.evaluate(
      (values) => axe.run(document, { runOnly: { type: "tag", values } }),
      TAGS,
    );
    const told = violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)]);
    expect(told, `${colorScheme} ${page.url()}`).toEqual([]);
    expect(passes.length).toBeGreaterThan(10);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Windows that all words have to fit into: a desk's, a phone's, and the narrowest (WCAG 1.4.10). */
export const SIZES = [
  [1280, 720],
  [390, 844],
  [320, 640],
] as const;

/** Nothing stands beyond the edge, and no word beyond its button. */
export async function fits(page: Page, what: string): Promise<void> {
  const beyond = await page.evaluate(() => {
    const top = document.querySelector("dialog[open], .menu, :popover-open") ?? document;
    const all = [...top.querySelectorAll<HTMLElement>("button, a, input, select, h1, h2, p")];
    const bad = all.filter((one) => {
      if (!one.checkVisibility() || one.closest(".authors, .unseen, .skip, .backdrop"))
        return false;
      const { left, right } = one.getBoundingClientRect();
      // The status is pressed beyond its edges: its words end in dots where they have no room.
      const holds = one.matches("button:not(.swatch, .chip-open), a");
      const isCut = holds && one.scrollWidth > one.clientWidth + 1;
      return left < -0.5 || right > innerWidth + 0.5 || isCut;
    });
    const isWide = document.documentElement.scrollWidth > innerWidth;
    return [...(isWide ? ["page"] : []), ...bad.map((one) => one.outerHTML)];
  });
  expect(beyond, what).toEqual([]);
}
