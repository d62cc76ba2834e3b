/** One short name for a whole picture: the same on every screen that shows the same bytes. */

/** SHA-256 in hexadecimal; where the browser has none, a shorter hash behind `fnv:`. */
export async function hashOf(pixels: Uint8ClampedArray): Promise<string> {
  if (!globalThis.crypto?.subtle) return `fnv:${fnv(pixels)}`;
  const digest = await crypto.subtle.digest("SHA-256", pixels as BufferSource);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** FNV-1a, 32 bits. */
function fnv(bytes: Uint8ClampedArray): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
