/** Somebody at a page who draws as people do: with keys for tools and colours, and with the mouse. */

import type { Page } from "@playwright/test";
import { paper } from "../hand";

/** A place on the canvas, in its pixels. */
export type At = readonly [x: number, y: number];

/** The canvas, in its pixels. */
const CANVAS = { width: 1920, height: 1080 };

/** Widths the keys `[` and `]` walk through, from the one a page begins with. */
const WIDTHS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 90, 120];
const FIRST_WIDTH = 8;

/** The keys of the colours. */
const COLORS = {
  ...{ ink: "1", grey: "2", paper: "3", red: "4", orange: "5", yellow: "6" },
  ...{ green: "Shift+1", teal: "Shift+2", blue: "Shift+3" },
  ...{ violet: "Shift+4", pink: "Shift+5", brown: "Shift+6" },
} as const;

/** The name of a swatch. */
export type Color = keyof typeof COLORS;

/** One person. */
export class Artist {
  private width = FIRST_WIDTH;
  private isFilling = false;

  constructor(readonly page: Page) {}

  /** Takes a colour and a width. */
  async take(color: Color, width: number): Promise<void> {
    const { keyboard } = this.page;
    const digit = COLORS[color];
    // The page reads the place of the key, which only a code says.
    await keyboard.press(digit.replace(/\d/, "Digit$&"));
    const steps = WIDTHS.indexOf(width) - WIDTHS.indexOf(this.width);
    for (let i = 0; i < Math.abs(steps); i += 1) await keyboard.press(steps > 0 ? "]" : "[");
    this.width = width;
  }

  /** Draws through places with a tool, given by its key; without `lifts` the pen stays down. */
  async draw(key: string, places: readonly At[], lifts = true): Promise<void> {
    const { keyboard, mouse } = this.page;
    await keyboard.press(key);
    const [first, ...rest] = await Promise.all(places.map((at) => this.onScreen(at)));
    if (!first) return;
    await mouse.move(...first);
    await mouse.down();
    for (const at of rest) await mouse.move(...at, { steps: 3 });
    if (lifts) await mouse.up();
  }

  /** Draws a shape from corner to corner, filled. */
  async fill(key: "r" | "o", from: At, to: At): Promise<void> {
    if (!this.isFilling) {
      await this.page.getByRole("button", { name: /^Shapes/ }).click();
      await this.page.getByRole("checkbox", { name: "Filled" }).check();
      await this.page.keyboard.press("Escape");
      this.isFilling = true;
    }
    await this.draw(key, [from, to]);
  }

  /** Writes a line of text. */
  async write(at: At, text: string): Promise<void> {
    await this.draw("t", [at]);
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Control+Enter");
  }

  /** Points somewhere. */
  async point(at: At): Promise<void> {
    await this.page.mouse.move(...(await this.onScreen(at)), { steps: 4 });
  }

  private async onScreen([x, y]: At): Promise<[number, number]> {
    const box = await paper(this.page);
    const { width, height } = CANVAS;
    return [box.x + (x / width) * box.width, box.y + (y / height) * box.height];
  }
}

/** Places along a curve that a function gives for 0 to 1. */
export function along(count: number, at: (part: number) => At): At[] {
  return Array.from({ length: count + 1 }, (_, index) => at(index / count));
}
