/** The words of the projector's page. */

import { speak, type Words } from "../../i18n";

/** In English. */
export const en = {
  page: "{title}, on the projector",
  connecting: "Connecting to the class…",
  "gone.noKey": "Open the projector page from the console of the class.",
  "gone.other": "This link does not open the class any more.",
  how: "Open {address} and type",
  code: "Class code {letters}",
  qr: "QR code of the link to join",
  anonymous: "A drawing from the class",
  frame: "The board that is shown: {title}",
  left: "{left} left",
  over: "Time is up",
  paused: "Paused: eyes on your teacher",
  ended: "The class has ended",
  full: "Full screen",
} as const satisfies Words;

/** A key of these words. */
export type Word = keyof typeof en;

/** The text of a key of this area. */
export const t = speak(en, "projector");
