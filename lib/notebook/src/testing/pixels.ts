import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

/** Reads a palette PNG back without the encoder under test: chunks, inflate, filter type 0. */
export function decodePalette(png: Buffer): {
  width: number;
  height: number;
  /** The colour at a place as six hexadecimal digits; y counts from the top. */
  pixels: (x: number, y: number) => string;
} {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const parts: Record<string, Buffer> = {};
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    parts[png.toString('latin1', at + 4, at + 8)] = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
  }
  const rows = inflateSync(parts.IDAT);
  assert.equal(rows.length, (width + 1) * height);
  return {
    width,
    height,
    pixels: (x, y) => {
      const index = rows[y * (width + 1) + 1 + x];
      return parts.PLTE.subarray(3 * index, 3 * index + 3).toString('hex');
    },
  };
}
