/** The words of the dialog that makes films. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  title: "Save as a film",
  kind: "Kind of film",
  mp4: "Video (MP4)",
  "mp4.what": "For phones, chats and slides",
  gif: "GIF",
  "gif.what": "Plays everywhere, with fewer colours",
  webp: "Moving WebP",
  "webp.what": "Every pixel exact, for chats and web pages",
  apng: "Moving PNG",
  "apng.what": "Every pixel exact",
  length: "Length",
  seconds: { one: "{count} second", other: "{count} seconds" },
  minutes: { one: "{count} minute", other: "{count} minutes" },
  width: "Width",
  pixels: { one: "{count} pixel", other: "{count} pixels" },
  pauses: "Cut long pauses short",
  make: "Make the film",
  loading: "Asking what can be made…",

  waiting: "Other films are made first…",
  working: "The film is being made…",
  progress: "Progress",
  percent: "{percent} % done",
  cancel: "Cancel",

  done: "The film is ready.",
  megabytes: "{size} MB",
  kilobytes: "{size} kB",
  kept: "It can be downloaded for ten minutes.",
  download: "Download",
  another: "Make another",

  failed: "The film could not be made.",
  "failed.busy": "Too many films are being made here. Try again in a minute.",
  "failed.blank": "Nothing is drawn yet, so there is nothing to show.",
  "failed.gone": "The film is gone: it was not downloaded in time. Make it again.",
  "failed.offline": "The server does not answer. Check the connection and try again.",
  again: "Try again",
} as const satisfies Words;

/** The text of a key of this area. */
export const t = speak(en, "film");
