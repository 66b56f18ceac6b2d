import type { TrainRecord } from './train';

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
 * ratios the limits are rules of thumb. A NaN is always reported.
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
