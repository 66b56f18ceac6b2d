import { gae, rewardToGo } from '../numbers/advantage';
import type { PpoConfig } from '../config/config';
import { toEnvActions, type StepTarget, type TrainingEnv, type TrainingStep } from './environment';
import type { Learner, Minibatch } from '../learner/learner';
import type { Actions } from '../learner/learner';
import type { Random } from '../numbers/random';
import { explainedVariance, standardize } from '../numbers/stats';
import { requireCount, requireLength } from '../numbers/validate';

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
  /** the part of `actions` that belongs to each step */
  private readonly actionsOfStep: readonly (Int32Array | Float32Array)[];
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
    const width = options.numEnvs * options.actionWidth;
    this.actionsOfStep = Array.from({ length: options.numSteps }, (_, t) =>
      this.actions.subarray(t * width, (t + 1) * width),
    );
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
    const { numEnvs, actionWidth } = this.options;
    const row = this.addObservations(observations);
    requireLength('actions', acted.actions, numEnvs * actionWidth, 'numEnvs * actionWidth');
    this.actions.set(acted.actions, row * actionWidth);
    for (const name of ['logProbs', 'values'] as const) {
      requireLength(name, acted[name], numEnvs, 'numEnvs');
      this[name].set(acted[name], row);
    }
    this.addOutcome(outcome);
  }

  /** The first half of `add`: what is seen before the step. Returns the row of its first environment. */
  addObservations(observations: Float32Array): number {
    const { numSteps, numEnvs, observationSize } = this.options;
    if (this.steps === numSteps)
      throw new RangeError(`buffer is full (${numSteps} steps); call clear() before adding more`);
    requireLength('observations', observations, numEnvs * observationSize, 'numEnvs * observationSize');
    const row = this.steps * numEnvs;
    this.observations.set(observations, row * observationSize);
    return row;
  }

  /** The actions [N] or [N,k] of the step under way, not a copy. */
  currentActions(): Int32Array | Float32Array {
    return this.actionsOfStep[this.steps];
  }

  /** The second half of `add`: what came of the step. @param rewardScale rewards are multiplied by this */
  addOutcome(outcome: Omit<TrainingStep, 'observations' | 'info'>, rewardScale = 1): void {
    const { numEnvs } = this.options;
    const { rewards: reported, learningRewards: rewards = reported, terminated, truncated } = outcome;
    requireLength('rewards', rewards, numEnvs, 'numEnvs');
    requireLength('terminated', terminated, numEnvs, 'numEnvs');
    requireLength('truncated', truncated, numEnvs, 'numEnvs');
    const row = this.steps * numEnvs;
    for (let n = 0; n < numEnvs; n++) {
      this.rewards[row + n] = rewards[n] * rewardScale;
      this.terminated[row + n] = terminated[n];
      this.truncated[row + n] = truncated[n];
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

  /** Room for a minibatch of n rows. */
  emptyMinibatch(n: number): Minibatch {
    const { observationSize, actionWidth, discrete } = this.options;
    return {
      observations: new Float32Array(n * observationSize),
      actions: new (discrete ? Int32Array : Float32Array)(n * actionWidth),
      oldLogProbs: new Float32Array(n),
      oldValues: new Float32Array(n),
      advantages: new Float32Array(n),
      returns: new Float32Array(n),
    };
  }

  /** A copy of the given rows, in the given order. @param into a minibatch of that size to fill; default: a new one */
  gather(indices: ArrayLike<number>, into: Minibatch = this.emptyMinibatch(indices.length)): Minibatch {
    const { observationSize, actionWidth } = this.options;
    const { observations, actions, oldLogProbs, oldValues, advantages, returns } = into;
    requireLength('into', oldLogProbs, indices.length, 'indices');
    for (let i = 0; i < indices.length; i++) {
      const row = indices[i];
      for (let k = 0; k < observationSize; k++)
        observations[i * observationSize + k] = this.observations[row * observationSize + k];
      for (let k = 0; k < actionWidth; k++) actions[i * actionWidth + k] = this.actions[row * actionWidth + k];
      oldLogProbs[i] = this.logProbs[row];
      oldValues[i] = this.values[row];
      advantages[i] = this.advantages[row];
      returns[i] = this.returns[row];
    }
    return into;
  }

  /** All rows, each once: in random order, or with random null in the order in which they were stored. */
  order(random: Random | null): Uint32Array {
    if (random !== null) return random.permutation(this.size);
    const rows = new Uint32Array(this.size);
    for (let i = 0; i < rows.length; i++) rows[i] = i;
    return rows;
  }

  /**
   * One pass over all rows in minibatches, each row once.
   * @param random shuffles the rows; null keeps the order in which they were stored
   */
  *minibatches(options: { minibatchSize: number; random: Random | null }): Generator<Minibatch> {
    const { minibatchSize, random } = options;
    requireCount('minibatchSize', minibatchSize);
    const order = this.order(random);
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
  /** real actions: store and score what the environments got, clipped to the bounds, in place of what was drawn; default false */
  readonly storeClippedActions?: boolean;
  /** default true: keep a copy of what the policy saw. false: trust the environments never to reuse an array they handed out */
  readonly copyObservations?: boolean;
}): FinishedEpisodes {
  const { env, learner, buffer, progress, random, rewardScale = 1, copyObservations = true } = options;
  const finished: FinishedEpisodes = { episodeReturns: [], episodeLengths: [] };
  const cuts: { index: number; observation: Float32Array }[] = [];
  const inPlace = copyObservations && learner.actInto !== undefined;
  const step = inPlace ? stepper(env, learner.observationSize) : (actions: ArrayLike<number>) => env.step(actions);
  buffer.clear();
  for (let t = 0; t < buffer.options.numSteps; t++) {
    const outcome = inPlace
      ? stepInPlace(step, learner, buffer, progress.observations, random, rewardScale)
      : stepByCopy(step, learner, buffer, progress.observations, random, rewardScale, copyObservations);
    countEpisodes(outcome, progress, finished, (n) => {
      cuts.push({ index: t * env.numEnvs + n, observation: finalObservationOf(outcome, n, learner.observationSize) });
    });
    progress.observations = outcome.observations;
  }
  if (options.storeClippedActions === true) clipStoredActions(buffer, learner);
  if (inPlace) learner.valuesInto?.(buffer.observations, buffer.values);
  fillNextValues(buffer, learner, progress.observations, cuts);
  return finished;
}

type Step = (actions: ArrayLike<number>) => TrainingStep;

/**
 * Steps the environments, into the same arrays every time if they can do that: what a step returns is then overwritten by the next
 * one, and a rollout allocates nothing per step.
 */
function stepper(env: TrainingEnv, observationSize: number): Step {
  if (env.stepInto === undefined) return (actions) => env.step(actions);
  const { numEnvs } = env;
  const target: StepTarget = {
    observations: new Float32Array(numEnvs * observationSize),
    rewards: new Float64Array(numEnvs),
    terminated: new Uint8Array(numEnvs),
    truncated: new Uint8Array(numEnvs),
    finalObservations: new Float32Array(numEnvs * observationSize),
  };
  const outcome: TrainingStep = { ...target, info: { finalObservation: target.finalObservations } };
  return (actions) => {
    env.stepInto?.(actions, target);
    return outcome;
  };
}

/** One step: act, step, store. */
function stepByCopy(
  step: Step,
  learner: Learner,
  buffer: RolloutBuffer,
  observations: Float32Array,
  random: Random,
  rewardScale: number,
  copyObservations: boolean,
): TrainingStep {
  const seen = copyObservations ? observations.slice() : observations;
  const acted = learner.act(seen, random);
  const outcome = step(toEnvActions(acted.actions, learner.actionSpace, learner.actionDistribution));
  const rewards = Float64Array.from(outcome.learningRewards ?? outcome.rewards, (reward) => reward * rewardScale);
  buffer.add(seen, acted, { rewards, terminated: outcome.terminated, truncated: outcome.truncated });
  return outcome;
}

/**
 * The same step for a learner that acts straight into the buffer. Nobody needs the values yet: they follow for the whole rollout at
 * once, from the same parameters, so they are the same numbers.
 */
function stepInPlace(
  step: Step,
  learner: Learner,
  buffer: RolloutBuffer,
  observations: Float32Array,
  random: Random,
  rewardScale: number,
): TrainingStep {
  const row = buffer.addObservations(observations);
  learner.actInto?.(buffer, row, buffer.options.numEnvs, random);
  const actions = buffer.currentActions();
  const outcome = step(toEnvActions(actions, learner.actionSpace, learner.actionDistribution));
  buffer.addOutcome(outcome, rewardScale);
  return outcome;
}

/** Clipped actions are scored in blocks of so many rows: always the same size, and seldom many more than there are. */
const CLIPPED_BLOCK = 8;

/**
 * Lecture 25's way: actions are stored as the environments got them, with the density that the policy, which has not changed since it
 * acted, gives to the clipped ones. That is not the probability of being clipped there, so the mean ratio is no longer 1.
 */
function clipStoredActions(buffer: RolloutBuffer, learner: Learner): void {
  const { actions } = buffer;
  if (!(actions instanceof Float32Array)) return;
  const clipped = toEnvActions(actions, learner.actionSpace) as Float32Array;
  const { actionWidth } = buffer.options;
  const rows: number[] = [];
  for (let i = 0; i < actions.length; i++) {
    const row = Math.floor(i / actionWidth);
    if (actions[i] !== clipped[i] && rows[rows.length - 1] !== row) rows.push(row);
  }
  actions.set(clipped);
  for (let start = 0; start < rows.length; start += CLIPPED_BLOCK) {
    const last = rows.length - 1;
    const block = Array.from({ length: CLIPPED_BLOCK }, (_, k) => rows[Math.min(start + k, last)]);
    const { observations, actions: taken } = buffer.gather(block);
    const { logProbs } = learner.evaluate(observations, taken);
    block.forEach((row, k) => (buffer.logProbs[row] = logProbs[k]));
  }
}

/** @param onCut is called for each environment that a time limit cut */
function countEpisodes(
  { rewards, terminated, truncated }: TrainingStep,
  progress: EpisodeProgress,
  finished: FinishedEpisodes,
  onCut: (n: number) => void,
): void {
  const { returns, lengths } = progress;
  for (let n = 0; n < returns.length; n++) {
    returns[n] += rewards[n];
    lengths[n]++;
    if (!terminated[n] && !truncated[n]) continue;
    if (!terminated[n]) onCut(n);
    finished.episodeReturns.push(returns[n]);
    finished.episodeLengths.push(lengths[n]);
    returns[n] = 0;
    lengths[n] = 0;
  }
}

/** A copy of what environment n was cut at. */
function finalObservationOf({ info }: TrainingStep, n: number, observationSize: number): Float32Array {
  if (info.finalObservation === undefined) {
    throw new TypeError(
      `env.step: environment ${n} was truncated but info.finalObservation is missing; use autoresetMode "same-step"`,
    );
  }
  return info.finalObservation.slice(n * observationSize, (n + 1) * observationSize);
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
