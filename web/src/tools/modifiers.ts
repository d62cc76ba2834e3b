/** Shift and Alt while a pointer draws; with the keyboard's pen these keys are the length of a step. */

import type { Held } from "./geometry";

const NONE: Held = { shift: false, alt: false };

/** Watches the keys for the length of a press of a pointer. */
export class Modifiers {
  /** What is held now. */
  held: Held = NONE;
  /** Called when a key went down or up while something is drawn. */
  onChange: (() => void) | null = null;
  #pressed = false;

  constructor() {
    const first = { capture: true };
    addEventListener("pointerdown", (event) => this.#press(event, true), first);
    addEventListener("pointermove", this.#read, first);
    addEventListener("pointerup", (event) => this.#press(event, false));
    addEventListener("pointercancel", (event) => this.#press(event, false));
    addEventListener("keydown", this.#read, first);
    addEventListener("keyup", this.#read, first);
  }

  #press(event: PointerEvent, pressed: boolean): void {
    this.#pressed = pressed;
    this.#read(event);
  }

  readonly #read = (event: PointerEvent | KeyboardEvent): void => {
    if (!this.#pressed) {
      this.held = NONE;
      return;
    }
    const { shiftKey: shift, altKey: alt } = event;
    const same = shift === this.held.shift && alt === this.held.alt;
    this.held = { shift, alt };
    // Alt alone would open the browser's menu.
    if (event.type.startsWith("key") && event instanceof KeyboardEvent && event.key === "Alt") {
      event.preventDefault();
    }
    if (!same) this.onChange?.();
  };
}
