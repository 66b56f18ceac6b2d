import { describe } from './validate';

/**
 * Eight hexadecimal digits for an array of float32 numbers: FNV-1a over their bytes. Equal arrays have equal fingerprints, and two
 * runs that differ in one bit almost surely (all but one in four thousand million) have different ones. Not for secrets.
 * @param values any length; its bytes are read as they lie in memory, lowest first on every machine that matters
 * @throws TypeError at anything else, whose bytes would mean something else
 * @example fingerprint(learner.getParameters()) // 'c3a41e07'
 */
export function fingerprint(values: Float32Array): string {
  if (Object.prototype.toString.call(values) !== '[object Float32Array]') {
    throw new TypeError(`values: expected a Float32Array, got ${describe(values)}; use Float32Array.from(...)`);
  }
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer, values.byteOffset, values.byteLength)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
