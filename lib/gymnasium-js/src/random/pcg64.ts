import type { SeedSequence } from './seedSequence.js';

/** The 128-bit multiplier 0x2360ED051FC65DA44385DF649FCCF645, least significant 32 bits first. */
const M0 = 0x9fccf645;
const M1 = 0x4385df64;
const M2 = 0x1fc65da4;
const M3 = 0x2360ed05;

/** High 32 bits of the unsigned product a * b, by 16-bit halves (each partial sum stays below 2^32). */
function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + (Math.imul(aLow, bLow) >>> 16);
  const cross = (Math.imul(aLow, bHigh) >>> 0) + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) >>> 0) + (middle >>> 16) + (cross >>> 16);
}

/** The 128-bit state and increment, as two decimal strings each NumPy's `bit_generator.state` also prints. */
export interface Pcg64State {
  readonly state: string;
  readonly inc: string;
  /** 1 when a 32-bit half is waiting in `uinteger`. */
  readonly has_uint32: number;
  readonly uinteger: number;
}

/**
 * PCG XSL-RR 128/64, NumPy's default bit generator, bit for bit.
 * One call of `next` leaves the 64 bits in `high` and `low`; no allocation, no BigInt on the way.
 * Source: M. O'Neill, pcg-random.org; NumPy 2.4, numpy/random/src/pcg64.
 */
export class Pcg64 {
  /** Upper and lower half of the last output, unsigned 32-bit each. */
  high = 0;
  low = 0;
  /** State and increment, four words each, least significant first. */
  private readonly words = new Uint32Array(8);
  private waiting = false;
  private waitingWord = 0;

  constructor(seeds: SeedSequence) {
    const w = seeds.generateState(8);
    // NumPy reads the words as four uint64: state high, state low, stream high, stream low.
    const start = [w[2], w[3], w[0], w[1]];
    const stream = [w[6], w[7], w[4], w[5]];
    for (let i = 0; i < 4; i++) this.words[4 + i] = (stream[i] << 1) | (i === 0 ? 1 : stream[i - 1] >>> 31);
    this.advance();
    let carry = 0;
    for (let i = 0; i < 4; i++) {
      const sum = this.words[i] + start[i] + carry;
      this.words[i] = sum;
      carry = sum >= 2 ** 32 ? 1 : 0;
    }
    this.advance();
  }

  /** state = state * multiplier + increment, modulo 2^128. */
  private advance(): void {
    const w = this.words;
    const a0 = w[0];
    const a1 = w[1];
    const a2 = w[2];
    const a3 = w[3];
    // Column sums of the schoolbook product; each is below 2^36, exact in a double.
    const c0 = (Math.imul(a0, M0) >>> 0) + w[4];
    const c1 =
      mulHigh(a0, M0) + (Math.imul(a0, M1) >>> 0) + (Math.imul(a1, M0) >>> 0) + w[5] + (c0 > 0xffffffff ? 1 : 0);
    const c2 =
      mulHigh(a0, M1) +
      mulHigh(a1, M0) +
      (Math.imul(a0, M2) >>> 0) +
      (Math.imul(a1, M1) >>> 0) +
      (Math.imul(a2, M0) >>> 0) +
      w[6] +
      Math.floor(c1 / 4294967296);
    const c3 =
      mulHigh(a0, M2) +
      mulHigh(a1, M1) +
      mulHigh(a2, M0) +
      (Math.imul(a0, M3) >>> 0) +
      (Math.imul(a1, M2) >>> 0) +
      (Math.imul(a2, M1) >>> 0) +
      (Math.imul(a3, M0) >>> 0) +
      w[7] +
      Math.floor(c2 / 4294967296);
    w[0] = c0;
    w[1] = c1;
    w[2] = c2;
    w[3] = c3;
  }

  /** Draws 64 bits into `high` and `low`: the state's halves xored, then rotated right by its top six bits. */
  next(): void {
    this.advance();
    const w = this.words;
    const low = w[0] ^ w[2];
    const high = w[1] ^ w[3];
    const turn = w[3] >>> 26;
    const shift = turn & 31;
    const swapped = turn >= 32;
    const top = swapped ? low : high;
    const bottom = swapped ? high : low;
    if (shift === 0) {
      this.high = top >>> 0;
      this.low = bottom >>> 0;
    } else {
      this.high = ((top >>> shift) | (bottom << (32 - shift))) >>> 0;
      this.low = ((bottom >>> shift) | (top << (32 - shift))) >>> 0;
    }
  }

  /** 32 bits: the lower half of a fresh draw, then its upper half on the next call. */
  next32(): number {
    if (this.waiting) {
      this.waiting = false;
      return this.waitingWord;
    }
    this.next();
    this.waiting = true;
    this.waitingWord = this.high;
    return this.low;
  }

  /** Uniform double in [0, 1): the top 53 bits of a draw. */
  nextDouble(): number {
    this.next();
    return (this.high * 2097152 + (this.low >>> 11)) / 9007199254740992;
  }

  getState(): Pcg64State {
    return {
      state: join(this.words, 0),
      inc: join(this.words, 4),
      has_uint32: this.waiting ? 1 : 0,
      uinteger: this.waitingWord,
    };
  }

  setState(saved: Pcg64State): void {
    split(BigInt(saved.state), this.words, 0);
    split(BigInt(saved.inc), this.words, 4);
    this.waiting = saved.has_uint32 !== 0;
    this.waitingWord = saved.uinteger >>> 0;
  }
}

function join(words: Uint32Array, offset: number): string {
  let value = 0n;
  for (let i = 3; i >= 0; i--) value = (value << 32n) | BigInt(words[offset + i]);
  return value.toString();
}

function split(value: bigint, words: Uint32Array, offset: number): void {
  for (let i = 0; i < 4; i++) words[offset + i] = Number((value >> BigInt(32 * i)) & 0xffffffffn);
}
