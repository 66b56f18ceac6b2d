import { requireKnownOptions } from '../numbers/objects';
import { describe, requireFinite, requireLength, requireNumbers, type NumberArray } from '../numbers/validate';
import { estimateDifference, estimateMean, estimateOptionNames, type Estimate, type EstimateOptions } from './estimate';
import { intervalOf, requireTail } from './interval';

export type Verdict = 'supported' | 'not supported' | 'undecided';

export interface ComparisonOptions extends EstimateOptions {
  /**
   * 'higher' (the default): mean(a) lies above mean(b), by more than `margin` if one is given. 'same': they differ by less than `margin`,
   * which then has to be named: two intervals that overlap show no equality.
   */
  readonly claim?: 'higher' | 'same';
  /** In the unit of the values; 0 for 'higher'. Choose it before you look: what is too little to matter? */
  readonly margin?: number;
  /** 0.95 by default. */
  readonly confidence?: number;
  /** a[i] and b[i] share their randomness on purpose, e.g. the same test episodes. The same seed in two programs is not enough. */
  readonly paired?: boolean;
  /** What a and b are, for the sentence. */
  readonly names?: readonly [string, string];
}

const optionNames = [
  'claim',
  'margin',
  'confidence',
  'paired',
  'names',
  ...estimateOptionNames,
] as const satisfies readonly (keyof ComparisonOptions)[];

/** What is claimed, what was measured, and what follows. */
export interface Comparison {
  /** The claim in words: 'PPO higher than A2C'. */
  readonly claim: string;
  /** mean(a) - mean(b) and its interval, in the unit of the values. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** By what, of how many: "Welch's t, n = 10 and 10". */
  readonly how: string;
  /** How easily chance alone shows what was measured, against the claim or for it: below 1 - confidence it is decided. */
  readonly p: number;
  /** Whether the smaller p value is the one that speaks for the claim. */
  readonly isFor: boolean;
  readonly verdict: Verdict;
  /** All of it in one line, to print below a table. */
  readonly sentence: string;
}

/**
 * Compares two samples of one number per seed, by Welch's t test unless `method` or `paired` say otherwise, and says what may be concluded.
 * - 'higher' is supported if the two-sided interval of the difference lies above the margin, not supported if it lies below it.
 * - 'same' is supported if both one-sided tests reject a difference of the margin or more (Schuirmann 1987; the interval at twice
 *   the error, 90 %, lies within the margin), not supported if the two-sided interval lies beyond the margin on either side.
 * - Everything else is undecided. Several comparisons that answer one question go through `correctFamily`.
 * @param a [n], n >= 2   @param b [m], m >= 2, or one number that is known exactly, e.g. 0 for a list of differences
 * @throws RangeError for fewer than two values, a missing or negative margin, or pairs of unequal length
 * @example compare([5, 6, 7], [1, 2, 3]).verdict // 'supported'
 */
export function compare(a: NumberArray, b: NumberArray | number, options: ComparisonOptions = {}): Comparison {
  requireKnownOptions('compare', options, optionNames);
  const { claim = 'higher', confidence = 0.95 } = options;
  requireTail(confidence);
  const margin = marginOf(claim, options.margin);
  requireNames(options.names);
  const estimate = estimateOf(a, b, options);
  const { forIt, against } = claim === 'same' ? sameness(estimate, margin) : height(estimate, margin);
  const measured = {
    claim: claimInWords(claim, margin, b, options),
    ...intervalOf(estimate, confidence),
    how: howInWords(a, b, options),
    p: Math.min(forIt, against),
    isFor: forIt <= against,
  };
  return decided(measured);
}

/** The only place where a verdict is made. */
export function decided(measured: Omit<Comparison, 'verdict' | 'sentence'>, note = ''): Comparison {
  const { claim, estimate, low, high, confidence, how, p, isFor } = measured;
  const isDecided = p < 1 - confidence;
  const verdict = isDecided ? (isFor ? 'supported' : 'not supported') : 'undecided';
  const interval = `${Number((100 * confidence).toFixed(2))} % interval ${short(low)} to ${short(high)} (${how})`;
  const chance = p < 0.001 ? 'p < 0.001' : `p = ${p.toPrecision(2)}`;
  const sentence = `${claim}: ${verdict}. Difference ${short(estimate)}, ${interval}, ${chance}${note}`;
  return { ...measured, verdict, sentence };
}

