/** The words of sharing, of the menu, of pictures, and of what stands between a person and the paper. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  close: "Close",
  cancel: "Cancel",
  reload: "Reload",
  retry: "Try now",

  "status.live": "Live",
  "status.connecting": "Connecting…",
  "status.offline": "Offline",
  "status.waiting": {
    one: "Offline – {count} stroke waiting",
    other: "Offline – {count} strokes waiting",
  },
  "status.retryIn": "next try in {seconds} s",
  "status.retrying": "trying now",
  "status.paused": "Not saved",
  "status.replaced": "Opened elsewhere",
  "status.outdated": "Reload needed",
  "status.full": "Room full",
  "status.viewer": "View only",
  "status.back": "Back",
  "status.added": { one: "Back – {count} stroke added", other: "Back – {count} strokes added" },
  "status.retry": "Try now",

  "status.refused": "Drawing is not possible now",

  "zoom.label": "Zoom",
  "zoom.in": "Zoom in",
  "zoom.out": "Zoom out",
  "zoom.fit": "{percent} % – fit to the window",

  "pen.mode": "Pen mode · Exit",
  "pen.label": "Pen mode: fingers move the paper. Exit pen mode",
  "pen.on": "Pen mode: fingers move the paper",
  "pen.off": "Pen mode off: fingers draw",

  "summary.strokes": { one: "{count} stroke", other: "{count} strokes" },
  "summary.people": { one: "{count} person", other: "{count} people" },
  "summary.whole": "Shared drawing, {strokes} by {people}",

  paused:
    "Not saved – the server’s disk does not take new strokes. Drawing stops until it does again.",
  replaced: "This room was opened elsewhere with your pen.",
  drawHere: "Draw here",
  outdated: "This page is older than the server.",
  full: "This room is full. You can watch; we’ll let you draw when there is space.",
  removed: "You were removed from this room.",
  home: "Back to start",
  tooMuchWaits: "200 strokes are waiting for the server. Drawing goes on when it is back.",
  refused: "The last stroke was refused by the server.",

  "clear.question": "Clear the canvas for everyone?",
  "clear.undo": "You can undo it.",
  "clear.yes": "Clear",

  "watch.note": "You are watching.",
  "watch.draw": "Draw too",
  "watch.export": "Save as PNG",

  "share.title": "Share this room",
  "share.link": "Link to this room",
  "share.copy": "Copy",
  "share.copied": "Copied ✓",
  "share.linkCopied": "Link copied",
  "share.byHand": "The link is selected: copy it with Ctrl+C.",
  "share.qr": "QR code of the link",
  "share.code": "Or type this code on the start page:",
  "share.codeLoading": "Making a code…",
  "share.codeFailed": "A code cannot be made right now. Share the link.",
  "share.native": "Share with an app…",
  "share.watch": "Copy a link to watch",
  "share.watchCopied": "Link to watch copied",
  "share.picture": "Copy as picture",
  "share.pictureCopied": "Picture copied",
  "share.pictureFailed": "This browser cannot copy pictures. Use Menu ▸ Save as PNG.",
  "share.pictureBlank": "Nothing is drawn yet, so there is no picture to copy.",

  "menu.label": "Menu",
  "menu.png": "Save as PNG",
  "menu.png2": "Save as PNG, twice the size",
  "menu.svg": "Save as SVG",
  "menu.blank": "Nothing drawn yet",
  "menu.picture": "Add a picture…",
  "menu.clear": "Clear the canvas…",
  "menu.full": "Full screen",
  "menu.notFull": "Leave full screen",
  "menu.replay": "Replay this board",
  "menu.present": "Projector view",
  "menu.keys": "Keyboard shortcuts",
  "menu.settings": "Settings",
  "menu.about": "About easel",
  "menu.home": "Back to start",

  "picture.title": "Add a picture",
  "picture.how": "PNG, JPEG or WebP. You can also paste or drop a picture on the canvas.",
  "picture.file": "Picture",
  "picture.background": "As background: as large as the canvas fits it",
  "picture.add": "Add",
  "picture.none": "Choose a picture first.",
  "picture.adding": "Adding your picture…",
  "picture.added": "Picture added",
  "picture.offline": "You can add pictures when the server is back.",
  "picture.watching": "You are watching, so you cannot add pictures.",
  "picture.tooLarge": "This picture is too large: 10 MB and 50 megapixels at most.",
  "picture.kind": "This is no PNG, JPEG or WebP picture.",
  "picture.damaged": "This picture is damaged and cannot be read.",
  "picture.failed": "The picture could not be added. Try it again.",
  "picture.again": "Add it again",
  "picture.gone": "The server does not have your picture any more.",

  "present.join": "Join with this code",
  "present.leave": "Leave projector view (P)",
  "embed.open": "Open in easel",
  "full.picture": "The canvas as it is now",
} as const satisfies Words;

/** The text of a key of this area. */
export const t = speak(en, "share");
