import { checkLength, checkWords } from './arguments.js';
import { checkSeed } from './seed.js';

const POOL_SIZE = 4;
const INIT_A = 0x43b0d7e5;
const MULT_A = 0x931e8875;
const INIT_B = 0x8b51f9dd;
const MULT_B = 0x58f38ded;
const MIX_MULT_L = 0xca01f9dd;
const MIX_MULT_R = 0x4973f715;
const XSHIFT = 16;

/** Hash of one word; the multiplier moves on with every call, so that equal words give unequal hashes. */
class WordHash {
  constructor(
    private multiplier: number,
    private readonly step: number,
  ) {}

  next(word: number): number {
    const mixed = word ^ this.multiplier;
    this.multiplier = Math.imul(this.multiplier, this.step);
    const value = Math.imul(mixed, this.multiplier);
    return (value ^ (value >>> XSHIFT)) >>> 0;
  }
}

function mix(x: number, y: number): number {
  const result = (Math.imul(x, MIX_MULT_L) - Math.imul(y, MIX_MULT_R)) | 0;
  return (result ^ (result >>> XSHIFT)) >>> 0;
}

/** An integer as 32-bit words, least significant first; zero is one word. */
export function toWords(value: number): number[] {
  const words = [value >>> 0];
  const high = Math.floor(value / 2 ** 32);
  if (high > 0) words.push(high);
  return words;
}

/**
 * NumPy's `SeedSequence`: spreads a small seed over as many well-mixed words as a generator needs.
 * Source: NumPy 2.4, numpy/random/bit_generator (after M. O'Neill's seed_seq_fe).
 * @example new SeedSequence(42).generateState(2) // Uint32Array [3444837047, 2669555309]
 */
export class SeedSequence {
  /** The seed, or null when the operating system's entropy was used. */
  readonly seed: number | null;
  private readonly entropy: readonly number[];
  private readonly pool: Uint32Array;
  private spawned = 0;

  /**
   * @param seed integer in [0, 2^53], or null for fresh entropy
   * @param spawnKey position in the tree of streams; `spawn` fills it in
   * @throws InvalidSeedError for any other seed
   */
  constructor(
    seed: number | null = null,
    readonly spawnKey: readonly number[] = [],
    entropy?: readonly number[],
  ) {
    checkWords(spawnKey, 'SeedSequence: spawnKey');
    if (entropy !== undefined) checkWords(entropy, 'SeedSequence: entropy');
    this.seed = seed === null ? null : checkSeed(seed);
    this.entropy = entropy ?? (this.seed === null ? freshEntropy() : toWords(this.seed));
    this.pool = mixEntropy(assemble(this.entropy, spawnKey));
  }

  /** The first `length` 32-bit words of the stream; calling again gives the same words. */
  generateState(length: number): Uint32Array {
    checkLength(length, 'generateState: length');
    const hash = new WordHash(INIT_B, MULT_B);
    return Uint32Array.from({ length }, (_, i) => hash.next(this.pool[i % POOL_SIZE]));
  }

  /** Independent children, as `SeedSequence.spawn` in NumPy; the next call continues where this one stopped. */
  spawn(count: number): SeedSequence[] {
    checkLength(count, 'spawn: count');
    const first = this.spawned;
    this.spawned += count;
    return Array.from(
      { length: count },
      (_, i) => new SeedSequence(this.seed, [...this.spawnKey, first + i], this.entropy),
    );
  }
}

/** Entropy words followed by the spawn key; the zeros keep a short entropy and its children apart. */
function assemble(entropy: readonly number[], spawnKey: readonly number[]): readonly number[] {
  if (spawnKey.length === 0) return entropy;
  const padding = Array.from({ length: Math.max(0, POOL_SIZE - entropy.length) }, () => 0);
  return [...entropy, ...padding, ...spawnKey.flatMap(toWords)];
}

function mixEntropy(words: readonly number[]): Uint32Array {
  const hash = new WordHash(INIT_A, MULT_A);
  const pool = new Uint32Array(POOL_SIZE);
  for (let i = 0; i < POOL_SIZE; i++) pool[i] = hash.next(i < words.length ? words[i] : 0);
  for (let source = 0; source < POOL_SIZE; source++) {
    for (let target = 0; target < POOL_SIZE; target++) {
      if (source !== target) pool[target] = mix(pool[target], hash.next(pool[source]));
    }
  }
  for (let source = POOL_SIZE; source < words.length; source++) {
    for (let target = 0; target < POOL_SIZE; target++) pool[target] = mix(pool[target], hash.next(words[source]));
  }
  return pool;
}

/** 128 bits from the operating system (Node and browsers alike). */
function freshEntropy(): number[] {
  const { crypto } = globalThis as { crypto?: { getRandomValues(words: Uint32Array): Uint32Array } };
  if (crypto !== undefined) return Array.from(crypto.getRandomValues(new Uint32Array(POOL_SIZE)));
  return Array.from({ length: POOL_SIZE }, () => Math.floor(Math.random() * 2 ** 32));
}
