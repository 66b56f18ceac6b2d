import type { Aggregation } from './answers';

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
  readonly gamma: number;
  readonly gaeLambda: number;
  readonly valueCoef: number;
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
  gamma: 1,
  gaeLambda: 0.95,
  valueCoef: 0.1,
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
  /** Yu et al. 2025, of its four parts clip-higher and the loss per token; no KL */
  dapo: { ...grpo, aggregation: 'token', clipRangeHigh: 0.28, klCoef: 0 },
  /** Zheng et al. 2025: one ratio for each answer, so a much narrower band */
  gspo: { ...grpo, ratioPer: 'sequence', clipRange: 0.05, clipRangeHigh: 0.05, klCoef: 0 },
  /** MiniMax 2025: the weight is clipped, not the gradient */
  cispo: { ...grpo, clip: 'weight', clipRange: 1, clipRangeHigh: 0.28, aggregation: 'token', klCoef: 0 },
} as const satisfies Record<string, TokenSettings>;

/** A relative's settings, some of them replaced. @throws RangeError if they cannot go together */
export function tokenSettings(
  algorithm: keyof typeof tokenAlgorithms,
  changes: Partial<TokenSettings> = {},
): TokenSettings {
  if (!Object.hasOwn(tokenAlgorithms, algorithm)) {
    throw new RangeError(`algorithm: got "${algorithm}", must be one of ${Object.keys(tokenAlgorithms).join(', ')}`);
  }
  const settings: TokenSettings = { ...tokenAlgorithms[algorithm], ...changes };
  const { baseline, groupSize, answersPerBatch } = settings;
  if (baseline !== 'critic' && groupSize < 2) {
    throw new RangeError(
      `groupSize: got ${groupSize}, must be at least 2: "${baseline}" compares answers to one prompt`,
    );
  }
  if (answersPerBatch % groupSize !== 0) {
    throw new RangeError(`answersPerBatch: got ${answersPerBatch}, must be a multiple of groupSize = ${groupSize}`);
  }
  return settings;
}
