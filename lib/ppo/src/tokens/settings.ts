import { requireOneOf } from '../config/choices';
import { requireKnownFields, requireKnownOptions } from '../numbers/objects';
import { describe, requireBetween, requireCount, requireFinite, requirePositive } from '../numbers/validate';
import { aggregations, type Aggregation } from './answers';

/** What tells PPO's relatives on tokens apart: five questions. */
export interface TokenSettings {
  /** What an answer is compared with: a critic at every token, or the other answers to the same prompt. */
  readonly baseline: 'critic' | 'leave-one-out' | 'group-mean' | 'group-standardized';
  /** Whether each token has a ratio, or each answer one: the geometric mean of its tokens' ratios. */
  readonly ratioPer: 'token' | 'sequence';
  /** 'clip': PPO's; 'weight': the ratio is a clipped constant in front of the log-probability, so every token keeps a slope; 'none' */
  readonly clip: 'clip' | 'weight' | 'none';
  readonly clipRange: number;
  /** the upper edge, where it is another */
  readonly clipRangeHigh: number;
  /** Where the KL from the reference is paid. */
  readonly klIn: 'reward' | 'loss';
  /** Which estimate a loss takes; in the reward it is always k1. */
  readonly klEstimator: 'k1' | 'k2' | 'k3';
  readonly klCoef: number;
  readonly aggregation: Aggregation;
  /** answers to each prompt, at least 2 without a critic */
  readonly groupSize: number;
  /**
   * How often a group of answers with one and the same reward, from which nothing can be learned, is replaced by answers to another prompt:
   * DAPO's dynamic sampling, with an end. 0: never.
   */
  readonly maxRedraws: number;
  readonly gamma: number;
  readonly gaeLambda: number;
  readonly valueCoef: number;
  /** iterations at the start in which the value head alone learns, and the policy stays */
  readonly criticWarmup: number;
  readonly whiten: boolean;
  /** taken off the score of an answer without an end */
  readonly noEndPenalty: number;
  readonly bootstrapTruncated: boolean;
  readonly answersPerBatch: number;
  /** gradient steps on each batch, all on the whole batch */
  readonly stepsPerBatch: number;
  readonly learningRate: number;
  readonly maxGradNorm: number;
}

const ppo: TokenSettings = {
  baseline: 'critic',
  ratioPer: 'token',
  clip: 'clip',
  clipRange: 0.2,
  clipRangeHigh: 0.2,
  klIn: 'reward',
  klEstimator: 'k1',
  klCoef: 0.02,
  aggregation: 'token',
  groupSize: 1,
  maxRedraws: 0,
  gamma: 1,
  gaeLambda: 0.95,
  valueCoef: 0.1,
  criticWarmup: 0,
  whiten: true,
  noEndPenalty: 2,
  bootstrapTruncated: false,
  answersPerBatch: 64,
  stepsPerBatch: 4,
  learningRate: 1e-3,
  maxGradNorm: 1,
};

const grouped = { ...ppo, groupSize: 4, whiten: false } as const;
const grpo: TokenSettings = {
  ...grouped,
  baseline: 'group-standardized',
  klIn: 'loss',
  klEstimator: 'k3',
  aggregation: 'sequence',
};

/** The relatives as their papers have them, on top of the same settings. */
export const tokenAlgorithms = {
  ppo,
  /** Ahmadian et al. 2024: every answer against the mean of the others; no clip, one step */
  rloo: { ...grouped, baseline: 'leave-one-out', clip: 'none', stepsPerBatch: 1 },
  /** Shao et al. 2024 */
  grpo,
  /** Liu et al. 2025: no deviation below, no length below, no KL */
  'dr-grpo': { ...grpo, baseline: 'group-mean', aggregation: 'fixed', klCoef: 0 },
  /** Yu et al. 2025: clip-higher and the loss per token, no KL; its dynamic sampling is `maxRedraws`, its long answers are none here */
  dapo: { ...grpo, aggregation: 'token', clipRangeHigh: 0.28, klCoef: 0 },
  /** Zheng et al. 2025: one ratio for each answer, so a much narrower band */
  gspo: { ...grpo, ratioPer: 'sequence', clipRange: 0.05, clipRangeHigh: 0.05, klCoef: 0 },
  /** MiniMax 2025: the weight is clipped, not the gradient */
  cispo: { ...grpo, clip: 'weight', clipRange: 1, clipRangeHigh: 0.28, aggregation: 'token', klCoef: 0 },
} as const satisfies Record<string, TokenSettings>;

