// A zip archive of texts, stored as they are: what a reader downloads of their work.

/** The remainders of CRC-32 (polynomial 0xEDB88320), by byte. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = (remainder >>> 8) ^ table[(remainder ^ byte) & 0xff];
  return ~remainder >>> 0;
}

/** Names are UTF-8; the date is 1 January 1980, the first that the format knows. */
const [needsVersion, flags, stored, time, date] = [20, 0x0800, 0, 0, 0x0021];

/**
 * @param {[number, 2 | 4][]} numbers  each with its size in bytes, as little-endian
 * @returns {Uint8Array}
 */
function header(numbers) {
  const view = new DataView(new ArrayBuffer(numbers.reduce((sum, [, size]) => sum + size, 0)));
  let at = 0;
  for (const [value, size] of numbers) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

/**
 * @param {Record<string, string>} texts  by name in the archive
 * @returns {Uint8Array[]} its parts, one after the other
 */
export function zipOf(texts) {
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  let offset = 0;
  const add = (/** @type {Uint8Array[]} */ ...more) => {
    for (const part of more) offset += part.length;
    parts.push(...more);
  };
  for (const [name, text] of Object.entries(texts)) {
    const [title, bytes] = [name, text].map((one) => new TextEncoder().encode(one));
    /** @type {[number, 2 | 4][]} */
    const about = [
      ...twoBytes(needsVersion, flags, stored, time, date),
      ...fourBytes(crc32(bytes), bytes.length, bytes.length),
      ...twoBytes(title.length, 0),
    ];
    directory.push(
      header([[0x02014b50, 4], [needsVersion, 2], ...about, ...twoBytes(0, 0, 0), ...fourBytes(0, offset)]),
      title,
    );
    add(header([[0x04034b50, 4], ...about]), title, bytes);
  }
  const [start, count] = [offset, Object.keys(texts).length];
  add(...directory);
  add(header([[0x06054b50, 4], ...twoBytes(0, 0, count, count), ...fourBytes(offset - start, start), [0, 2]]));
  return parts;
}

const twoBytes = (/** @type {number[]} */ ...values) => values.map((value) => /** @type {[number, 2]} */ ([value, 2]));
const fourBytes = (/** @type {number[]} */ ...values) => values.map((value) => /** @type {[number, 4]} */ ([value, 4]));
