import type { SeedSequence } from './seedSequence.js';

/*
 * A 128-bit number is six limbs of 24 bits, least significant first (the last one has 8). A sum of six products of
 * limbs stays below 2^51, so a double holds it exactly and the columns of a product are independent of each other:
 * about 20 ns per draw, where 32-bit limbs took 30 and BigInt 500.
 */

/** The multiplier 0x2360ED051FC65DA44385DF649FCCF645 in limbs. */
const M0 = 0xccf645;
const M1 = 0xdf649f;
const M2 = 0xa44385;
const M3 = 0x1fc65d;
const M4 = 0x60ed05;
const M5 = 0x23;
const LIMB = 0x1000000;
const INVERSE_LIMB = 1 / LIMB;
const LIMBS = 6;

/** Room that one generator needs. */
export const LIMBS_PER_GENERATOR = 2 * LIMBS;

/** The 128-bit state and increment as decimal strings, as NumPy's `bit_generator.state` prints them. */
export interface Pcg64State {
  readonly state: string;
  readonly inc: string;
  /** 1 when a 32-bit half is waiting in `uinteger`. */
  readonly has_uint32: number;
  readonly uinteger: number;
}

/**
 * PCG XSL-RR 128/64, NumPy's default bit generator, bit for bit.
 * One call of `next` leaves 64 bits in `high` and `low`; nothing is allocated.
 * Source: M. O'Neill, pcg-random.org; NumPy 2.4, numpy/random/src/pcg64.
 */
export class Pcg64 {
  /** Upper and lower half of the last draw as signed 32-bit integers (`>>> 0` makes them unsigned). */
  high = 0;
  low = 0;
  private waiting = false;
  private waitingWord = 0;

  /**
   * @param limbs where state and increment live, `LIMBS_PER_GENERATOR` numbers from `offset` on; many generators that
   *   share one array lie close together in memory, which makes drawing a little from each of them faster
   */
  constructor(
    seeds: SeedSequence,
    private readonly limbs = new Int32Array(LIMBS_PER_GENERATOR),
    private readonly offset = 0,
  ) {
    const w = Array.from(seeds.generateState(8), BigInt);
    // NumPy reads the eight words as four uint64: state high, state low, stream high, stream low.
    const start = (w[1] << 96n) | (w[0] << 64n) | (w[3] << 32n) | w[2];
    const stream = (w[5] << 96n) | (w[4] << 64n) | (w[7] << 32n) | w[6];
    const increment = BigInt.asUintN(128, (stream << 1n) | 1n);
    toLimbs(increment, this.limbs, this.offset + LIMBS);
    // From state 0: one step, add the start, one more step. The first step leaves just the increment.
    toLimbs(BigInt.asUintN(128, increment + start), this.limbs, this.offset);
    this.next();
  }

