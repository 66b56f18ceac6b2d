// A small reader of zip archives as learning platforms make them, with limits: an archive of a few kilobytes can claim to hold
// gigabytes.
import { inflateRawSync } from 'node:zlib';

/** @typedef {{ name: string, changed: number, bytes: () => Buffer }} ZipEntry  `changed`: milliseconds, as a clock without a zone */
/** @typedef {{ entries: number, entryBytes: number, totalBytes: number }} ZipLimits */

/** @type {ZipLimits} */
export const usualZipLimits = { entries: 5000, entryBytes: 40_000_000, totalBytes: 2_000_000_000 };

const [entryMark, fileMark] = [0x02014b50, 0x04034b50];

/**
 * @param {Buffer} archive
 * @param {ZipLimits} [limits]
 * @returns {ZipEntry[]} its files; folders and links are left out
 * @throws {Error} in words for a teacher
 */
export function readZip(archive, limits = usualZipLimits) {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > archive.length) throw new Error('The zip archive is broken or incomplete.');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff)
    throw new Error('The zip archive is of the 64 bit kind, which is not read: unpack it.');
  if (count > limits.entries) throw new Error(`The zip archive holds more than ${limits.entries} files.`);
  const budget = { left: limits.totalBytes };
  /** @type {ZipEntry[]} */
  const found = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== entryMark)
      throw new Error('The zip archive is broken or incomplete.');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const unixMode = archive.readUInt32LE(at + 38) >>> 16;
    const isLink = (unixMode & 0o170000) === 0o120000;
    const header = headerAt(archive, at);
    if (!name.endsWith('/') && !isLink)
      found.push({ name, changed: header.changed, bytes: () => content(archive, header, name, limits, budget) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return found;
}

/** @param {Buffer} archive @param {number} at */
function headerAt(archive, at) {
  const [time, date] = [archive.readUInt16LE(at + 12), archive.readUInt16LE(at + 14)];
  return {
    encrypted: (archive.readUInt16LE(at + 8) & 1) === 1,
    method: archive.readUInt16LE(at + 10),
    changed: Date.UTC(
      1980 + (date >> 9),
      ((date >> 5) & 15) - 1,
      date & 31,
      time >> 11,
      (time >> 5) & 63,
      (time & 31) * 2,
    ),
    packed: archive.readUInt32LE(at + 20),
    offset: archive.readUInt32LE(at + 42),
  };
}

/**
 * @param {Buffer} archive @param {ReturnType<typeof headerAt>} header @param {string} name @param {ZipLimits} limits
 * @param {{ left: number }} budget
 */
function content(archive, { encrypted, method, packed, offset }, name, { entryBytes }, budget) {
  if (encrypted) throw new Error(`${name} is locked with a password.`);
  if (offset + 30 > archive.length || archive.readUInt32LE(offset) !== fileMark)
    throw new Error(`${name}: the zip archive is broken.`);
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const body = archive.subarray(start, start + packed);
  const most = Math.min(entryBytes, budget.left);
  const bytes = unpacked(body, method, name, most);
  budget.left -= bytes.length;
  return bytes;
}

/** @param {Buffer} body @param {number} method @param {string} name @param {number} most */
function unpacked(body, method, name, most) {
  const tooLarge = `${name} unpacks to more than is allowed for a notebook.`;
  if (method === 0) {
    if (body.length > most) throw new Error(tooLarge);
    return body;
  }
  if (method !== 8) throw new Error(`${name} is packed in a way that is not read: unpack the archive.`);
  try {
    return inflateRawSync(body, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    const large = /** @type {NodeJS.ErrnoException} */ (error).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Error(large ? tooLarge : `${name}: the zip archive is broken.`);
  }
}
