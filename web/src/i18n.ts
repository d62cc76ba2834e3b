/** The words of the draw page, and how words are filled in; other pages bring their own. */

type Forms = { one: string; other: string };

/** A table of words; with `one` and `other` where a number decides. */
export type Words = Record<string, string | Forms>;

const en = {
  "app.skip": "Skip to the canvas",
  "app.failed": "The page could not be loaded. Check the connection and reload.",
  "app.reload": "Reload",
  "app.home": "Back to start",

  "canvas.empty": "Shared drawing, nothing drawn yet",
  "canvas.strokes": { one: "{count} stroke", other: "{count} strokes" },
  "canvas.people": { one: "{count} person", other: "{count} people" },
  "canvas.summary": "Shared drawing, {strokes} by {people}",
  "canvas.keys": "Arrow keys move the pen, Enter or Space puts it down and up, Escape cancels.",
  "canvas.penDown": "Pen down at {x}, {y}",
  "canvas.penUp": "Pen up at {x}, {y}",
  "canvas.penCancelled": "Stroke cancelled",
  "canvas.penRefused": "Drawing is not possible now",

  "status.live": "Live",
  "status.connecting": "Connecting…",
  "status.offline": "Offline",
  "status.waiting": {
    one: "Offline – {count} stroke waiting",
    other: "Offline – {count} strokes waiting",
  },
  "status.retryIn": "next try in {seconds} s",
  "status.retrying": "trying now",
  "status.paused": "Not saved",
  "status.replaced": "Opened elsewhere",
  "status.outdated": "Reload needed",
  "status.full": "Room full",
  "status.viewer": "View only",
  "status.back": "Back",
  "status.added": { one: "Back – {count} stroke added", other: "Back – {count} strokes added" },
  "status.retry": "Try now",

  "banner.paused":
    "Not saved – the server’s disk does not take new strokes. Drawing stops until it does again.",
  "banner.replaced": "This room was opened elsewhere with your pen.",
  "banner.drawHere": "Draw here",
  "banner.outdated": "This page is older than the server.",
  "banner.full": "This room is full. You will get in when there is space.",

  "notice.tooMuchWaits": "200 strokes are waiting for the server. Drawing goes on when it is back.",
  "notice.refused": "The last stroke was refused by the server.",
  "notice.close": "Close",

  "people.here": { one: "{count} here", other: "{count} here" },
  "people.label": {
    one: "{count} person in this room",
    other: "{count} people in this room",
  },
  "people.said": { one: "{count} person here", other: "{count} people here" },

  "share.button": "Share",
  "share.label": "Share: copy the link to this room",
  "share.copied": "Copied ✓",
  "share.said": "Link copied",
  "share.field": "Link to this room",
  "share.byHand": "Copy this link:",

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
  "tool.export": "Export as PNG",
  "tool.nothing": "Nothing drawn yet",
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

  "zoom.label": "Zoom",
  "zoom.in": "Zoom in",
  "zoom.out": "Zoom out",
  "zoom.fit": "{percent} % – fit to the window",

  "pen.mode": "Pen mode · Exit",
  "pen.label": "Pen mode: fingers move the paper. Exit pen mode",
  "pen.on": "Pen mode: fingers move the paper",
  "pen.off": "Pen mode off: fingers draw",

  "hint.first": "Draw with mouse, finger or pen. Invite with Share.",
  "watch.note": "You are watching.",
  "watch.draw": "Draw too",

  "clear.question": "Clear the canvas for everyone?",
  "clear.undo": "You can undo it.",
  "clear.yes": "Clear",
  "clear.no": "Cancel",
} as const satisfies Words;

/** A key of the table of words. */
export type Key = keyof typeof en;

/** What a text is filled with; `count` also chooses between one and many. */
export type Vars = Record<string, string | number>;

const LANGUAGE = "en";
const plural = new Intl.PluralRules(LANGUAGE);

/** Makes of a table the function that answers the text of a key, filled in. */
export function speak<W extends Words>(words: W): (key: keyof W, vars?: Vars) => string {
  return (key, vars = {}) => fill(form(words[key]!, Number(vars.count ?? 0)), vars);
}

/** The text of a key of the draw page. */
export const t = speak(en);

function form(entry: string | Forms, count: number): string {
  if (typeof entry === "string") return entry;
  return plural.select(count) === "one" ? entry.one : entry.other;
}

function fill(text: string, vars: Vars): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = vars[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? value.toLocaleString(LANGUAGE) : value;
  });
}
