/** All keys of the draw page, in the groups and the order in which they are listed. */

import type { en } from "./words";

/** A name in the table of words. */
type Name = keyof typeof en;

/** What is done, and the keys that do it: as on a keyboard, or a name in the table of words. */
export type Row = readonly [what: Name, ...keys: string[]];

/** Keys that belong together. */
export interface Group {
  title: Name;
  rows: readonly Row[];
}

/** All of them. */
export const GROUPS: readonly Group[] = [
  {
    title: "keys.tools",
    rows: [
      ["key.pencil", "P", "B", "7"],
      ["key.highlighter", "M"],
      ["key.eraser", "E", "0"],
      ["key.line", "L"],
      ["key.arrow", "A"],
      ["key.rectangle", "R"],
      ["key.ellipse", "O"],
      ["key.text", "T"],
      ["key.hand", "H"],
    ],
  },
  {
    title: "keys.colours",
    rows: [
      ["key.colours", "1–6", "Shift+1–6"],
      ["key.size", "[", "]"],
    ],
  },
  {
    title: "keys.draw",
    rows: [
      ["key.undo", "Ctrl+Z"],
      ["key.redo", "Ctrl+Shift+Z", "Ctrl+Y"],
      ["key.even", "Shift"],
      ["key.middle", "Alt"],
      ["key.write", "Ctrl+Enter"],
      ["key.cancel", "Esc"],
    ],
  },
  {
    title: "keys.pen",
    rows: [
      ["key.pen", "keyName.arrows"],
      ["key.penFar", "Shift"],
      ["key.penNear", "Alt"],
      ["key.penDown", "Enter", "keyName.space"],
    ],
  },
  {
    title: "keys.look",
    rows: [
      ["key.fit", "F"],
      ["key.full", "Ctrl+0"],
      ["key.zoom", "Ctrl++", "Ctrl+−", "keyName.wheel"],
      ["key.space", "keyName.space"],
    ],
  },
  {
    title: "keys.people",
    rows: [
      ["key.people", "Alt+P"],
      ["key.raise", "Y"],
      ["key.unfollow", "Esc"],
    ],
  },
  {
    title: "keys.more",
    rows: [
      ["key.share", "Ctrl+K"],
      ["key.export", "Ctrl+Shift+E"],
      ["key.picture", "Ctrl+V"],
      ["key.clear", "Ctrl+Del"],
      ["key.help", "?"],
    ],
  },
];
