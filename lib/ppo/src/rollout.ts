import { gae, rewardToGo } from './advantage';
import type { PpoConfig } from './config';
import { toEnvActions, type TrainingEnv, type TrainingStep } from './environment';
import type { Learner, Minibatch } from './learner';
import type { Actions } from './actorCritic';
import type { Random } from './random';
import { explainedVariance, standardize } from './stats';
import { requireCount, requireLength } from './validate';

/**
 * T steps of N environments, [T,N] row-major by step, in arrays of its own: everything added is copied, everything read out
 * is a copy, so no later change of an observation can reach what was stored.
 */
export class RolloutBuffer {
  readonly size: number;
  readonly observations: Float32Array;
  readonly actions: Int32Array | Float32Array;
  readonly logProbs: Float32Array;
  readonly values: Float32Array;
  /** V of the state that really followed; unset (0) where the episode terminated */
  readonly nextValues: Float32Array;
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  readonly advantages: Float32Array;
  readonly returns: Float32Array;
  private steps = 0;

  /** @param options.actionWidth numbers per action   @param options.discrete whole numbers (Int32Array) or real ones */
  constructor(
    readonly options: {
      readonly numSteps: number;
      readonly numEnvs: number;
      readonly observationSize: number;
      readonly actionWidth: number;
      readonly discrete: boolean;
    },
  ) {
    for (const name of ['numSteps', 'numEnvs', 'observationSize', 'actionWidth'] as const)
      requireCount(name, options[name]);
    const size = options.numSteps * options.numEnvs;
    this.size = size;
    this.observations = new Float32Array(size * options.observationSize);
    this.actions = new (options.discrete ? Int32Array : Float32Array)(size * options.actionWidth);
    this.logProbs = new Float32Array(size);
    this.values = new Float32Array(size);
    this.nextValues = new Float32Array(size);
    this.rewards = new Float64Array(size);
    this.terminated = new Uint8Array(size);
    this.truncated = new Uint8Array(size);
    this.advantages = new Float32Array(size);
    this.returns = new Float32Array(size);
  }

  /** Steps stored so far. */
  get length(): number {
    return this.steps;
  }

  clear(): void {
    this.steps = 0;
  }

  /**
   * Stores one step of all environments: what was seen, done and judged before it, and what came of it.
   * @throws RangeError if the buffer is full or a column has the wrong length
   */
  add(observations: Float32Array, acted: Actions, outcome: Omit<TrainingStep, 'observations' | 'info'>): void {
    const { numSteps, numEnvs, observationSize, actionWidth } = this.options;
    if (this.steps === numSteps)
      throw new RangeError(`buffer is full (${numSteps} steps); call clear() before adding more`);
    requireLength('observations', observations, numEnvs * observationSize, 'numEnvs * observationSize');
    requireLength('actions', acted.actions, numEnvs * actionWidth, 'numEnvs * actionWidth');
    const row = this.steps * numEnvs;
    this.observations.set(observations, row * observationSize);
    this.actions.set(acted.actions, row * actionWidth);
    for (const name of ['logProbs', 'values'] as const) {
      requireLength(name, acted[name], numEnvs, 'numEnvs');
      this[name].set(acted[name], row);
    }
    for (const name of ['rewards', 'terminated', 'truncated'] as const) {
      requireLength(name, outcome[name], numEnvs, 'numEnvs');
      this[name].set(outcome[name], row);
    }
    this.steps++;
  }

  /** Fills `advantages` and `returns` from what was stored. */
  computeAdvantages(config: PpoConfig): void {
    if (this.steps !== this.options.numSteps) {
      throw new RangeError(
        `buffer holds ${this.steps} of ${this.options.numSteps} steps; fill it before computing advantages`,
      );
    }
    const { rewards, values, nextValues, terminated, truncated } = this;
    const { gamma, gaeLambda, bootstrapAtTruncation } = config;
    const ended = bootstrapAtTruncation ? terminated : terminated.map((flag, i) => flag | truncated[i]);
    const input = {
      rewards,
      values,
      nextValues,
      terminated: ended,
      truncated,
      gamma,
      gaeLambda,
      numEnvs: this.options.numEnvs,
    };
    const { advantages, returns } = gae(input);
    const scaled = config.normalizeAdvantages === 'batch' ? standardize(advantages) : advantages;
    this.advantages.set(scaled);
    this.returns.set(config.valueTarget === 'reward-to-go' ? rewardToGo(input) : returns);
  }

  /** How much of the variance of the returns the values, as they were when acting, explain. */
  explainedVariance(): number {
    return explainedVariance(this.returns, this.values);
  }

  /** A copy of the given rows, in the given order. */
  gather(indices: ArrayLike<number>): Minibatch {
    const { observationSize, actionWidth, discrete } = this.options;
    const n = indices.length;
    const actions = new (discrete ? Int32Array : Float32Array)(n * actionWidth);
    const observations = new Float32Array(n * observationSize);
    const column = (source: Float32Array): Float32Array =>
      Float32Array.from({ length: n }, (_, i) => source[indices[i]]);
    for (let i = 0; i < n; i++) {
      const row = indices[i];
      for (let k = 0; k < observationSize; k++)
        observations[i * observationSize + k] = this.observations[row * observationSize + k];
      for (let k = 0; k < actionWidth; k++) actions[i * actionWidth + k] = this.actions[row * actionWidth + k];
    }
    return {
      observations,
      actions,
      oldLogProbs: column(this.logProbs),
      oldValues: column(this.values),
      advantages: column(this.advantages),
      returns: column(this.returns),
    };
  }