  /** state = state * multiplier + increment mod 2^128; then the state's halves xored, rotated right by its top 6 bits. */
  next(): void {
    const s = this.limbs;
    const o = this.offset;
    const a0 = s[o];
    const a1 = s[o + 1];
    const a2 = s[o + 2];
    const a3 = s[o + 3];
    const a4 = s[o + 4];
    const c0 = a0 * M0;
    const c1 = a0 * M1 + a1 * M0;
    const c2 = a0 * M2 + a1 * M1 + a2 * M0;
    const c3 = a0 * M3 + a1 * M2 + a2 * M1 + a3 * M0;
    const c4 = a0 * M4 + a1 * M3 + a2 * M2 + a3 * M1 + a4 * M0;
    const c5 = a0 * M5 + a1 * M4 + a2 * M3 + a3 * M2 + a4 * M1 + s[o + 5] * M0;
    const h0 = Math.floor(c0 * INVERSE_LIMB);
    const h1 = Math.floor(c1 * INVERSE_LIMB);
    const h2 = Math.floor(c2 * INVERSE_LIMB);
    const h3 = Math.floor(c3 * INVERSE_LIMB);
    const h4 = Math.floor(c4 * INVERSE_LIMB);
    const h5 = Math.floor(c5 * INVERSE_LIMB);
    // Lower limb of this column, upper limb of the column before, increment, carry: below 2^28.
    const t0 = (((c0 - h0 * LIMB) | 0) + s[o + 6]) | 0;
    const t1 = (((c1 - h1 * LIMB) | 0) + (h0 | 0) + s[o + 7] + (t0 >>> 24)) | 0;
    const t2 = (((c2 - h2 * LIMB) | 0) + (h1 | 0) + s[o + 8] + (t1 >>> 24)) | 0;
    const t3 = (((c3 - h3 * LIMB) | 0) + (h2 | 0) + s[o + 9] + (t2 >>> 24)) | 0;
    const t4 = (((c4 - h4 * LIMB) | 0) + (h3 | 0) + s[o + 10] + (t3 >>> 24)) | 0;
    const t5 = (((c5 - h5 * LIMB) | 0) + (h4 | 0) + s[o + 11] + (t4 >>> 24)) | 0;
    const b0 = t0 & 0xffffff;
    const b1 = t1 & 0xffffff;
    const b2 = t2 & 0xffffff;
    const b3 = t3 & 0xffffff;
    const b4 = t4 & 0xffffff;
    const b5 = t5 & 0xff;
    s[o] = b0;
    s[o + 1] = b1;
    s[o + 2] = b2;
    s[o + 3] = b3;
    s[o + 4] = b4;
    s[o + 5] = b5;
    this.output(b0 | (b1 << 24), (b1 >>> 8) | (b2 << 16), (b2 >>> 16) | (b3 << 8), b4 | (b5 << 24));
  }

  /** @param w0, w1, w2, w3 the state in 32-bit words, least significant first */
  private output(w0: number, w1: number, w2: number, w3: number): void {
    const low = w0 ^ w2;
    const high = w1 ^ w3;
    const turn = w3 >>> 26;
    const shift = turn & 31;
    const top = turn >= 32 ? low : high;
    const bottom = turn >= 32 ? high : low;
    // (x << 1) << (31 - shift) is x << (32 - shift), and 0 for a shift of 0
    this.high = (top >>> shift) | ((bottom << 1) << (31 - shift));
    this.low = (bottom >>> shift) | ((top << 1) << (31 - shift));
  }

  /** 32 bits, unsigned: the lower half of a fresh draw, then its upper half on the next call. */
  next32(): number {
    if (this.waiting) {
      this.waiting = false;
      return this.waitingWord;
    }
    this.next();
    this.waiting = true;
    this.waitingWord = this.high >>> 0;
    return this.low >>> 0;
  }

  /** Uniform double in [0, 1): the top 53 bits of a draw. */
  nextDouble(): number {
    this.next();
    return ((this.high >>> 0) * 2097152 + (this.low >>> 11)) * (1 / 9007199254740992);
  }

  getState(): Pcg64State {
    return {
      state: fromLimbs(this.limbs, this.offset).toString(),
      inc: fromLimbs(this.limbs, this.offset + LIMBS).toString(),
      has_uint32: this.waiting ? 1 : 0,
      uinteger: this.waitingWord,
    };
  }

  setState(saved: Pcg64State): void {
    toLimbs(BigInt(saved.state), this.limbs, this.offset);
    toLimbs(BigInt(saved.inc), this.limbs, this.offset + LIMBS);
    this.waiting = saved.has_uint32 !== 0;
    this.waitingWord = saved.uinteger >>> 0;
  }
}

function fromLimbs(limbs: Int32Array, offset: number): bigint {
  let value = 0n;
  for (let i = LIMBS - 1; i >= 0; i--) value = (value << 24n) | BigInt(limbs[offset + i]);
  return value;
}

function toLimbs(value: bigint, limbs: Int32Array, offset: number): void {
  for (let i = 0; i < LIMBS; i++) limbs[offset + i] = Number((value >> BigInt(24 * i)) & 0xffffffn);
}
