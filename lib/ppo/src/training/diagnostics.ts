import { sum } from '../numbers/stats';
import type { TrainRecord } from './train';
import { requireCount } from '../numbers/validate';

/** Something in a training record that deserves a look. */
export interface Warning {
  /** field of the record */
  readonly name: string;
  readonly value: number;
  /** the limit that the value crossed */
  readonly threshold: number;
  /** where the limit comes from; most are rules of thumb, and it says so */
  readonly source: string;
  /** what to try, most likely cause first */
  readonly advice: string;
}

type DiagnosedFields =
  | 'firstRatioMin'
  | 'firstRatioMax'
  | 'approxKl'
  | 'clipFraction'
  | 'deadFraction'
  | 'entropy'
  | 'explainedVariance'
  | 'iteration'
  | 'gradNorm';

/** The part of a `TrainRecord` that `diagnose` reads. */
export type DiagnosedRecord = Pick<TrainRecord, DiagnosedFields>;

/** One rule: the value it reads, the limit it crosses, and what to say. */
interface Rule extends Omit<Warning, 'value'> {
  readonly read: (record: DiagnosedRecord) => number;
  readonly isBad: (value: number, threshold: number) => boolean;
}

const above = (value: number, threshold: number): boolean => value > threshold;
const below = (value: number, threshold: number): boolean => value < threshold;

const staleData =
  'Before any step the policy is the one that acted, so every ratio must be exactly 1. Look for observations stored after ' +
  'the environment changed them, log-probabilities of other actions (clipped, shuffled), or a policy changed in between.';

const rules: readonly Rule[] = [
  {
    name: 'firstRatioMin',
    read: (record) => record.firstRatioMin,
    isBad: below,
    threshold: 1,
    source: 'identity: exp(0) = 1',
    advice: staleData,
  },
  {
    name: 'firstRatioMax',
    read: (record) => record.firstRatioMax,
    isBad: above,
    threshold: 1,
    source: 'identity: exp(0) = 1',
    advice: staleData,
  },
  {
    name: 'approxKl',
    read: (record) => record.approxKl,
    isBad: above,
    threshold: 0.05,
    source: 'rule of thumb; common early-stopping limits lie between 0.01 and 0.02',
    advice:
      'The policy moves far in one update: lower learningRate, use fewer epochs or larger minibatches, or set targetKl.',
  },
  {
    name: 'clipFraction',
    read: (record) => record.clipFraction,
    isBad: above,
    threshold: 0.3,
    source: 'rule of thumb; with normal log-ratios and clipRange 0.2 it corresponds to a KL near 0.02',
    advice: 'Lower learningRate or the number of epochs. A smaller clipRange would raise this number, not lower it.',
  },
  {
    name: 'deadFraction',
    read: (record) => record.deadFraction,
    isBad: above,
    threshold: 0.2,
    source: 'rule of thumb',
    advice: 'This share of the samples no longer pushes the policy: fewer epochs, or a lower learningRate.',
  },
  {
    name: 'entropy',
    read: (record) => record.entropy,
    isBad: below,
    threshold: 0.05,
    source: 'rule of thumb for discrete actions; a solved task gets here too, and a Gaussian entropy may be negative',
    advice:
      'If returns are still poor the policy stopped exploring too early: raise entropyCoef or lower learningRate.',
  },
  {
    name: 'explainedVariance',
    read: (record) => (record.iteration > 10 ? record.explainedVariance : 0),
    isBad: below,
    threshold: -0.5,
    source: 'definition: 0 is as good as a constant, below 0 is worse',
    advice:
      'The critic misleads: look at the returns (terminated against truncated), raise valueCoef, scale rewards down.',
  },
  {
    name: 'gradNorm',
    read: (record) => record.gradNorm,
    isBad: above,
    threshold: 100,
    source: 'rule of thumb',
    advice:
      'Usually the value loss on large returns: scale rewards down (rewardScale), lower valueCoef, keep maxGradNorm.',
  },
];

/**
 * Reads one training record and says what looks wrong, the surest faults first. No warning is no proof of health, and apart from the
 * ratios the limits are rules of thumb. A NaN is always reported. The policy loss is not among the rules: it stays near 0 in good runs
 * and in bad ones.
 */
