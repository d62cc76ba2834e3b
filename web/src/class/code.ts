/** How people get into a class, as they read and hear it. */

/** In two halves: six letters at once are hard to keep. */
export function lettersOf(code: string): string {
  return `${code.slice(0, 3)}\u00a0${code.slice(3)}`;
}

/** Letter by letter. */
export function spokenOf(code: string): string {
  return [...code].join(" ");
}

/** Minutes and seconds of what is left, in milliseconds. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Where the code of a class is a picture. */
export function qrOf(id: string): string {
  return `/api/classes/${id}/qr.svg`;
}
