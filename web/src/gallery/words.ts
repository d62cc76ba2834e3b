/** The words of the gallery, and of what goes wrong with saved canvases. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  title: "Gallery",
  skip: "Skip to the canvases",
  home: "easel, back to start",
  start: "Start drawing",
  cancel: "Cancel",

  "tabs.label": "Whose canvases",
  "tabs.mine": "Mine",
  "tabs.public": "Public",
  search: "Search titles",
  sort: "Order",
  "sort.newest": "Newest first",
  "sort.longest": "Longest first",
  more: "Load more",
  loading: "Loading…",
  retry: "Try again",
  found: { one: "{count} canvas", other: "{count} canvases" },

  "empty.mine": "Nothing saved yet. Use ☰ → Save to gallery.",
  "empty.public": "Nobody has published a canvas yet. Save one, and let anyone find it.",
  "empty.search": "No title has these words.",

  "open.file": "Open a replay file…",
  "open.busy": "Opening {file}…",
  "open.wrong": "This is no replay file of easel, or it is damaged.",
  "open.tooLarge": "This file is too large for this server.",

  people: { one: "{count} person", other: "{count} people" },
  "is.public": "Public",
  "picture.failed": "The picture did not come.",
  "picture.retry": "Retry",
  "picture.retryOf": "Retry the picture of {title}",

  replay: "Replay",
  "replay.of": "Replay {title}",
  copy: "Open copy",
  "copy.of": "Open copy: {title}",
  "copy.busy": "Making a copy…",
  "more.of": "More for {title}",
  "file.png": "Download as PNG",
  "file.svg": "Download as SVG",
  "file.easel": "Download the replay file",
  rename: "Rename…",
  publish: "Publish",
  unpublish: "Unpublish",
  delete: "Delete…",

  "rename.title": "Rename this canvas",
  "rename.done": "Renamed to {title}",
  "rename.yes": "Rename",
  "publish.done": "Anyone can find {title} now",
  "unpublish.done": "{title} is no longer found by others",
  "delete.question": "Delete {title}?",
  "delete.note": "It goes from the gallery. The room and its drawing stay.",
  "delete.yes": "Delete",
  "delete.done": "{title} is deleted",
  "delete.undo": "Undo",
  "delete.undone": "{title} is back",

  "name.field": "Title",
  "name.empty": "A title has at least one letter.",

  unreachable: "Can’t reach the server. Try again.",
  missing: "This is not there any more.",
  notYours: "The key of this canvas is not on this device.",
  tooMany: "That was too much at once. Wait a moment and try again.",
  failed: "That did not work. Try again.",
} as const satisfies Words;

/** A key of these words. */
export type Word = keyof typeof en;

/** The text of a key of this area. */
export const t = speak(en, "gallery");
