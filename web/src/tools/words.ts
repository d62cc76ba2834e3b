/** The words of the tools that are loaded after the first ink. */

import { speak, type Words } from "../i18n";

/** In English, which everything else is translated from. */
export const en = {
  highlighter: "Highlighter",
  shapes: "Shapes",
  line: "Straight line",
  arrow: "Arrow",
  rectangle: "Rectangle",
  ellipse: "Ellipse",
  filled: "Filled",
  text: "Text",

  more: "More: opacity and own colours",
  opacity: "Opacity",
  percent: "{percent} %",
  addColor: "Add a colour",
  recent: "Own colours",
  recentColor: "Own colour {color}",
  replaceColor: "Replace this colour",
  replaced: "Colour replaced",

  straighten: "Straighten",
  straightened: "Straightened",

  field: "Text on the canvas. Control and Enter writes it, Escape cancels.",
  written: "Text written",
  missing: "These signs cannot be written yet: {signs}",
  notNow: "Drawing is not possible now. Your text is kept here.",
} as const satisfies Words;

/** The text of a key of the tools. */
export const t = speak(en, "tools");