/** What the settings that are words may be. */
export const tokenChoices = {
  baseline: ['critic', 'leave-one-out', 'group-mean', 'group-standardized'],
  ratioPer: ['token', 'sequence'],
  clip: ['clip', 'weight', 'none'],
  klIn: ['reward', 'loss'],
  klEstimator: ['k1', 'k2', 'k3'],
  aggregation: aggregations,
} as const satisfies { readonly [K in keyof TokenSettings]?: readonly TokenSettings[K][] };

/** @throws RangeError or TypeError that names the first setting that is none, out of range, or does not go with another */
export function checkTokenSettings(settings: TokenSettings): void {
  requireKnownFields('settings', settings, Object.keys(ppo), 'settings such as tokenSettings returns');
  for (const name of Object.keys(tokenChoices) as (keyof typeof tokenChoices)[]) {
    requireOneOf<string>(name, settings[name], tokenChoices[name]);
  }
  for (const name of ['gamma', 'gaeLambda', 'clipRange'] as const) requireBetween(name, settings[name], 0, 1);
  for (const name of ['clipRangeHigh', 'klCoef', 'valueCoef', 'learningRate'] as const) {
    requireBetween(name, settings[name], 0, Number.MAX_VALUE);
  }
  requireFinite('noEndPenalty', settings.noEndPenalty);
  requirePositive('maxGradNorm', settings.maxGradNorm);
  for (const name of ['maxRedraws', 'criticWarmup'] as const) requireCount(name, settings[name], 0);
  for (const name of ['groupSize', 'answersPerBatch', 'stepsPerBatch'] as const) requireCount(name, settings[name]);
  for (const name of ['whiten', 'bootstrapTruncated'] as const) {
    const value: unknown = settings[name];
    if (typeof value !== 'boolean') throw new TypeError(`${name}: got ${describe(value)}, must be true or false`);
  }
  const { baseline, groupSize, answersPerBatch, maxRedraws, criticWarmup } = settings;
  if (baseline !== 'critic' && groupSize < 2) {
    throw new RangeError(
      `groupSize: got ${groupSize}, must be at least 2: "${baseline}" compares answers to one prompt`,
    );
  }
  if (baseline !== 'critic' && criticWarmup > 0) {
    throw new RangeError(`criticWarmup: got ${criticWarmup}, but "${baseline}" has no critic; leave it at 0`);
  }
  if (baseline === 'critic' && maxRedraws > 0) {
    throw new RangeError(`maxRedraws: got ${maxRedraws}, but a critic compares no answers of a group; leave it at 0`);
  }
  if (answersPerBatch % groupSize !== 0) {
    throw new RangeError(`answersPerBatch: got ${answersPerBatch}, must be a multiple of groupSize = ${groupSize}`);
  }
}

/** A relative's settings, some of them replaced. @throws RangeError or TypeError if they are none, or cannot go together */
export function tokenSettings(
  algorithm: keyof typeof tokenAlgorithms,
  changes: Partial<TokenSettings> = {},
): TokenSettings {
  requireOneOf<string>('algorithm', algorithm, Object.keys(tokenAlgorithms));
  requireKnownOptions('tokenSettings', changes, Object.keys(ppo));
  const settings: TokenSettings = { ...tokenAlgorithms[algorithm], ...changes };
  checkTokenSettings(settings);
  return settings;
}
