import { requireOneOf } from '../config/choices';
import { requireFields, requireKnownOptions } from '../numbers/objects';
import { gae, rewardToGo } from '../numbers/advantage';
import type { PpoConfig } from '../config/config';
import type { TrainingStep } from './environment';
import type { Minibatch } from '../learner/learner';
import { requireRandom, type Random } from '../numbers/random';
import { explainedVariance, standardize } from '../numbers/stats';
import type { FragmentColumns } from '../workers/workers';
import { requireFlags } from '../numbers/flags';
import {
  describe,
  requireArray,
  requireCount,
  requireLength,
  requireObject,
  requirePositive,
} from '../numbers/validate';
import { requireObservations, requireRewards } from './outcome';

const columnNames = [
  'observations',
  'actions',
  'logProbs',
  'values',
  'nextValues',
  'rewards',
  'terminated',
  'truncated',
] as const satisfies readonly (keyof FragmentColumns)[];

const optionNames = ['numSteps', 'numEnvs', 'observationSize', 'actionWidth', 'discrete'] as const;

/**
 * T steps of N environments, [T,N] row-major by step, in arrays of its own: everything added is copied, everything read out
 * is a copy, so no later change of an observation can reach what was stored. A step is stored in two halves, around the environments'
 * own: `addObservations`, then actions and log-probabilities into the rows it names (`Learner.actInto`), then `addOutcome`.
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
    requireKnownOptions('RolloutBuffer', options, optionNames);
    for (const name of ['numSteps', 'numEnvs', 'observationSize', 'actionWidth'] as const)
      requireCount(name, options[name]);
    requireOneOf('discrete', options.discrete, [true, false]);
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
   * Begins a step: stores what all environments show, [N,O]. Whoever acts fills the rows from the one returned.
   * @returns the row of the first environment   @throws RangeError if the buffer is full, the length is wrong or a number is not finite
   */
  addObservations(observations: Float32Array): number {
    const { numSteps, numEnvs, observationSize } = this.options;
    if (this.steps === numSteps)
      throw new RangeError(`buffer is full (${numSteps} steps); call clear() before adding more`);
    requireArray('observations', observations);
    requireLength('observations', observations, numEnvs * observationSize, 'numEnvs * observationSize');
    requireObservations(observations, observationSize);
    const row = this.steps * numEnvs;
    this.observations.set(observations, row * observationSize);
    return row;
  }

  /** The actions [N] or [N,k] of the step under way, not a copy. */
  currentActions(): Int32Array | Float32Array {
    return this.actionsOfStep[this.steps];
  }

  /**
   * Ends the step: stores what came of it.
   * @param rewardScale rewards are multiplied by this
   * @throws RangeError if a column has not N entries, a reward is not finite or a flag is none; then nothing is stored
   */
  addOutcome(outcome: Omit<TrainingStep, 'observations' | 'info'>, rewardScale = 1): void {
    const { numEnvs } = this.options;
    requireObject('outcome', outcome, '{ rewards, terminated, truncated }, such as a step of the environments returns');
    const { rewards: reported, learningRewards: rewards = reported, terminated, truncated } = outcome;
    requireArray('rewards', rewards);
    requireLength('rewards', rewards, numEnvs, 'numEnvs');
    requireRewards(rewards);
    requireArray('terminated', terminated);
    requireArray('truncated', truncated);
    requireLength('terminated', terminated, numEnvs, 'numEnvs');
    requireLength('truncated', truncated, numEnvs, 'numEnvs');
    requirePositive('rewardScale', rewardScale);
    for (let n = 0; n < numEnvs; n++) {
      if (isFlag(terminated[n]) && isFlag(truncated[n])) continue;
      requireFlags('terminated', terminated, numEnvs);
      requireFlags('truncated', truncated, numEnvs);
    }
    const row = this.steps * numEnvs;
    for (let n = 0; n < numEnvs; n++) {
      this.rewards[row + n] = rewards[n] * rewardScale;
      this.terminated[row + n] = terminated[n];
      this.truncated[row + n] = truncated[n];
    }
    this.steps++;
  }

  /**
   * Takes over a whole rollout from equal parts of the environments, the first part the first environments.
   * @param parts the columns of each, [T,N/parts]   @throws RangeError if they do not make T steps of N environments
   */
  fill(parts: readonly FragmentColumns[]): void {
    const { numSteps } = this.options;
    for (const name of columnNames) {
      const whole = this[name];
      const width = whole.length / numSteps / parts.length; // numbers of one step of one part
      parts.forEach((part, k) => {
        requireLength(`parts[${k}].${name}`, part[name], whole.length / parts.length);
        for (let t = 0; t < numSteps; t++) {
          whole.set(part[name].subarray(t * width, (t + 1) * width), (t * parts.length + k) * width);
        }
      });
    }
    this.steps = numSteps;
  }

  /** Fills `advantages` and `returns` from what was stored. */
  computeAdvantages(
    config: Pick<PpoConfig, 'gamma' | 'gaeLambda' | 'bootstrapAtTruncation' | 'normalizeAdvantages' | 'valueTarget'>,
  ): void {
    if (this.steps !== this.options.numSteps) {
      throw new RangeError(
        `buffer holds ${this.steps} of ${this.options.numSteps} steps; fill it before computing advantages`,
      );
    }
    requireFields('config', config, ['gamma', 'gaeLambda'], 'a configuration, such as ppoConfig("fast")');
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

  /**
   * A copy of the given rows, in the given order.
   * @param into a minibatch of that size to fill; default: a new one   @throws RangeError at a row that the buffer does not have
   */
  gather(indices: ArrayLike<number>, given?: Minibatch): Minibatch {
    requireArray('indices', indices, 0);
    const into = given ?? this.emptyMinibatch(indices.length);
    const { observationSize, actionWidth } = this.options;
    const { observations, actions, oldLogProbs, oldValues, advantages, returns } = into;
    requireLength('into', oldLogProbs, indices.length, 'indices');
    requireRows(indices, this.size);
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
    if (random !== null) {
      requireRandom('random', random);
      return random.permutation(this.size);
    }
    const rows = new Uint32Array(this.size);
    for (let i = 0; i < rows.length; i++) rows[i] = i;
    return rows;
  }

  /**
   * One pass over all rows in minibatches, each row once.
   * @param random shuffles the rows; null keeps the order in which they were stored
   */
  *minibatches(options: { minibatchSize: number; random: Random | null }): Generator<Minibatch> {
    requireKnownOptions('minibatches', options, ['minibatchSize', 'random']);
    const { minibatchSize, random } = options;
    requireCount('minibatchSize', minibatchSize);
    const order = this.order(random);
    for (let start = 0; start < this.size; start += minibatchSize) {
      yield this.gather(order.subarray(start, start + minibatchSize));
    }
  }
}

const isFlag = (flag: number | boolean): boolean => flag === 0 || flag === 1 || flag === true || flag === false;

function requireRows(indices: ArrayLike<number>, size: number): void {
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i];
    if (typeof row === 'number' && row >= 0 && row < size && row % 1 === 0) continue;
    throw new RangeError(`indices[${i}]: got ${describe(row)}, must be a whole number in [0, ${size - 1}]`);
  }
}
