/** The words of what one may do in a room, at the edges of the page. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  "status.locked": "Drawing is locked",
  "status.lockedOthers": "Locked for others",
  "status.barred": "Not in the room",
  "watch.ask": "You are watching. Raise your hand to draw.",
  "share.watches": "People with this link can watch.",
  "share.closed": "This room opens only with a link of its own.",
  "share.closedAsk": "This room opens only with a link of its own. Ask its host for one.",
  "share.make": "Make a link…",
  "menu.room": "Who may do what…",
  "menu.reports": { one: "{count} report", other: "{count} reports" },
} as const satisfies Words;

/** The text of a key of this area. */
export const r = speak(en, "rights");
