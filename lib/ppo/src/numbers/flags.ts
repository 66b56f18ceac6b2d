import { requireArray, requireLength } from './validate';

/** Yes/no flags as callers have them: booleans or 0/1. */
export type FlagArray = ArrayLike<number | boolean>;

/** Checks a column of flags: right length and only true, false, 0 or 1. */
export function requireFlags(name: string, flags: FlagArray, length: number, like?: string): void {
  requireArray(name, flags, 0);
  requireLength(name, flags, length, like);
  if (flags instanceof Uint8Array && areBits(flags)) return;
  for (let i = 0; i < flags.length; i++) {
    const flag = flags[i];
    if (flag !== 0 && flag !== 1 && flag !== true && flag !== false) {
      throw new RangeError(`${name}[${i}]: got ${String(flag)}, must be true, false, 1 or 0`);
    }
  }
}

/** Four flags at a time: what runs before the compiler has seen it must not have many turns. */
function areBits(flags: Uint8Array): boolean {
  const numWords = flags.byteOffset % 4 === 0 ? flags.length >> 2 : 0;
  const words = new Int32Array(flags.buffer, numWords === 0 ? 0 : flags.byteOffset, numWords);
  let all = 0;
  for (let i = 0; i < numWords; i++) all |= words[i];
  for (let i = 4 * numWords; i < flags.length; i++) all |= flags[i];
  return (all & 0xfefefefe) === 0;
}
