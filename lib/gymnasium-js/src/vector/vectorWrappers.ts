import { InvalidArgumentError } from '../errors.js';
import { batchBox } from '../spaces/batch.js';
import { Box } from '../spaces/box.js';
import { flatDim } from '../spaces/flatten.js';
import { checkEpsilon } from '../wrappers/normalizeObservation.js';
import { checkGamma } from '../wrappers/normalizeReward.js';
import { pushBounded } from '../wrappers/recordEpisodeStatistics.js';
import { requireBox } from '../wrappers/rescale.js';
import { RunningMeanStd } from '../wrappers/runningMeanStd.js';
import {
  readResetMask,
  type VectorEnv,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from './vectorEnv.js';
import { VectorWrapper } from './vectorWrapper.js';

/**
 * `NormalizeObservation` for vector environments: one estimate over all environments, updated with the whole batch.
 * In same-step mode `info.finalObservation` is normalised with the same estimate, without updating it. (Gymnasium
 * refuses that mode.)
 */
export class VectorNormalizeObservation extends VectorWrapper {
  updateRunningMean = true;
  readonly epsilon: number;
  /** The running moments; save them with `getState` together with the policy. */
  readonly statistics: RunningMeanStd;
  private readonly single: Box;
  private readonly batched: Box;

  constructor(env: VectorEnv, options: { epsilon?: number } = {}) {
    super(env);
    const box = requireBox(env.singleObservationSpace, 'VectorNormalizeObservation', 'observation');
    this.epsilon = checkEpsilon(options.epsilon ?? 1e-8, 'VectorNormalizeObservation');
    this.statistics = new RunningMeanStd({ size: flatDim(box), dtype: 'float32' });
    this.single = new Box(-Infinity, Infinity, { shape: box.shape });
    this.batched = batchBox(this.single, env.numEnvs);
  }

  override get singleObservationSpace(): Box {
    return this.single;
  }

  override get observationSpace(): Box {
    return this.batched;
  }

  override reset(options?: VectorResetOptions): VectorResetResult {
    const mask = readResetMask(options?.options, this.numEnvs, 'VectorNormalizeObservation');
    if (mask !== null && mask.includes(0)) {
      throw new InvalidArgumentError(
        'VectorNormalizeObservation: partial resets would count some observations twice; reset all',
      );
    }
    const result = this.env.reset(options);
    return { ...result, observations: this.normalize(result.observations) };
  }

  override step(actions: ArrayLike<number>): VectorStepResult {
    const result = this.env.step(actions);
    const observations = this.normalize(result.observations);
    const { finalObservation } = result.info;
    if (finalObservation === undefined) return { ...result, observations };
    const final = this.statistics.normalize(finalObservation, this.epsilon);
    return { ...result, observations, info: { ...result.info, finalObservation: final } };
  }

  private normalize(observations: Float32Array): Float32Array {
    if (this.updateRunningMean) this.statistics.update(observations);
    return this.statistics.normalize(observations, this.epsilon);
  }
}

/** `NormalizeReward` for vector environments: one estimate over the discounted returns of all environments. */
export class VectorNormalizeReward extends VectorWrapper {
  updateRunningMean = true;
  readonly gamma: number;
  readonly epsilon: number;
  /** Running moments of the discounted returns. */
  readonly statistics = new RunningMeanStd();
  /** The discounted return so far, per environment; float32, as in Gymnasium. */
  readonly discountedReturns: Float32Array;
  private readonly over: Uint8Array;

  constructor(env: VectorEnv, options: { gamma?: number; epsilon?: number } = {}) {
    super(env);
    this.gamma = checkGamma(options.gamma ?? 0.99, 'VectorNormalizeReward');
    this.epsilon = checkEpsilon(options.epsilon ?? 1e-8, 'VectorNormalizeReward');
    this.discountedReturns = new Float32Array(env.numEnvs);
    this.over = new Uint8Array(env.numEnvs);
  }

  override reset(options?: VectorResetOptions): VectorResetResult {
    const result = this.env.reset(options);
    const mask = readResetMask(options?.options, this.numEnvs, 'VectorNormalizeReward');
    for (let i = 0; i < this.numEnvs; i++) {
      if (mask !== null && mask[i] === 0) continue; // its episode goes on
      this.discountedReturns[i] = 0;
      this.over[i] = 0;
    }
    return result;
  }

  override step(actions: ArrayLike<number>): VectorStepResult {
    const result = this.env.step(actions);
    const sameStep = this.autoresetMode === 'same-step';
    const active: number[] = [];
    result.rewards.forEach((reward, i) => {
      if (this.over[i] === 1 && !sameStep) return; // that step only reset the environment
      const kept = Math.fround(this.discountedReturns[i] * Math.fround(this.gamma));
      this.discountedReturns[i] = kept * (1 - result.terminated[i]) + reward;
      active.push(this.discountedReturns[i]);
    });
    if (this.updateRunningMean && active.length > 0) this.statistics.update(Float32Array.from(active));
    result.terminated.forEach((flag, i) => {
      this.over[i] = flag | result.truncated[i];
      if (sameStep && this.over[i] === 1) this.discountedReturns[i] = 0;
    });
    const scale = Math.sqrt(this.statistics.var[0] + this.epsilon);
    return { ...result, rewards: result.rewards.map((reward) => reward / scale) };
  }
}

/**
 * Adds `info.episode = { r, l, t }` (arrays [N]) and the mask `info._episode` whenever an episode ends, and remembers
 * the latest ones. The step that only resets an environment in next-step mode counts for no episode.
 */
export class VectorRecordEpisodeStatistics extends VectorWrapper {
  episodeCount = 0;
  /** The latest returns, lengths and durations (s), oldest first, at most `bufferLength` of each. */
  readonly returnQueue: number[] = [];
  readonly lengthQueue: number[] = [];
  readonly timeQueue: number[] = [];
  private readonly bufferLength: number;
  private readonly returns: Float64Array;
  private readonly lengths: Int32Array;
  private readonly starts: Float64Array;
  private readonly over: Uint8Array;

  constructor(env: VectorEnv, options: { bufferLength?: number } = {}) {
    super(env);
    this.bufferLength = options.bufferLength ?? 100;
    this.returns = new Float64Array(env.numEnvs);
    this.lengths = new Int32Array(env.numEnvs);
    this.starts = new Float64Array(env.numEnvs);
    this.over = new Uint8Array(env.numEnvs);
  }

  override reset(options?: VectorResetOptions): VectorResetResult {
    const result = this.env.reset(options);
    const mask = readResetMask(options?.options, this.numEnvs, 'VectorRecordEpisodeStatistics');
    for (let i = 0; i < this.numEnvs; i++) if (mask === null || mask[i] === 1) this.restart(i);
    return result;
  }

  override step(actions: ArrayLike<number>): VectorStepResult {
    const result = this.env.step(actions);
    const sameStep = this.autoresetMode === 'same-step';
    const ended: number[] = [];
    for (let i = 0; i < this.numEnvs; i++) {
      if (this.over[i] === 1 && !sameStep) {
        this.restart(i);
        continue;
      }
      this.returns[i] += result.rewards[i];
      this.lengths[i]++;
      if (result.terminated[i] === 1 || result.truncated[i] === 1) ended.push(i);
    }
    if (ended.length === 0) return result;
    const info = { ...result.info, ...this.book(ended) };
    for (const i of ended) {
      if (sameStep) this.restart(i);
      else this.over[i] = 1;
    }
    return { ...result, info };
  }

  private restart(i: number): void {
    this.returns[i] = 0;
    this.lengths[i] = 0;
    this.starts[i] = performance.now();
    this.over[i] = 0;
  }

  private book(ended: readonly number[]): {
    episode: { r: Float64Array; l: Int32Array; t: Float64Array };
    _episode: Uint8Array;
  } {
    const episode = {
      r: new Float64Array(this.numEnvs),
      l: new Int32Array(this.numEnvs),
      t: new Float64Array(this.numEnvs),
    };
    const mask = new Uint8Array(this.numEnvs);
    for (const i of ended) {
      mask[i] = 1;
      episode.r[i] = this.returns[i];
      episode.l[i] = this.lengths[i];
      episode.t[i] = Math.round((performance.now() - this.starts[i]) * 1000) / 1e6;
      pushBounded(this.returnQueue, episode.r[i], this.bufferLength);
      pushBounded(this.lengthQueue, episode.l[i], this.bufferLength);
      pushBounded(this.timeQueue, episode.t[i], this.bufferLength);
    }
    this.episodeCount += ended.length;
    return { episode, _episode: mask };
  }
}
