/** Which keys do what on the draw page. */

import type { HandTool } from "./hand";
import { ZOOM_STEP } from "./view";

/** What is shown over the paper, loaded when it is needed. */
export type Part =
  | "menu"
  | "status"
  | "share"
  | "clear"
  | "export"
  | "picture"
  | "save"
  | "chapter"
  | "room"
  | "settings"
  | "keys"
  | "device"
  | "about";

/** What a key asks for. */
export type Command =
  | { kind: "tool"; tool: HandTool }
  | { kind: "color"; swatch: number }
  | { kind: "size"; wider: boolean }
  | { kind: "undo" }
  | { kind: "redo" }
  | { kind: "zoomFull" }
  | { kind: "zoom"; factor: number }
  | { kind: "show"; part: Part }
  | { kind: "fit" };

/** What of a keyboard event counts. */
export interface KeyStroke {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const TOOLS: Record<string, HandTool> = {
  p: "pencil",
  b: "pencil",
  7: "pencil",
  m: "highlighter",
  e: "eraser",
  0: "eraser",
  l: "line",
  a: "arrow",
  r: "rectangle",
  o: "ellipse",
  t: "text",
  h: "hand",
};

const LETTERS: Record<string, Command> = {
  f: { kind: "fit" },
  "[": { kind: "size", wider: false },
  "]": { kind: "size", wider: true },
  "?": { kind: "show", part: "keys" },
};

/** With Ctrl or Cmd. */
const CHORDS: Record<string, Command> = {
  y: { kind: "redo" },
  0: { kind: "zoomFull" },
  "-": { kind: "zoom", factor: 1 / ZOOM_STEP },
  k: { kind: "show", part: "share" },
  delete: { kind: "show", part: "clear" },
};

/** Colours on the keys 1 to 6; with Shift the other six. */
const COLOR_KEYS = 6;

/** The command of a key, or null when it has none; without `letters` only those with Ctrl or Cmd have one. */
export function commandOf(event: KeyStroke, letters = true): Command | null {
  if (event.ctrlKey || event.metaKey) return event.altKey ? null : chordOf(event);
  // On some keyboards brackets are typed with Alt.
  const bracket = event.key === "[" || event.key === "]";
  if (event.altKey && !bracket) return null;
  if (!letters) return null;
  const key = event.key.toLowerCase();
  const tool = TOOLS[key];
  return colorOf(event) ?? (tool ? { kind: "tool", tool } : (LETTERS[key] ?? null));
}

function chordOf(event: KeyStroke): Command | null {
  const key = event.key.toLowerCase();
  if (key === "z") return { kind: event.shiftKey ? "redo" : "undo" };
  // On many keyboards a plus is typed with Shift: the key counts without it too.
  if (key === "+" || key === "=") return { kind: "zoom", factor: ZOOM_STEP };
  if (event.shiftKey) return key === "e" ? { kind: "show", part: "export" } : null;
  return CHORDS[key] ?? null;
}

/** By place of the key, because Shift and a digit is another letter on each keyboard. */
function colorOf(event: KeyStroke): Command | null {
  const digit = Number(/^Digit([1-6])$/.exec(event.code)?.[1] ?? 0);
  return digit ? { kind: "color", swatch: digit - 1 + (event.shiftKey ? COLOR_KEYS : 0) } : null;
}

/** Whether somebody is typing into what has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["range", "checkbox"].includes(target.type);
}
