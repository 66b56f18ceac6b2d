import { RunningMeanStd } from 'gymnasium-js';
import type { NormalizerMoments, NormalizerState } from '../numbers/normalizerState';
import type { TrainingEnv, TrainingStep } from './environment';
import { observationSizeOf } from './spaces';
import { requireOneOf } from '../config/choices';
import { requireKnownFields, requireKnownOptions } from '../numbers/objects';
import {
  describe,
  requireArray,
  requireBetween,
  requireCount,
  requireLength,
  requireNumbers,
  requireObject,
  requirePositive,
} from '../numbers/validate';

export type { NormalizerState } from '../numbers/normalizerState';

/** What is left of a normalised number at most, unless somebody says otherwise: one outlier must not throw the networks off. */
const LIMIT = 10;
/** Added to a variance before its root is taken. */
const EPSILON = 1e-8;

/** The squares of larger sums overflow float32. */
const LARGEST_RETURN = 1e16;

/**
 * Running statistics that bring observations and rewards to a scale of about 1, as Gymnasium's vector wrappers `NormalizeObservation`
 * and `NormalizeReward` keep them, both clipped to [-10, 10], or to another `limit`.
 *
 *   observation   (o - mean) / sqrt(variance + 1e-8), the moments over everything seen so far, of all environments together
 *   reward        r / sqrt(variance + 1e-8), the variance of the discounted return R <- gamma R + r, which starts anew with every
 *                 episode. The mean is not taken away: that would change which policy is best.
 *
 * A policy trained on normalised observations needs the same statistics ever after: pass `result.normalizers` to `evaluatePolicy`, or
 * every observation through `apply`. Lesson: notebooks/09b-does-not-learn.ipynb.
 */
export class Normalizers {
  private readonly observations: RunningMeanStd | null;
  private readonly rewards: RunningMeanStd | null;
  private readonly discountedReturns: Float32Array;
  private readonly gamma: number;
  private readonly limit: number;
  private own: { readonly observations?: RunningMeanStd | null; readonly rewards?: RunningMeanStd | null } = {};

  /**
   * @param options.observationSize null: observations are used as they are   @param options.rewards whether rewards are scaled
   * @param options.limit what is left of a normalised number at most; null: all of it; default 10
   */
  constructor(options: {
    observationSize: number | null;
    rewards: boolean;
    numEnvs: number;
    gamma: number;
    limit?: number | null;
  }) {
    requireKnownOptions('Normalizers', options, ['observationSize', 'rewards', 'numEnvs', 'gamma', 'limit']);
    const { observationSize, rewards, numEnvs, gamma, limit = LIMIT } = options;
    requireOneOf('rewards', rewards, [true, false]);
    if (limit !== null) requirePositive('limit', limit);
    if (observationSize !== null) requireCount('observationSize', observationSize);
    requireCount('numEnvs', numEnvs);
    requireBetween('gamma', gamma, 0, 1);
    this.observations =
      observationSize === null ? null : new RunningMeanStd({ size: observationSize, dtype: 'float32' });
    this.rewards = rewards ? new RunningMeanStd() : null;
    this.discountedReturns = new Float32Array(numEnvs);
    this.gamma = gamma;
    this.limit = limit ?? Infinity;
  }

  /** The statistics of a checkpoint. */
  static from(state: NormalizerState): Normalizers {
    const { observations, rewards, discountedReturns, gamma, limit = LIMIT } = state;
    const normalizers = new Normalizers({
      observationSize: observations?.mean.length ?? null,
      rewards: rewards !== null,
      numEnvs: discountedReturns.length,
      gamma,
      limit,
    });
    normalizers.setState(state);
    return normalizers;
  }

  /** Numbers in one observation; null where they are used as they are. */
  get observationSize(): number | null {
    return this.observations?.size ?? null;
  }

  /** @throws RangeError unless the observations of the environment are those that the statistics are of */
  requireFor(env: TrainingEnv): void {
    const [own, given] = [this.observationSize, observationSizeOf(env)];
    if (own === null || own === given) return;
    throw new RangeError(
      `normalizers: got statistics of observations of ${own} numbers, the environment has ${given}; use those of its own run`,
    );
  }

  /** From here on everything is counted twice: here, and by itself for `share`. */
  countShare(): void {
    const { observations, rewards } = this;
    const [epsilon, dtype] = [0, 'float32'] as const;
    this.own = {
      observations: observations && new RunningMeanStd({ size: observations.size, epsilon, dtype }),
      rewards: rewards && new RunningMeanStd({ epsilon }),
    };
  }

  /** The moments of what has been counted since `countShare`: what other statistics of the same run have to `include`. */
  share(): NormalizerMoments {
    const { observations = null, rewards = null } = this.own;
    return { observations: observations?.getState() ?? null, rewards: rewards?.getState() ?? null };
  }

  /** Takes in what was counted elsewhere, see `share`. The running returns stay as they are. */
  include(share: NormalizerMoments): void {
    if (typeof share !== 'object' || (share as NormalizerMoments | null) === null) {
      throw new TypeError(`share: got ${describe(share)}, expected moments that share() gave`);
    }
    const { observations, rewards } = share;
    if (observations !== null) this.observations?.include(observations);
    if (rewards !== null) this.rewards?.include(rewards);
  }

