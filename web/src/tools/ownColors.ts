/** Colours of one's own: swatches that were replaced, and the five that were added last, kept on this device. */

import type { Drawing } from "../drawing";
import { PALETTE } from "../palette";
import { ofDevice, read, write } from "../storage";
import { Store } from "../store";
import { t } from "./words";

const SWATCHES = "easel.swatches";
const RECENT = "easel.colors";

/** How many added colours are kept. */
const RECENT_MAX = 5;

/** How long a finger rests on a swatch to replace its colour, in ms. */
const LONG_MS = 500;

/** Added colours, newest first. */
export class OwnColors {
  readonly recent = new Store<{ colors: readonly string[] }>({ colors: kept(RECENT) });

  constructor(private readonly drawing: Drawing) {
    const colors = kept(SWATCHES);
    if (colors.length === PALETTE.length) drawing.desk.held.set({ colors });
    this.#listen();
  }

  /** Takes a colour and remembers it. */
  add(color: string): void {
    const others = this.recent.get().colors.filter((other) => other !== color);
    const colors = [color, ...others].slice(0, RECENT_MAX);
    this.recent.set({ colors });
    write(ofDevice, RECENT, JSON.stringify(colors));
    this.drawing.desk.dip(color);
  }

  /** Asks for another colour of a swatch. */
  replace(index: number): void {
    const { desk, voice } = this.drawing;
    const before = desk.hand().colors[index];
    if (before === undefined) return;
    const input = document.createElement("input");
    input.type = "color";
    input.value = before;
    input.className = "swatch-input";
    input.setAttribute("aria-label", t("replaceColor"));
    input.addEventListener("change", () => {
      const colors = desk.hand().colors.with(index, input.value);
      desk.held.set({ colors });
      desk.dip(input.value);
      write(ofDevice, SWATCHES, JSON.stringify(colors));
      voice.say(t("replaced"));
      input.remove();
    });
    input.addEventListener("cancel", () => input.remove());
    // In the page, beside what was pressed: browsers show the choice of colours there.
    document.querySelectorAll(".swatch")[index]?.after(input);
    input.click();
  }

  /** Right click, the menu key and a long press on a swatch. */
  #listen(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => clearTimeout(timer);
    addEventListener("contextmenu", (event) => {
      const index = swatchOf(event.target);
      if (index === null) return;
      event.preventDefault();
      stop();
      this.replace(index);
    });
    addEventListener("pointerdown", (event) => {
      const index = swatchOf(event.target);
      stop();
      // Where a long press is a right click too, that comes and stops the timer.
      if (index !== null && event.button === 0)
        timer = setTimeout(() => this.replace(index), LONG_MS);
    });
    for (const type of ["pointerup", "pointercancel", "pointermove"]) addEventListener(type, stop);
  }
}

function swatchOf(target: EventTarget | null): number | null {
  const swatch = target instanceof Element ? target.closest(".swatches > .swatch") : null;
  if (!swatch?.parentElement) return null;
  return [...swatch.parentElement.querySelectorAll(".swatch")].indexOf(swatch);
}

/** Colours under a key; none where what is kept cannot be read. */
function kept(key: string): string[] {
  try {
    const colors: unknown = JSON.parse(read(ofDevice, key) ?? "[]");
    return Array.isArray(colors) ? colors.filter(isColor) : [];
  } catch {
    return [];
  }
}

function isColor(value: unknown): value is string {
  return typeof value === "string" && /^#[0-9a-f]{6}$/.test(value);
}