function requireNames(names: unknown): void {
  if (names === undefined) return;
  const isPair = Array.isArray(names) && names.length === 2;
  if (isPair && typeof names[0] === 'string' && typeof names[1] === 'string') return;
  const got = isPair ? `[${names.map(describe).join(', ')}]` : describe(names);
  throw new TypeError(`names: got ${got}, expected two texts, such as ['PPO', 'A2C']`);
}

function marginOf(claim: 'higher' | 'same', margin = 0): number {
  if (claim !== 'higher' && claim !== 'same') {
    throw new RangeError(`claim: got ${describe(claim)}, must be 'higher' or 'same'`);
  }
  if (requireFinite('margin', margin) < 0) throw new RangeError(`margin: got ${margin}, must not be negative`);
  if (claim === 'same' && margin === 0) {
    throw new RangeError("margin: got 0, but claim 'same' needs one: say which difference is too small to matter");
  }
  return margin;
}

function estimateOf(a: NumberArray, b: NumberArray | number, options: ComparisonOptions): Estimate {
  requireNumbers('a', a, { least: 2 });
  if (typeof b === 'number') {
    requireFinite('b', b);
    return estimateMean(
      Float64Array.from(a, (value) => value - b),
      options,
    );
  }
  if (!options.paired) return estimateDifference(a, b, options);
  requireNumbers('b', b, { least: 2 });
  requireLength('b', b, a.length, 'a, for pairs');
  return estimateMean(
    Float64Array.from(a, (value, i) => value - b[i]),
    options,
  );
}

/** p values of both answers to a claim: small `forIt` speaks for it, small `against` against it. */
interface Evidence {
  readonly forIt: number;
  readonly against: number;
}

/** Chance of an estimate this far above `limit` if the truth is `limit`, and of one this far below. */
function beyond({ estimate, standardError, scaledError }: Estimate, limit: number): { above: number; below: number } {
  const distance = estimate - limit;
  const t = distance === 0 ? 0 : distance / standardError; // without spread: an infinity
  const below = scaledError.below(t);
  return { above: 1 - below, below };
}

function height(estimate: Estimate, margin: number): Evidence {
  const { above, below } = beyond(estimate, margin);
  return { forIt: Math.min(1, 2 * above), against: Math.min(1, 2 * below) };
}

function sameness(estimate: Estimate, margin: number): Evidence {
  const [low, high] = [beyond(estimate, -margin), beyond(estimate, margin)];
  return { forIt: Math.max(low.above, high.below), against: Math.min(1, 2 * Math.min(low.below, high.above)) };
}

function claimInWords(
  claim: 'higher' | 'same',
  margin: number,
  b: NumberArray | number,
  { names = ['a', typeof b === 'number' ? String(b) : 'b'] }: ComparisonOptions,
): string {
  const by = margin > 0 ? ` by more than ${short(margin)}` : '';
  return claim === 'same'
    ? `${names[0]} within ${short(margin)} of ${names[1]}`
    : `${names[0]} higher than ${names[1]}${by}`;
}

function howInWords(a: NumberArray, b: NumberArray | number, { method, paired }: ComparisonOptions): string {
  const isOneSample = typeof b === 'number' || paired;
  const test = method === 'bootstrap' ? 'studentised bootstrap' : isOneSample ? 't' : "Welch's t";
  const size =
    typeof b === 'number' ? `n = ${a.length}` : paired ? `${a.length} pairs` : `n = ${a.length} and ${b.length}`;
  return `${test}, ${size}`;
}

/** Three digits, or all before the point. */
const short = (x: number): string => String(Math.abs(x) >= 100 ? Math.round(x) : Number(x.toPrecision(3)));