  /** Observations [N,O] as the policy gets them, by the statistics as they are: for evaluation and replays. A new array. */
  apply(observations: Float32Array): Float32Array {
    requireArray('observations', observations, 0);
    if (this.observations === null) return observations.slice();
    const { size } = this.observations;
    const rows = Math.max(1, Math.ceil(observations.length / size));
    requireLength('observations', observations, rows * size, `rows of ${size}`);
    requireNumbers('observations', observations);
    const normalized = this.observations.normalize(observations, EPSILON);
    for (let i = 0; i < normalized.length; i++) normalized[i] = clip(normalized[i], this.limit);
    return normalized;
  }

  /** Counts observations [N,O] of a training run, then `apply`. */
  observe(observations: Float32Array): Float32Array {
    if (this.observations !== null) {
      requireNumbers('observations', observations); // one NaN would stay in the moments for ever
      const { size } = this.observations;
      const rows = Math.max(1, Math.ceil(observations.length / size));
      requireLength('observations', observations, rows * size, `rows of ${size}`);
      this.observations.update(observations);
      this.own.observations?.update(observations);
    }
    return this.apply(observations);
  }

  /** Counts the rewards [N] of one step of training and returns what to learn from. */
  reward({ rewards, terminated, truncated }: Omit<TrainingStep, 'observations' | 'info'>): ArrayLike<number> {
    const { rewards: statistics, discountedReturns } = this;
    if (statistics === null) return rewards;
    requireNumbers('rewards', rewards, { length: discountedReturns.length, like: 'numEnvs' });
    for (let n = 0; n < rewards.length; n++) {
      const kept = Math.fround(discountedReturns[n] * Math.fround(this.gamma));
      discountedReturns[n] = kept * (1 - terminated[n]) + rewards[n];
    }
    if (!discountedReturns.every((sum) => Math.abs(sum) < LARGEST_RETURN)) requireFiniteVariance(Infinity);
    statistics.update(discountedReturns);
    this.own.rewards?.update(discountedReturns);
    requireFiniteVariance(statistics.var[0]);
    for (let n = 0; n < rewards.length; n++) if (terminated[n] || truncated[n]) discountedReturns[n] = 0;
    const scale = Math.sqrt(statistics.var[0] + EPSILON);
    return Float64Array.from(rewards, (reward) => clip(reward / scale, this.limit));
  }

  /** Begins new episodes everywhere; the statistics stay. */
  reset(): void {
    this.discountedReturns.fill(0);
  }

  /** A copy. */
  getState(): NormalizerState {
    return {
      observations: this.observations?.getState() ?? null,
      rewards: this.rewards?.getState() ?? null,
      discountedReturns: this.discountedReturns.slice(),
      gamma: this.gamma,
      limit: Number.isFinite(this.limit) ? this.limit : null,
    };
  }

  /** @throws RangeError if the state is of other observations, rewards or environments; then nothing changes */
  setState(state: NormalizerState): void {
    requireState(state);
    const { observations, rewards, discountedReturns } = state;
    const size = observations?.mean.length ?? null;
    if (size !== this.observationSize) {
      throw new RangeError(`state.observations: got ${countText(size)}, these are ${countText(this.observationSize)}`);
    }
    if ((rewards === null) !== (this.rewards === null)) {
      throw new RangeError(
        `state.rewards: got ${rewards === null ? 'none' : 'moments'}, these normalizers ${this.rewards === null ? 'do not scale' : 'scale'} rewards`,
      );
    }
    requireNumbers('state.discountedReturns', discountedReturns, {
      length: this.discountedReturns.length,
      like: 'numEnvs',
    });
    if (observations !== null) this.observations?.setState(observations);
    if (rewards !== null) this.rewards?.setState(rewards);
    this.discountedReturns.set(discountedReturns);
  }
}

const stateNames = ['observations', 'rewards', 'discountedReturns', 'gamma', 'limit'];

/** @throws TypeError unless it looks like what `getState` returned */
function requireState(state: NormalizerState): void {
  requireKnownFields('state', state, stateNames, 'what getState returned');
  for (const name of ['observations', 'rewards'] as const) {
    const moments = state[name];
    if (moments === null) continue;
    requireObject(`state.${name}`, moments, 'what getState returned, or null');
    requireNumbers(`state.${name}.mean`, moments.mean);
    requireNumbers(`state.${name}.var`, moments.var);
  }
}

const countText = (size: number | null): string =>
  size === null ? 'no moments' : `moments of ${size} ${size === 1 ? 'number' : 'numbers'}`;

/** Otherwise every reward would be divided by infinity from here on, and nothing be learned. */
function requireFiniteVariance(variance: number): void {
  if (Number.isFinite(variance)) return;
  throw new RangeError(
    `rewards: the variance of the discounted return became ${variance}; the rewards are too large, scale them down in the environment`,
  );
}

const clip = (x: number, limit: number): number => Math.min(Math.max(x, -limit), limit);
