import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, body: Buffer): Buffer {
  const framed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  framed.copy(out, 4);
  out.writeUInt32BE(crc32(framed), body.length + 8);
  return out;
}

/** Rows with the filter byte 0 (none) in front of each, as PNG wants them. */
function withFilterBytes(pixels: Uint8Array, rowBytes: number, height: number): Buffer {
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let row = 0; row < height; row++) {
    rows.set(pixels.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1);
  }
  return rows;
}

function assemble(width: number, height: number, colourType: number, rows: Buffer, palette?: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colourType, 0, 0, 0], 8);
  const parts = [SIGNATURE, chunk('IHDR', header)];
  if (palette) parts.push(chunk('PLTE', palette));
  parts.push(chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)));
  return Buffer.concat(parts);
}

/** A PNG with every pixel kept, transparency included. `rgba` is [height, width, 4], 0 to 255. */
export function encodeRgba(rgba: Uint8Array, width: number, height: number): Buffer {
  return assemble(width, height, 6, withFilterBytes(rgba, 4 * width, height));
}

/**
 * A small PNG of an opaque picture: 256 colours at most, so a chart takes a third of the bytes of a full-colour file.
 * Where a picture has more colours, each channel is rounded to multiples of 2, 4, 8 ... until they fit.
 */
export function encodePalette(rgba: Uint8Array, width: number, height: number): Buffer {
  for (let step = 1; step <= 64; step *= 2) {
    const found = indexColours(rgba, width * height, step);
    if (found) return assemble(width, height, 3, withFilterBytes(found.indices, width, height), found.palette);
  }
  throw new Error('encodePalette: a picture of 4 levels a channel has at most 125 colours'); // cannot happen
}

function indexColours(rgba: Uint8Array, pixels: number, step: number): { indices: Uint8Array; palette: Buffer } | null {
  const known = new Map<number, number>();
  const indices = new Uint8Array(pixels);
  const level = (value: number): number => Math.min(255, Math.round(value / step) * step);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = 4 * pixel;
    const colour = (level(rgba[at]) << 16) | (level(rgba[at + 1]) << 8) | level(rgba[at + 2]);
    let index = known.get(colour);
    if (index === undefined) {
      index = known.size;
      if (index === 256) return null;
      known.set(colour, index);
    }
    indices[pixel] = index;
  }
  const palette = Buffer.from([...known.keys()].flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return { indices, palette };
}
