/** What a person has chosen for this device: one store, kept in one place. */

import { ofDevice, read, write } from "./storage";
import { Store } from "./store";

/** All choices. */
export interface Choices {
  theme: "system" | "light" | "dark";
  /** A language of `i18n`; empty is the browser's. */
  language: string;
  /** Where the bar of the tools stands. */
  side: "bottom" | "left" | "right";
  motion: "system" | "less";
  /** Single letters are shortcuts (WCAG 2.1.4). */
  letters: boolean;
  /** The canvas is shown past the other windows: sooner, and it may tear. */
  lowLatency: boolean;
  /** What others draw is told to those who do not see it. */
  tellOthers: boolean;
}

const KEY = "easel.choices";

/** The choices of this device. */
export const choices = new Store<Choices>({
  theme: "system",
  language: "",
  side: "bottom",
  motion: "system",
  letters: true,
  lowLatency: false,
  tellOthers: false,
});

/** Reads what is kept, and keeps and shows each change. */
export function startChoices(): void {
  try {
    choices.set(JSON.parse(read(ofDevice, KEY) ?? "{}"));
  } catch {
    // Somebody else wrote there: then nothing was chosen.
  }
  const show = (): void => {
    const { theme, side, motion } = choices.get();
    Object.assign(document.documentElement.dataset, { theme, side, motion });
  };
  show();
  choices.subscribe(() => {
    write(ofDevice, KEY, JSON.stringify(choices.get()));
    show();
  });
}
