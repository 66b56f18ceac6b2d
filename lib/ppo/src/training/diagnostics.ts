import { describe } from '../numbers/validate';
import type { TrainRecord } from './state';

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

/** The part of a `TrainRecord` that `diagnose` reads. Records from before 0.2 lack the last field. */
export type DiagnosedRecord = Pick<TrainRecord, DiagnosedFields> & Partial<Pick<TrainRecord, 'clippedActionFraction'>>;

/** A record of a relative of `train`, which has no ratios: what of it the rules can read. */
export interface RelativeDiagnosed {
  readonly algorithm: string;
  readonly iteration: number;
  readonly gradNorm: number;
  readonly explainedVariance?: number;
}

/** The rules that hold for every algorithm. */
const commonRules = ['gradNorm', 'explainedVariance'];

/** What the rules may ask of any record: where a relative has no such number, one that no rule minds. */
export function readable(record: DiagnosedRecord | RelativeDiagnosed): { record: DiagnosedRecord; isCommon: boolean } {
  if (!('algorithm' in record)) return { record, isCommon: false };
  return { record: { explainedVariance: 0, ...record } as unknown as DiagnosedRecord, isCommon: true };
}

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
  {
    name: 'clippedActionFraction',
    read: (record) => record.clippedActionFraction ?? 0,
    isBad: above,
    threshold: 0.9,
    source:
      'rule of thumb; where nearly all actions are clipped to a bound, they differ in nothing that the environment sees',
    advice:
      'The Gaussian lies outside the action space: use actionDistribution "squashedGaussian" or "beta", or meanActivation "tanh", ' +
      'or wrap the environment in RescaleAction, so that its actions lie in [-1, 1].',
  },
];

/**
 * Reads one training record and says what looks wrong, the surest faults first. No warning is no proof of health, and apart from the
 * ratios the limits are rules of thumb. A NaN is always reported. The policy loss is not among the rules: it stays near 0 in good runs
 * and in bad ones.
 * Of a record of dqn, pqn, sac or trpo it reads the length of the gradient and, where there is one, the explained variance.
 * @throws TypeError unless every field that the rules read is a number
 */
export function diagnose(record: DiagnosedRecord | RelativeDiagnosed): Warning[] {
  requireRecord('record', record);
  const { record: whole, isCommon } = readable(record);
  const warnings: Warning[] = [];
  for (const { read, isBad, ...rule } of rules) {
    if (isCommon && !commonRules.includes(rule.name)) continue;
    const value = read(whole);
    if (Number.isNaN(value))
      warnings.push({ ...rule, value, advice: `Training broke down: ${rule.name} is not a number.` });
    else if (isBad(value, rule.threshold)) warnings.push({ ...rule, value });
  }
  return warnings;
}

const diagnosedFields: readonly DiagnosedFields[] = [
  'iteration',
  'firstRatioMin',
  'firstRatioMax',
  'approxKl',
  'clipFraction',
  'deadFraction',
  'entropy',
  'explainedVariance',
  'gradNorm',
];

/** What is missing is not healthy. NaN is a number here: a rule of its own reports it. */
export function requireRecord(name: string, record: DiagnosedRecord | RelativeDiagnosed): void {
  if (typeof record !== 'object' || (record as DiagnosedRecord | null) === null) {
    throw new TypeError(`${name}: got ${describe(record)}, expected a record that train yielded`);
  }
  const numbers = record as unknown as Record<string, unknown>;
  for (const field of 'algorithm' in record ? ['iteration', 'gradNorm'] : diagnosedFields) {
    if (typeof numbers[field] === 'number') continue;
    throw new TypeError(
      `${name}.${field}: expected a number, got ${describe(numbers[field])}; pass a record that train yielded`,
    );
  }
}
