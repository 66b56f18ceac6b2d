import { requireKnownFields } from './objects';
import { describe, requireCount, requireFinite } from './validate';

/** What `Random.getState()` returns: plain JSON, enough to continue a stream exactly where it stopped. */
export interface RandomState {
  readonly words: readonly [number, number, number, number];
  /** The second number of the last normal pair, kept for the next call; null if there is none. */
  readonly spareNormal: number | null;
}

/** Mixes text into 32 bits (FNV-1a), so that streams are told apart by their purpose. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Spreads a counter over 32 well-mixed bits (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * A seeded random stream with a purpose: `new Random(7, 'sampling')` and `new Random(7, 'shuffling')` share a seed and
 * nothing else, so drawing more from one never shifts the other. Same seed and purpose, same numbers on every machine
 * and every tfjs backend; only +, *, log and sqrt are used.
 *
 * The generator is sfc32 (C. Doty-Humphrey, PractRand): a few integer operations a draw, where NumPy's 128-bit PCG64,
 * which gymnasium-js ports so that environments match Python, costs many more in JavaScript.
 * @example new Random(1).uniform() === new Random(1).uniform() // true
 */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;
  private spareNormal: number | null = null;

  /** @param seed whole number in [0, 2^53)   @param purpose any text; part of the seed */
  constructor(
    readonly seed: number,
    readonly purpose = 'default',
  ) {
    requireCount('seed', seed, 0);
    requirePurpose(purpose);
    const low = seed >>> 0;
    const high = Math.floor(seed / 0x100000000) >>> 0;
    this.a = mix(low ^ 0x9e3779b9);
    this.b = mix(high ^ 0x243f6a88) ^ Math.imul(this.a, 0x01000193);
    this.c = mix(hashText(purpose));
    for (let i = 0; i < 20; i++) this.nextUint32();
  }

  /** An independent stream with the same seed and another purpose: `random.stream('init')`. */
  stream(purpose: string): Random {
    requirePurpose(purpose);
    return new Random(this.seed, `${this.purpose}/${purpose}`);
  }

  /** The next 32 random bits, as a whole number in [0, 2^32). */
  nextUint32(): number {
    return this.nextInt32() >>> 0;
  }

  /** The same bits as a signed number: V8 keeps those in a register where it would put the others on the heap. */
  private nextInt32(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum;
  }

  /** A number in [low, high), 53 random bits. @throws if the two are no finite numbers, or high lies below low */
  uniform(low = 0, high = 1): number {
    if (typeof low !== 'number' || typeof high !== 'number') refuseRange(low, high);
    const drawn = low + (high - low) * this.fraction();
    if (!(high >= low) || !Number.isFinite(drawn)) refuseRange(low, high);
    return drawn;
  }

  /** [0, 1) */
  private fraction(): number {
    return ((this.nextInt32() >>> 5) * 67108864 + (this.nextInt32() >>> 6)) / 9007199254740992;
  }

  /** A whole number in [0, n), every one equally likely (rejection, so without modulo bias). */
  integer(n: number): number {
    requireCount('n', n);
    if (n > 0x100000000) throw new RangeError(`n: got ${n}, must be at most 2^32`);
    return this.below(n);
  }

  private below(n: number): number {
    let draw = this.nextInt32() >>> 0;
    if (n === 0x100000000) return draw;
    // Only the last few draws below 2^32, fewer than n, can be in the incomplete round that has to be thrown away.
    if (draw >= 0x100000000 - n) {
      const limit = 0x100000000 - (0x100000000 % n);
      while (draw >= limit) draw = this.nextUint32();
    }
    return (draw >>> 0) % (n >>> 0); // `>>> 0` tells the compiler that integer division will do
  }

  /**
   * A normal number (Marsaglia's polar method: no sine, whose last bit differs between JavaScript engines).
   * @throws if the mean is no finite number, or the standard deviation none of at least 0
   */
  normal(mean = 0, std = 1): number {
    if (typeof mean !== 'number' || typeof std !== 'number') refuseNormal(mean, std);
    let drawn: number;
    if (this.spareNormal !== null) {
      drawn = mean + std * this.spareNormal;
      this.spareNormal = null;
    } else {
      let u: number, v: number, square: number;
      do {
        u = -1 + 2 * this.fraction();
        v = -1 + 2 * this.fraction();
        square = u * u + v * v;
      } while (square >= 1 || square === 0);
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      this.spareNormal = v * scale;
      drawn = mean + std * u * scale;
    }
    if (!(std >= 0) || !Number.isFinite(drawn)) refuseNormal(mean, std);
    return drawn;
  }

  /** 0 .. n-1 in random order (Fisher-Yates). */
  permutation(n: number): Uint32Array {
    const order = new Uint32Array(requireCount('n', n, 0));
    for (let i = 0; i < n; i++) order[i] = i;
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  getState(): RandomState {
    return { words: [this.a, this.b, this.c, this.counter], spareNormal: this.spareNormal };
  }

  /** Continues from a state that `getState` returned. @throws TypeError if it is not one. */
  setState(state: RandomState): void {
    requireKnownFields('state', state, ['words', 'spareNormal'], 'what Random.getState returned');
    if (!Array.isArray(state.words) || state.words.length !== 4) {
      throw new TypeError(
        'state: expected the object that Random.getState() returned ({ words: [4 numbers], spareNormal })',
      );
    }
    const [a, b, c, counter] = state.words.map((word) => requireFinite('state.words', word) | 0) as [
      number,
      number,
      number,
      number,
    ];
    Object.assign(this, { a, b, c, counter });
    this.spareNormal = state.spareNormal === null ? null : requireFinite('state.spareNormal', state.spareNormal);
  }
}

function requirePurpose(purpose: unknown): void {
  if (typeof purpose === 'string') return;
  throw new TypeError(`purpose: got ${describe(purpose)}, expected a text, such as 'sampling'`);
}

/** @throws TypeError unless `random` draws numbers; also one of another copy of this library will do */
export function requireRandom(name: string, random: Random): void {
  if (typeof (random as Random | undefined)?.uniform === 'function') return;
  throw new TypeError(`${name}: got ${describe(random)}, expected a Random, such as new Random(1)`);
}

function refuseRange(low: number, high: number): never {
  requireFinite('low', low);
  requireFinite('high', high);
  if (high < low) throw new RangeError(`high: got ${high}, must not lie below low = ${low}; swap the two`);
  throw new RangeError(`high: got ${high}, too far from low = ${low}: their difference is not finite`);
}

function refuseNormal(mean: number, std: number): never {
  requireFinite('mean', mean);
  requireFinite('std', std);
  if (std < 0) throw new RangeError(`std: got ${std}, must not be negative`);
  throw new RangeError(`std: got ${std}, too large: the number drawn is not finite`);
}
