/** Pictures of the controls: paths of Lucide, some rounded, ISC licence, © Lucide contributors, lucide.dev/license. */

/** A ten within a circle. */
const TEN = ["M9.5 9.8v5", "M12.5 11.3a1.25 1.25 0 0 1 2.5 0v2a1.25 1.25 0 0 1-2.5 0z"] as const;

/** By what they stand for. */
export const ICONS = {
  play: ["M7 4v16l13-8z"],
  pause: ["M8 5v14", "M16 5v14"],
  back10: ["M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8", "M3 3v5h5", ...TEN],
  on10: ["M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8", "M21 3v5h-5", ...TEN],
  stepBack: ["M6 5v14", "M18 6l-8 6 8 6z"],
  stepOn: ["M18 5v14", "M6 6l8 6-8 6z"],
  loop: ["m17 2 4 4-4 4", "M3 11v-1a4 4 0 0 1 4-4h14", "m7 22-4-4 4-4", "M21 13v1a4 4 0 0 1-4 4H3"],
  moments: ["M3 6h.01", "M3 12h.01", "M3 18h.01", "M8 6h13", "M8 12h13", "M8 18h13"],
  picture: [
    "M14.5 4h-5L7 7H4a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-3z",
    "M15 13a3 3 0 1 1-6 0 3 3 0 0 1 6 0",
  ],
  full: [
    "M8 3H5a2 2 0 0 0-2 2v3",
    "M21 8V5a2 2 0 0 0-2-2h-3",
    "M3 16v3a2 2 0 0 0 2 2h3",
    "M16 21h3a2 2 0 0 0 2-2v-3",
  ],
} as const;
