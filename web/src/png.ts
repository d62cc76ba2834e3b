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
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
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
  const pixels = new Uint8ClampedArray(width * height * 4);
  const span = width * channels;
  let above = new Uint8Array(span);
  for (let y = 0; y < height; y += 1) {
    const start = y * (span + 1);
    const row = rows.subarray(start + 1, start + 1 + span);
    undo(rows[start]!, row, above, channels);
    above = row as Uint8Array<ArrayBuffer>;
    for (let x = 0; x < width; x += 1) {
      const [from, to] = [x * channels, (y * width + x) * 4];
      pixels[to] = row[from]!;
      pixels[to + 1] = row[from + 1]!;
      pixels[to + 2] = row[from + 2]!;
      pixels[to + 3] = channels === 4 ? row[from + 3]! : 255;
    }
  }
  return pixels;
}

function undo(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  if (filter > 4) throw new Error(`the PNG has an unknown filter ${filter}`);
  for (let at = 0; filter > 0 && at < row.length; at += 1) {
    const left = at >= step ? row[at - step]! : 0;
    const up = above[at]!;
    const corner = at >= step ? above[at - step]! : 0;
    const guess = [0, left, up, (left + up) >> 1, 0][filter]!;
    row[at] = row[at]! + (filter === 4 ? paeth(left, up, corner) : guess);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
