/** The words of the wall, and of one board seen large. */

import { speak, type Words } from "../../i18n";

/** In English. */
export const en = {
  title: "Wall",
  found: { one: "{count} board", other: "{count} boards" },
  pupil: "Student {number}",
  search: "Search names",
  order: "Order",
  "order.hand": "Hands first",
  "order.name": "By name",
  "order.activity": "Last drawn first",
  "order.joined": "As they joined",
  columns: "Columns",
  fit: "Fit",
  "fit.label": "As many columns as fit",

  all: "Select all",
  none: "Select none",
  chosen: { one: "{count} selected", other: "{count} selected" },
  actions: "What to do with the selected students",
  lock: "Lock",
  unlock: "Unlock",
  clear: "Clear…",
  lower: "Lower hands",
  remove: "Remove…",

  "empty.title": "Nobody yet.",
  "empty.how": "Students open {address} and type the code.",
  "empty.search": "No name has these words.",

  select: "Select {title}",
  open: "Open {title}",
  hand: "hand up, number {number}",
  idle: "idle",
  lost: "reconnecting",
  away: "away",
  locked: "locked",
  onShow: "shown",
  noRoom: "Waits for the start",
  noPupils: "Nobody here",
  never: "nothing drawn",
  now: "drawing now",

  students: "Students",
  "move.of": "Group of {name}",

  "large.label": "{title}, large",
  "large.back": "Previous",
  "large.next": "Next",
  "large.close": "Close",
  "large.frame": "The board of {title}, to draw on",
  show: "Show to the class",
  "show.named": "With the name",
  "show.unnamed": "Without the name",
  "show.stop": "Stop showing",
} as const satisfies Words;

/** A key of these words. */
export type Word = keyof typeof en;

/** The text of a key of this area. */
export const t = speak(en, "wall");
