import { crc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { dataUrlBytes, decodePng } from "./png";

function chunk(kind: string, bytes: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  const body = Buffer.concat([Buffer.from(kind, "latin1"), bytes]);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/** A PNG of these pixels with one filter for all rows, its data cut in two chunks. */
function png(width: number, height: number, channels: number, raw: number[], filter: number) {
  const span = width * channels;
  const rows = Buffer.alloc((span + 1) * height);
  for (let y = 0; y < height; y += 1) {
    rows[y * (span + 1)] = filter;
    for (let x = 0; x < span; x += 1) {
      const left = x >= channels ? raw[y * span + x - channels]! : 0;
      const up = y > 0 ? raw[(y - 1) * span + x]! : 0;
      const corner = y > 0 && x >= channels ? raw[(y - 1) * span + x - channels]! : 0;
      const guess = left + up - corner;
      const [a, b, c] = [guess - left, guess - up, guess - corner].map(Math.abs) as number[];
      const paeth = a! <= b! && a! <= c! ? left : b! <= c! ? up : corner;
      const minus = [0, left, up, (left + up) >> 1, paeth][filter]!;
      rows[y * (span + 1) + 1 + x] = (raw[y * span + x]! - minus) & 255;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = channels === 3 ? 2 : 6;
  const packed = deflateSync(rows);
  const middle = packed.length >> 1;
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    chunk("IDAT", packed.subarray(0, middle)),
    chunk("IDAT", packed.subarray(middle)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const [width, height] = [9, 7];
const noise = (count: number) =>
  Array.from({ length: count }, (_, i) => (i * i * 37 + i * 11) & 255);

describe("a PNG", () => {
  it.each([0, 1, 2, 3, 4])("with filter %i is read exactly", async (filter) => {
    for (const channels of [3, 4]) {
      const raw = noise(width * height * channels);
      const picture = await decodePng(png(width, height, channels, raw, filter));
      const want = Array.from({ length: width * height }, (_, at) => {
        const pixel = raw.slice(at * channels, at * channels + channels);
        return channels === 4 ? pixel : [...pixel, 255];
      });
      expect([...picture.pixels]).toEqual(want.flat());
    }
  });

  it("that is damaged or of another kind is refused", async () => {
    const whole = png(width, height, 3, noise(width * height * 3), 1);
    await expect(decodePng(whole.subarray(0, 30))).rejects.toThrow();
    await expect(decodePng(new Uint8Array(50))).rejects.toThrow("no PNG");
    const gray = Buffer.from(whole);
    gray[25] = 0;
    await expect(decodePng(gray)).rejects.toThrow("8-bit RGB");
  });

  it("comes out of a data URL", () => {
    expect([...dataUrlBytes("data:image/png;base64,iVBO")]).toEqual([0x89, 0x50, 0x4e]);
  });
});
