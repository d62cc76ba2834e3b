/** The words of the replay page. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  title: "Replay of {name}",
  skip: "Skip to the timeline",
  back: "Open the room",
  loading: "Loading the recording…",
  busy: "Loading…",
  way: "Painting the picture: {percent} %",
  empty: "No recording for this board",
  emptyHint: "Nothing has been drawn here yet.",
  missing: "This recording is not here any more.",
  failed: "The recording cannot be loaded. Check the connection.",
  retry: "Try again",
  home: "Back to start",
  draw: "Draw here",
  broken: "The recording is damaged after {time}. It plays up to there.",

  canvas: "Drawing at {time}",
  canvasLive: "Drawing as it is now",
  controls: "Player",
  play: "Play",
  pause: "Pause",
  back10: "10 seconds back",
  on10: "10 seconds on",
  stepBack: "One stroke back",
  stepOn: "One stroke on",
  speed: "Speed",
  times: "{speed}×",
  skipPauses: "Skip pauses",
  skipHint: "Silence of more than 2 seconds takes half a second",
  loop: "Play again and again",
  live: "Live",
  liveHint: "Show the room as it is now",
  full: "Full screen",
  notFull: "Leave full screen",
  of: "{time} / {length}",

  timeline: "Moment",
  moment: "{time} of {length}",
  drawing: "{time} of {length}, {name} drawing",
  hours: { one: "{count} hour", other: "{count} hours" },
  minutes: { one: "{count} minute", other: "{count} minutes" },
  seconds: { one: "{count} second", other: "{count} seconds" },

  authors: "Who drew",
  everyone: "Everyone",
  strokes: { one: "{count} stroke", other: "{count} strokes" },
  unnamed: "Guest {number}",
  authorHint: "Shift and a press, or a long press, adds one more",

  moments: "Moments",
  noMoments: "No moments are marked.",
  join: "{name} joined",
  clear: "{name} cleared the canvas",
  undo: "{name} undid",
  redo: "{name} redid",
  restore: "An earlier picture came back",
  hide: "The work of {name} was hidden",
  show: "The work of {name} came back",

  picture: "Save this moment as PNG",
  share: "Copy a link to this moment",
  shareShort: "Copy link",
  copied: "Link to {time} copied",
  byHand: "Copy this link by hand",
  close: "Close",

  paused: "Paused at {time}",
  playing: "Playing",
  speedIs: "Speed {speed}×",
} as const satisfies Words;

/** The text of a key of this page. */
export const t = speak(en, "replay");