export function diagnose(record: DiagnosedRecord): Warning[] {
  const warnings: Warning[] = [];
  for (const { read, isBad, ...rule } of rules) {
    const value = read(record);
    if (Number.isNaN(value))
      warnings.push({ ...rule, value, advice: `Training broke down: ${rule.name} is not a number.` });
    else if (isBad(value, rule.threshold)) warnings.push({ ...rule, value });
  }
  return warnings;
}

/** The part of a `TrainRecord` that `diagnoseRun` reads. */
export type RunRecord = DiagnosedRecord & Pick<TrainRecord, 'meanReturn100' | 'valueLoss' | 'epochs'>;

/**
 * Reads the records of a run, oldest first, and says what looks wrong, the surest faults first: `diagnose` on the means of the latest
 * records (its ratio rules on the extremes of the whole run), then what only a history shows: an update that moves nothing, a return
 * that has been lost again, a value loss that grows.
 * @param options.window how many of the latest records are averaged; default 10
 * @throws RangeError if there are no records or the window is no whole number above 0
 * Lesson: notebooks/08-diagnostics.ipynb.
 */
export function diagnoseRun(records: readonly RunRecord[], options: { readonly window?: number } = {}): Warning[] {
  const window = requireCount('window', options.window ?? 10);
  if (records.length === 0) throw new RangeError('records: got none; pass the records that train yielded');
  const latest = records.slice(-window);
  const summary: DiagnosedRecord = {
    ...averageOf(latest),
    firstRatioMin: smallest(records.map((record) => record.firstRatioMin)),
    firstRatioMax: largest(records.map((record) => record.firstRatioMax)),
  };
  return [...diagnose(summary), ...noMovement(latest), ...lostReturn(records), ...growingValueLoss(records, window)];
}

// Not Math.min(...values): a call takes some 100,000 arguments, and a run may have more records.
const smallest = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

function averageOf(records: readonly RunRecord[]): DiagnosedRecord {
  const average = { ...records[records.length - 1] };
  const averaged = ['approxKl', 'clipFraction', 'deadFraction', 'entropy', 'explainedVariance', 'gradNorm'] as const;
  for (const name of averaged) average[name] = sum(records.map((record) => record[name])) / records.length;
  return average;
}

function noMovement(latest: readonly RunRecord[]): Warning[] {
  const moves = latest.some((record) => record.approxKl !== 0 || record.epochs < 2);
  if (moves) return [];
  const advice =
    'After the first step of an update the policy must differ from the one that acted. Either nothing is learned (all advantages 0, ' +
    'learningRate 0, a policy that is certain everywhere), or the policy is compared with itself: freeze the old log-probabilities.';
  return [{ name: 'approxKl', value: 0, threshold: 0, source: 'identity: KL = 0 only for equal policies', advice }];
}

function lostReturn(records: readonly RunRecord[]): Warning[] {
  const returns = records.flatMap(({ meanReturn100 }) => (meanReturn100 === null ? [] : [meanReturn100]));
  if (returns.length < 2) return [];
  const best = largest(returns);
  const threshold = (returns[0] + best) / 2;
  const value = returns[returns.length - 1];
  if (best <= returns[0] || value >= threshold) return [];
  const advice =
    'More than half of what had been learned is gone: find the update with the largest KL before the fall.';
  return [{ name: 'meanReturn100', value, threshold, source: 'rule of thumb: half of the best gain', advice }];
}

function growingValueLoss(records: readonly RunRecord[], window: number): Warning[] {
  if (records.length < 2 * window) return [];
  const average = (start: number): number =>
    sum(records.slice(start, start + window).map((record) => record.valueLoss)) / window;
  const starts = Array.from({ length: records.length - window + 1 }, (_, start) => start);
  const threshold = 10 * smallest(starts.map(average));
  const value = average(records.length - window);
  if (value <= threshold) return [];
  const advice =
    'The critic loses its target: scale rewards down (rewardScale) or normalise them, lower learningRate or valueCoef. Growing returns ' +
    'explain a growing loss: compare it with the square of the return.';
  return [{ name: 'valueLoss', value, threshold, source: 'rule of thumb: ten times its best', advice }];
}
