/** Pictures of the tools that are loaded later: paths of Lucide, some rounded or cut, ISC licence. */

/** The paths of each picture. */
export const ICONS = {
  highlighter: [
    "m9 11-6 6v3h9l3-3",
    "m22 12-4.6 4.6a2 2 0 0 1-2.8 0l-5.2-5.2a2 2 0 0 1 0-2.8L14 4",
  ],
  shapes: [
    "M8.3 10a.7.7 0 0 1-.6-1.1l3.7-5.9a.7.7 0 0 1 1.2 0l3.7 5.9a.7.7 0 0 1-.6 1.1z",
    "M4 14h5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1z",
    "M17.5 14a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z",
  ],
  line: ["M5 19 19 5"],
  arrow: ["M5 19 19 5", "M9 5h10v10"],
  rectangle: ["M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z"],
  ellipse: ["M12 5a10 7 0 1 0 0 14a10 7 0 1 0 0-14z"],
  text: ["M4 7V4h16v3", "M9 20h6", "M12 4v16"],
} as const;
