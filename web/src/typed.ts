/** Names of rooms as people type them. */

/** Letters of the longest room name (rule W1). */
export const ROOM_CHARS_MAX = 64;

/**
 * The room somebody means by what they typed, or null when no letter is left.
 *
 * A pasted link gives the room it leads to; accents and capitals are made plain; what a name cannot hold
 * becomes a dash.
 */
export function normalizeRoom(typed: string): string | null {
  const linked = /\/r\/([^/?#\s]+)/.exec(typed)?.[1];
  const plain = (linked ? decoded(linked) : typed).normalize("NFKD").toLowerCase();
  const name = plain
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, ROOM_CHARS_MAX)
    .replace(/-+$/, "");
  return name === "" ? null : name;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone percent sign: take it as it stands.
    return part;
  }
}
