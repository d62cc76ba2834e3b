/** The words of the draw page, and how words are filled in; other pages bring their own. */

/** The forms of a text with a number; languages have one to six of them. */
type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** A table of words; with forms where a number decides. */
export type Words = Record<string, string | Forms>;

/** The words of the draw page, in English. */
export const en = {
  "app.skip": "Skip to the canvas",
  "app.failed": "This could not be loaded. Check the connection and reload.",

  "canvas.empty": "Shared drawing, nothing drawn yet",
  "canvas.keys": "Arrow keys move the pen, Enter or Space puts it down and up, Escape cancels.",

  "status.live": "Live",
  "status.connecting": "Connecting…",
  "status.offline": "Offline",

  "people.here": { one: "{count} here", other: "{count} here" },
  "people.label": {
    one: "{count} person in this room",
    other: "{count} people in this room",
  },
  "people.said": { one: "{count} person here", other: "{count} people here" },

  "share.button": "Share",
  "menu.button": "Menu",

  "tools.label": "Drawing tools",
  "tool.pencil": "Pencil",
  "tool.eraser": "Eraser",
  "tool.hand": "Hand: move the paper",
  "tool.brush": "Colour and size",
  "tool.brushIs": "Colour and size: {color}, {size}",
  "tool.more": "More",
  "tool.undo": "Undo",
  "tool.redo": "Redo",
  "tool.clear": "Clear the canvas",
  "said.undo": "Undone",
  "said.redo": "Redone",
  "said.cleared": "Canvas cleared",

  "color.label": "Colour",
  "color.ink": "Ink",
  "color.grey": "Grey",
  "color.paper": "Paper white",
  "color.red": "Red",
  "color.orange": "Orange",
  "color.yellow": "Yellow",
  "color.green": "Green",
  "color.teal": "Teal",
  "color.blue": "Blue",
  "color.violet": "Violet",
  "color.pink": "Pink",
  "color.brown": "Brown",
  "color.own": "Own colour",

  "size.label": "Size",
  "size.value": { one: "{count} pixel", other: "{count} pixels" },

  "hint.first": "Draw with mouse, finger or pen. Invite with Share.",
} as const satisfies Words;

/** A key of the table of words. */
export type Key = keyof typeof en;

/** What a text is filled with; `count` also chooses between one and many. */
export type Vars = Record<string, string | number>;

/** The tables of a language, by area of the page; what one does not have is English. */
export type Tables = Record<string, Words>;

let language = "en";
let tables: Tables = {};
let plural = new Intl.PluralRules(language);

/** Speaks another language from here on. */
export function speakIn(next: string, words: Tables): void {
  language = next;
  tables = words;
  plural = new Intl.PluralRules(next);
}

/** Speaks of more areas, in the same language. */
export function speakAlso(more: Tables): void {
  tables = { ...tables, ...more };
}

/** Makes of a table the function that answers the text of a key, filled in; `area` names it to the languages. */
export function speak<W extends Words>(words: W, area = ""): (key: keyof W, vars?: Vars) => string {
  return (key, vars = {}) =>
    fill(form(tables[area]?.[key as string] ?? words[key]!, Number(vars.count ?? 0)), vars);
}

/** The text of a key of the draw page. */
export const t = speak(en, "draw");

function form(entry: string | Forms, count: number): string {
  if (typeof entry === "string") return entry;
  return entry[plural.select(count)] ?? entry.other;
}

function fill(text: string, vars: Vars): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = vars[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? value.toLocaleString(language) : value;
  });
}
