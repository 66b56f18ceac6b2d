// node:crypto in the worker. crypto.randomUUID and crypto.subtle exist on secure pages only, and a class may use plain http.
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from 'buffer/';

export function randomUUID() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** @param {string} name */
export function createHash(name) {
  if (name !== 'sha256') throw new Error(`createHash('${name}'): a page has 'sha256' only`);
  const hash = sha256.create();
  const made = {
    update(/** @type {string | Uint8Array} */ data) {
      hash.update(typeof data === 'string' ? Buffer.from(data) : data);
      return made;
    },
    digest(/** @type {BufferEncoding | undefined} */ encoding) {
      const bytes = Buffer.from(hash.digest());
      return encoding ? bytes.toString(encoding) : bytes;
    },
  };
  return made;
}

export default { randomUUID, createHash };
