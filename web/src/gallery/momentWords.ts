/** The words of moments: saving one, beginning a chapter, bringing one back. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  "save.title": "Save to the gallery",
  "save.public": "Anyone can find it",
  "save.yes": "Save",
  "save.done": "Saved to the gallery",
  "save.half": "Saved, but not published. Publish it in the gallery.",
  "save.open": "Open gallery",

  "chapter.title": "Begin a new chapter",
  "chapter.how": "Replays are divided into chapters: they lead to where a part begins.",
  "chapter.yes": "Begin",
  "chapter.done": "New chapter: {title}",
  "chapter.later": "The chapter begins when the server is back.",
  "chapter.refused": "A chapter cannot begin here: you are watching.",

  "moment.button": "This moment",
  "moment.label": "Do something with this moment",
  "moment.copy": "Open a copy from here",
  "moment.save": "Save this moment…",
  "moment.film": "Make a film up to here…",
  "moment.filmFailed": "That did not load. Check the connection and try it again.",
  "moment.restore": "Bring the room back to this moment…",
  "moment.hide": "Hide somebody’s work…",
  "restore.question": "Bring the room back to this moment?",
  "restore.note":
    "Everybody in the room sees the picture of this moment again. You can undo it in the room.",
  "restore.yes": "Bring it back",
  "restore.done": "The room shows this moment again",
  "restore.open": "Open the room",
} as const satisfies Words;

/** The text of a key of this area. */
export const t = speak(en, "moment");
