/**
 * Reads the server's PNG exactly: 8-bit RGB or RGBA, not interlaced (PNG specification, third edition).
 * A canvas could decode it too, but what is read back from a canvas is not always what was painted.
 */

/** A decoded picture. */
export interface Picture {
  width: number;
  height: number;
  /** RGBA, row by row; opaque where the PNG has no alpha. */
  pixels: Uint8ClampedArray;
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

/** Bytes of a data URL in base64. */
export function dataUrlBytes(url: string): Uint8Array {
  const text = atob(url.slice(url.indexOf(",") + 1));
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Decodes a PNG; rejects with a reason when it is damaged or of another kind. */
export async function decodePng(bytes: Uint8Array): Promise<Picture> {
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) throw new Error("this is no PNG");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const packed: Uint8Array[] = [];
  let head: { width: number; height: number; channels: number } | null = null;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (kind === "IHDR") head = header(view, at + 8);
    if (kind === "IDAT") packed.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  if (!head) throw new Error("the PNG has no header");
  const { width, height, channels } = head;
  const rows = await inflate(packed);
  if (rows.length !== (width * channels + 1) * height) throw new Error("the PNG is cut short");
  return { width, height, pixels: unfilter(rows, width, height, channels) };
}

function header(view: DataView, at: number) {
  const depth = view.getUint8(at + 8);
  const channels = ({ 2: 3, 6: 4 } as Record<number, number>)[view.getUint8(at + 9)];
  if (depth !== 8 || !channels || view.getUint8(at + 12) !== 0) {
    throw new Error("the PNG is not plain 8-bit RGB or RGBA");
  }
  return { width: view.getUint32(at), height: view.getUint32(at + 4), channels };
}

async function inflate(packed: Uint8Array[]): Promise<Uint8Array> {
  const stream = new Blob(packed as BlobPart[]).stream();
  const inflated = stream.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}

/** Undoes the five filters in place and widens to RGBA. */
function unfilter(rows: Uint8Array, width: number, height: number, channels: number) {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  const span = width * channels;
  let above = new Uint8Array(span);
  for (let y = 0, to = 0; y < height; y += 1) {
    const start = y * (span + 1);
    const row = rows.subarray(start + 1, start + 1 + span);
    undo(rows[start]!, row, above, channels);
    above = row as Uint8Array<ArrayBuffer>;
    for (let from = 0; from < span; to += 4) {
      pixels[to] = row[from]!;
      pixels[to + 1] = row[from + 1]!;
      pixels[to + 2] = row[from + 2]!;
      if (channels === 4) pixels[to + 3] = row[from + 3]!;
      from += channels;
    }
  }
  return pixels;
}

/** What a filter took off a byte, from the byte at its left, the one above, and the one above at the left. */
const GUESSES = [
  null,
  (left: number) => left,
  (_: number, up: number) => up,
  (left: number, up: number) => (left + up) >> 1,
  paeth,
];

function undo(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  if (filter >= GUESSES.length) throw new Error(`the PNG has an unknown filter ${filter}`);
  const guess = GUESSES[filter];
  if (!guess) return;
  for (let at = 0; at < step; at += 1) row[at] = row[at]! + guess(0, above[at]!, 0);
  for (let at = step; at < row.length; at += 1) {
    row[at] = row[at]! + guess(row[at - step]!, above[at]!, above[at - step]!);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
