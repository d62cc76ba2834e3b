/** The words of who may do what, among the people. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  host: "host",
  draw: "Let draw",
  drawWho: "Let {name} draw",
  options: "More for {name}",
  "chat.off": "Chat is off right now",
} as const satisfies Words;

/** The text of a key of this area. */
export const r = speak(en, "ranks");
