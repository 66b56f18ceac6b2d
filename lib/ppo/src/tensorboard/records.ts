/**
 * TensorFlow's record files: each record stands between its length and two checksums, so that a file that was cut off is noticed
 * (tensorflow/core/lib/io/record_writer.h). The checksum is CRC-32C (Castagnoli), rotated and shifted, because checksums of data
 * that hold checksums are weak.
 *
 *   length: 8 bytes | checksum of the length: 4 | data | checksum of the data: 4      all little-endian
 */
export function frame(data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeBigUInt64LE(BigInt(data.length));
  head.writeUInt32LE(masked(crc32c(head.subarray(0, 8))), 8);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(masked(crc32c(data)));
  return Buffer.concat([head, data, tail]);
}

/** Remainders of all bytes by the polynomial 0x1EDC6F41, bits reversed. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f63b78 : remainder >>> 1;
  return remainder >>> 0;
});

/** @example crc32c(Buffer.from('123456789')) // 0xe3069283 */
export function crc32c(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const masked = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
