/** The words of hiding somebody's work. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  title: "Hide somebody’s work",
  how: "Everybody sees the picture as if they had not drawn. You can show it again.",
  who: "Whose work",
  strokes: { one: "{count} stroke", other: "{count} strokes" },
  hidden: "Hidden",
  again: "Show again",
  againOf: "Show again: {name}",
  since: "Since when",
  start: "Since the beginning",
  moment: "Since this moment",
  choose: "Choose somebody to see the picture without them.",
  painting: "Painting the picture…",
  without: "The picture without {name}",
  nobody: "Choose somebody first.",
  yes: "Hide their work",
  busy: "One moment…",
  done: "The work of {name} is hidden",
  shown: "The work of {name} is back",
} as const satisfies Words;

/** The text of a key of this area. */
export const t = speak(en, "hiding");
