/** The words of the settings, the list of keys, and what is told about easel. */

import { speak, type Words } from "../i18n";

/** In English. */
export const en = {
  "settings.title": "Settings",
  theme: "Colours of the page",
  "theme.system": "As the system",
  "theme.light": "Light",
  "theme.dark": "Dark",
  language: "Language",
  "language.system": "As the browser",
  "language.reload": "The page is loaded again for another language.",
  side: "Tools",
  "side.bottom": "At the bottom",
  "side.left": "On the left",
  "side.right": "On the right",
  penMode: "Pen mode: fingers only move the paper",
  motion: "Less motion",
  letters: "Single letters are shortcuts",
  tellOthers: "Read out what others draw",
  forget: "Forget me on this device",
  "forget.what": "Your rooms, your name and these settings are forgotten here. Drawings stay.",
  forgotten: "Forgotten",

  "keys.title": "Keyboard shortcuts",
  "keys.draw": "Draw",
  "keys.look": "Look",
  "keys.more": "More",
  "keys.off": "Single letters are switched off in Settings.",
  "key.pencil": "Pencil",
  "key.eraser": "Eraser",
  "key.hand": "Hand",
  "key.space": "Move the paper while held",
  "key.colours": "Colours",
  "key.size": "Smaller, larger",
  "key.undo": "Undo",
  "key.redo": "Redo",
  "key.cancel": "Cancel a stroke, close",
  "key.pen": "Move the pen, with the canvas focused",
  "key.penDown": "Pen down, pen up",
  "key.full": "100 %",
  "key.fit": "Fit to the window",
  "key.zoom": "Zoom",
  "key.share": "Share",
  "key.export": "Save as PNG",
  "key.clear": "Clear the canvas",
  "key.help": "This list",
  "keyName.space": "Space",
  "keyName.arrows": "Arrows",
  "keyName.wheel": "Ctrl + wheel",

  "about.title": "About easel",
  "about.what": "A canvas to draw on together. No account; what you see is saved.",
  "about.version": "Version {version}, raster rule {raster}",
  "about.licences": "Made with Preact (MIT licence). Icons by Lucide (ISC licence).",
} as const satisfies Words;

/** The text of a key of this area. */
export const t = speak(en, "settings");
