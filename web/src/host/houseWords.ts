/** The words of what hosts say, as everybody in the room is told it. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  locked: "Drawing is locked right now.",
  unlocked: "You can draw again.",
  quiet: "Chat is off right now.",
  loud: "Chat is on again.",
  slow: {
    one: "Slow mode: one stroke or line every second.",
    other: "Slow mode: one stroke or line every {count} seconds.",
  },
  fast: "Slow mode is over.",
  wait: { one: "Slow mode: wait {count} second.", other: "Slow mode: wait {count} seconds." },
  forbidden: "You can only watch right now.",
  painter: "You can draw now.",
  host: "You are a host of this room now.",
  notHost: "You are not a host of this room any more.",

  "lost.locked": {
    one: "{count} stroke could not be added: drawing is locked.",
    other: "{count} strokes could not be added: drawing is locked.",
  },
  "lost.forbidden": {
    one: "{count} stroke could not be added: you can only watch.",
    other: "{count} strokes could not be added: you can only watch.",
  },
  "lost.slow": {
    one: "{count} stroke could not be added: it came too soon for slow mode.",
    other: "{count} strokes could not be added: they came too soon for slow mode.",
  },

  somebody: "Somebody",
  "report.is": "{name} reports: {words}",
  "report.about": "{name} reports {about}: {words}",
  "report.show": "Show",

  "out.removed": "A host of this room has removed you.",
  "out.gone": "This room was deleted.",
  "out.badKey": "This link does not work any more. Ask a host of the room for another one.",
  "out.closed": "This room needs a link. Ask its host for one.",
  "out.home": "Back to start",
} as const satisfies Words;

/** The text of a key of this area. */
export const t = speak(en, "house");
