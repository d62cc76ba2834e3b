/** The words of making a class, and of the classes of this device. */

import { speak, type Words } from "../../i18n";

/** In English. */
export const en = {
  title: "Teach a class",
  home: "easel, back to start",
  name: "Title",
  "name.example": "Art, Tuesday",
  "name.empty": "A title has at least one letter.",
  mode: "Boards",
  "mode.each": "Own board each",
  "mode.each.what": "Everyone draws alone. You see all boards.",
  "mode.groups": "Groups",
  "mode.groups.what": "Some share a board.",
  "mode.one": "One board for all",
  "mode.one.what": "Everyone draws on the same.",
  size: "Students in a group",
  begin: "Start picture",
  "begin.blank": "Blank",
  "begin.grid": "Grid",
  "begin.lines": "Lines",
  "begin.image": "A picture",
  file: "Picture",
  "file.none": "Choose a picture first.",
  waiting: "Waiting room: students come in when you let them",
  names: "Students see each other’s names",
  create: "Create the class",
  busy: "Creating…",
  "failed.picture": "This picture could not be sent. Try another one.",
  "failed.tooMany": "That was too much at once. Wait a moment and try again.",
  "failed.offline": "Can’t reach the server. Try again.",
  "failed.other": "That did not work. Try again.",
  yours: "Your classes on this device",
  code: "Code {code}",
  forget: "Forget {title}",
  forgotten: "{title} is forgotten on this device",
  back: "Bring it back",
} as const satisfies Words;

/** A key of these words. */
export type Word = keyof typeof en;

/** The text of a key of this area. */
export const t = speak(en, "teach");
