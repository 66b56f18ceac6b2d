import type { Pcg64 } from './pcg64.js';

/**
 * Uniform integers in [0, range] without bias, as NumPy draws them (D. Lemire, 2019: multiply, keep the high half,
 * reject the few low halves that would make some results likelier). The width of the draw decides how many random
 * bits are consumed, so `int64` and `int8` give different streams, as in NumPy.
 */
export function boundedInt64(bits: Pcg64, range: number): number {
  if (range === 0) return 0;
  if (range === 0xffffffff) return bits.next32();
  return range < 0xffffffff ? lemire32(bits, range) : lemire64(bits, range);
}

/** Products of two 32-bit numbers do not fit a double, so the product is formed from 16-bit halves of the count. */
function lemire32(bits: Pcg64, range: number): number {
  const count = range + 1;
  const countLow = count & 0xffff;
  const countHigh = count >>> 16;
  const threshold = (2 ** 32 - count) % count;
  for (;;) {
    const word = bits.next32();
    // word * count = lowPart + 2^16 * highPart, both parts below 2^48
    const lowPart = word * countLow;
    const sum = word * countHigh + Math.floor(lowPart / 65536);
    const leftover = ((sum % 65536) * 65536 + (lowPart % 65536)) % 4294967296;
    if (leftover >= threshold) return Math.floor(sum / 65536);
  }
}

/** Ranges above 32 bits are rare; BigInt keeps the 128-bit product simple. */
function lemire64(bits: Pcg64, range: number): number {
  const count = BigInt(range) + 1n;
  const threshold = ((1n << 64n) - count) % count;
  for (;;) {
    bits.next();
    const product = ((BigInt(bits.high >>> 0) << 32n) | BigInt(bits.low >>> 0)) * count;
    if ((product & 0xffffffffffffffffn) >= threshold) return Number(product >> 64n);
  }
}

/** Fills an array with integers in [0, range], range below 255, four per 32-bit word, as NumPy's 8-bit path. */
export function fillBounded8(bits: Pcg64, range: number, out: Int8Array | Uint8Array | Int32Array): void {
  if (range === 0) {
    out.fill(0);
    return;
  }
  const count = range + 1;
  const threshold = (256 - count) % count;
  let buffer = 0;
  let left = 0;
  for (let i = 0; i < out.length; i++) {
    let product: number;
    do {
      if (left === 0) {
        buffer = bits.next32();
        left = 4;
      }
      product = (buffer & 0xff) * count;
      buffer >>>= 8;
      left--;
    } while ((product & 0xff) < threshold);
    out[i] = product >> 8;
  }
}

/**
 * Uniform integer in [0, max], max below 2^32, by masking and rejecting: what NumPy's shuffle uses.
 * It consumes other words than `boundedInt64`, so both are needed to follow NumPy's streams.
 */
export function maskedInterval(bits: Pcg64, max: number): number {
  const mask = max === 0 ? 0 : 0xffffffff >>> Math.clz32(max);
  for (;;) {
    const value = (bits.next32() & mask) >>> 0;
    if (value <= max) return value;
  }
}