  /**
   * One pass over all rows in minibatches, each row once.
   * @param random shuffles the rows; null keeps the order in which they were stored
   */
  *minibatches(options: { minibatchSize: number; random: Random | null }): Generator<Minibatch> {
    const { minibatchSize, random } = options;
    requireCount('minibatchSize', minibatchSize);
    const order = random?.permutation(this.size) ?? Uint32Array.from({ length: this.size }, (_, i) => i);
    for (let start = 0; start < this.size; start += minibatchSize) {
      yield this.gather(order.subarray(start, start + minibatchSize));
    }
  }
}

/** Where the environments stand between two rollouts. */
export interface EpisodeProgress {
  /** [N,O] what the environments show now */
  observations: Float32Array;
  /** [N] reward of the running episodes so far, neither discounted nor scaled */
  readonly returns: Float64Array;
  /** [N] steps of the running episodes so far */
  readonly lengths: Int32Array;
}

/** The episodes that ended during a rollout, in the order in which they ended. */
export interface FinishedEpisodes {
  readonly episodeReturns: number[];
  readonly episodeLengths: number[];
}

/** Resets the environments and starts counting. */
export function startEpisodes(env: TrainingEnv, seed?: number): EpisodeProgress {
  const { observations } = env.reset(seed === undefined ? {} : { seed });
  return {
    observations,
    returns: new Float64Array(env.numEnvs),
    lengths: new Int32Array(env.numEnvs),
  };
}

/**
 * Fills the buffer: act, step, store, T times. Afterwards `buffer.nextValues` holds V of the state that really followed each step:
 * the next row's value inside an episode, the final observation's where a time limit cut one, and the current state's at the end
 * of the rollout. `progress` moves on; episodes run across rollouts.
 */
export function collectRollout(options: {
  readonly env: TrainingEnv;
  readonly learner: Learner;
  readonly buffer: RolloutBuffer;
  readonly progress: EpisodeProgress;
  /** draws the actions */
  readonly random: Random;
  readonly rewardScale?: number;
  /** default true: keep a copy of what the policy saw. false: trust the environments never to reuse an array they handed out */
  readonly copyObservations?: boolean;
}): FinishedEpisodes {
  const { env, learner, buffer, progress, random, rewardScale = 1, copyObservations = true } = options;
  const finished: FinishedEpisodes = { episodeReturns: [], episodeLengths: [] };
  const cuts: { index: number; observation: Float32Array }[] = [];
  buffer.clear();
  for (let t = 0; t < buffer.options.numSteps; t++) {
    const seen = copyObservations ? progress.observations.slice() : progress.observations;
    const acted = learner.act(seen, random);
    const outcome = env.step(toEnvActions(acted.actions, learner.actionSpace));
    const rewards = Float64Array.from(outcome.rewards, (reward) => reward * rewardScale);
    buffer.add(seen, acted, { rewards, terminated: outcome.terminated, truncated: outcome.truncated });
    rememberCuts(outcome, t * env.numEnvs, learner.observationSize, cuts);
    countEpisodes(outcome, progress, finished);
    progress.observations = outcome.observations;
  }
  fillNextValues(buffer, learner, progress.observations, cuts);
  return finished;
}

function rememberCuts(
  outcome: TrainingStep,
  row: number,
  observationSize: number,
  cuts: { index: number; observation: Float32Array }[],
): void {
  for (let n = 0; n < outcome.truncated.length; n++) {
    if (!outcome.truncated[n] || outcome.terminated[n]) continue;
    const { finalObservation } = outcome.info;
    if (finalObservation === undefined) {
      throw new TypeError(
        `env.step: environment ${n} was truncated but info.finalObservation is missing; use autoresetMode "same-step"`,
      );
    }
    cuts.push({ index: row + n, observation: finalObservation.slice(n * observationSize, (n + 1) * observationSize) });
  }
}

function countEpisodes(outcome: TrainingStep, progress: EpisodeProgress, finished: FinishedEpisodes): void {
  for (let n = 0; n < progress.returns.length; n++) {
    progress.returns[n] += outcome.rewards[n];
    progress.lengths[n]++;
    if (!outcome.terminated[n] && !outcome.truncated[n]) continue;
    finished.episodeReturns.push(progress.returns[n]);
    finished.episodeLengths.push(progress.lengths[n]);
    progress.returns[n] = 0;
    progress.lengths[n] = 0;
  }
}

function fillNextValues(
  buffer: RolloutBuffer,
  learner: Learner,
  lastObservations: Float32Array,
  cuts: readonly { index: number; observation: Float32Array }[],
): void {
  const { numEnvs } = buffer.options;
  const lastRow = buffer.size - numEnvs;
  buffer.nextValues.set(buffer.values.subarray(numEnvs));
  buffer.nextValues.set(learner.values(lastObservations), lastRow);
  for (let i = 0; i < buffer.size; i++) if (buffer.terminated[i]) buffer.nextValues[i] = 0;
  if (cuts.length === 0) return;
  const size = learner.observationSize;
  const finals = new Float32Array(cuts.length * size);
  cuts.forEach(({ observation }, i) => finals.set(observation, i * size));
  const values = learner.values(finals);
  cuts.forEach(({ index }, i) => (buffer.nextValues[index] = values[i]));
}
