import { createEngine, type Engine, type EngineKind, type Optimizer, type Path } from 'ppo-engine';
import { blocksOf, lastLayer } from '../compiled/engineNetwork';
import {
  countObservations,
  requireActedRows,
  requireActions,
  requireFiniteLoss,
  requireParameters,
} from '../learner/checks';
import type { ActedColumns, Actions, RolloutActor } from '../learner/learner';
import { initialParameters } from '../networks/orthogonal';
import {
  addDense,
  countParameters,
  isDiscrete,
  type ActionSpace,
  type DiscreteActions,
  type ParameterSlot,
} from '../networks/parameters';
import { requireAtLeastZero, requireFloats } from '../numbers/floats';
import { requireRandom, type Random } from '../numbers/random';
import {
  describe,
  requireArray,
  requireBetween,
  requireLength,
  requireNumbers,
  requireObject,
} from '../numbers/validate';
import { requireActOptions, requireAgentSetup } from './checks';
import { bestAction, qGradient, type ErrorForm } from './qNumbers';
import type { CommonSettings } from './settings';

/** What a network of action values is made from. */
export interface QSetup {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly config: CommonSettings & { readonly errorForm: ErrorForm; readonly layerNorm: boolean };
  /** draws the first weights */
  readonly random: Random;
}

/** One gradient step's samples: Q(s,a) is moved towards the target. */
export interface QBatch {
  /** [B,O] */
  readonly observations: Float32Array;
  /** [B] whole numbers */
  readonly actions: ArrayLike<number>;
  /** [B] */
  readonly targets: Float32Array;
}

/** What a gradient step saw before it changed anything. */
export interface QReport {
  /** the mean loss of the errors */
  readonly valueLoss: number;
  /** mean Q(s,a) of the actions taken */
  readonly meanQ: number;
  /** length of the gradient before clipping */
  readonly gradNorm: number;
}

/**
 * A network of action values Q(s, .) on `ppo-engine`, which acts epsilon-greedily and descends the errors of Q(s,a) against targets from
 * outside. DQN and PQN differ in where those come from.
 */
export class QLearner implements RolloutActor {
  readonly observationSize: number;
  readonly actionSpace: DiscreteActions;
  readonly config: QSetup['config'] & { readonly actionDistribution?: never };
  readonly manifest: readonly ParameterSlot[];
  /** share of random actions */
  epsilon = 0;
  private readonly engine: Engine;
  private readonly path: Path;
  private readonly head: string;
  private readonly optimizer: Optimizer;
  private readonly table: Float64Array;
  private readonly gradient: Float64Array;

  /** @param kind default 'auto': WebAssembly SIMD, or plain TypeScript where that is missing */
  constructor(setup: QSetup, kind: EngineKind | 'auto' = 'auto') {
    requireAgentSetup(setup);
    const { observationSize, actionSpace, config, random } = setup;
    if (!isDiscrete(actionSpace)) {
      throw new TypeError(
        'actionSpace: got a box of real actions, a network of action values needs discrete ones; use sac or train',
      );
    }
    this.observationSize = observationSize;
    this.actionSpace = actionSpace;
    this.config = config;
    this.manifest = qManifest(observationSize, actionSpace.n, config);
    this.head = lastLayer(this.manifest, 'q');
    const blocks = blocksOf(this.manifest, config.activation);
    const maxRows = config.minibatchSize;
    this.engine = createEngine({ inputSize: observationSize, blocks, maxRows }, kind);
    this.path = this.engine.path([this.head]);
    this.optimizer = this.engine.createOptimizer({ epsilon: config.adamEpsilon });
    this.engine.setParameters(initialParameters(this.manifest, random));
    this.table = new Float64Array(maxRows * actionSpace.n);
    this.gradient = new Float64Array(maxRows * actionSpace.n);
  }

  /** Q(s, .) of observations [B,O], [B,A]. */
  qValues(observations: Float32Array): Float32Array {
    const rows = countObservations(observations, this.observationSize);
    const values = new Float32Array(rows * this.actionSpace.n);
    this.infer(observations, rows, values, 0);
    return values;
  }

  act(observations: Float32Array, random: Random, options: { readonly deterministic?: boolean } = {}): Actions {
    const rows = countObservations(observations, this.observationSize);
    requireRandom('random', random);
    const deterministic = requireActOptions(options);
    const actions = new Int32Array(rows);
    const logProbs = new Float32Array(rows);
    const table = new Float32Array(rows * this.actionSpace.n);
    this.infer(observations, rows, table, 0);
    this.choose(table, rows, deterministic ? null : random, actions, logProbs, 0);
    return { actions, logProbs, values: this.bestValues(table, rows) };
  }

  actInto(columns: ActedColumns, first: number, rows: number, random: Random): void {
    requireActedRows(columns, first, rows, this);
    requireRandom('random', random);
    const { observations, actions, logProbs } = columns;
    const table = new Float32Array(rows * this.actionSpace.n);
    this.infer(observations, rows, table, first);
    this.choose(table, rows, random, actions, logProbs, first);
  }

  /** The best action's value, [N]. */
  values(observations: Float32Array): Float32Array {
    return this.bestValues(this.qValues(observations), countObservations(observations, this.observationSize));
  }

  valuesInto(observations: Float32Array, values: Float32Array): void {
    requireFloats('values', values);
    requireLength('values', values, countObservations(observations, this.observationSize), 'observations');
    values.set(this.values(observations));
  }

  /** One gradient step. @throws RangeError if the loss or its gradient is not finite; nothing has changed then */
  update(batch: QBatch, learningRate: number): QReport {
    requireAtLeastZero('learningRate', learningRate);
    const { valueLoss, meanQ } = this.backward(batch);
    const gradNorm = this.optimizer.gradientNorm();
    requireFiniteLoss(gradNorm);
    this.optimizer.step(learningRate, this.config.maxGradNorm, gradNorm);
    return { valueLoss, meanQ, gradNorm };
  }

  /** Gradient of the loss on one batch, laid out by the manifest. Changes nothing. */
  lossGradient(batch: QBatch): { readonly gradient: Float32Array; readonly valueLoss: number } {
    const { valueLoss } = this.backward(batch);
    return { gradient: this.engine.getGradients(), valueLoss };
  }

  /** Moves the parameters a share of the way to another learner's: 1 copies them. */
  moveTowards(other: QLearner, share: number): void {
    if (!(other instanceof QLearner)) throw new TypeError(`other: got ${describe(other)}, expected a QLearner`);
    requireBetween('share', share, 0, 1);
    this.engine.moveTowards(other.engine, share);
  }

  getParameters(): Float32Array {
    return this.engine.getParameters();
  }

  setParameters(parameters: ArrayLike<number>): void {
    requireParameters(parameters, countParameters(this.manifest));
    this.engine.setParameters(parameters);
  }

  private backward(batch: QBatch): { valueLoss: number; meanQ: number } {
    requireObject('batch', batch, '{ observations, actions, targets }');
    const { observations, actions, targets } = batch;
    requireArray('targets', targets);
    const rows = targets.length;
    const numActions = this.actionSpace.n;
    requireArray('observations', observations);
    requireLength('observations', observations, rows * this.observationSize, 'targets');
    requireActions(actions, rows, this.actionSpace, 'gaussian', 'targets');
    requireNumbers('targets', targets);
    const [qValues, gradient] = [this.table, this.gradient].map((all) => all.subarray(0, rows * numActions));
    try {
      this.engine.forward(this.path, observations, rows);
    } catch (error) {
      requireNumbers('observations', observations);
      throw error;
    }
    this.engine.readOutput(this.head, qValues);
    const valueLoss = qGradient({ qValues, actions, targets, form: this.config.errorForm }, gradient);
    requireFiniteLoss(valueLoss);
    this.engine.writeOutputGradient(this.head, gradient);
    this.engine.backward(this.path);
    let meanQ = 0;
    for (let b = 0; b < rows; b++) meanQ += qValues[b * numActions + actions[b]] / rows;
    return { valueLoss, meanQ };
  }

  /** Epsilon-greedy, with the probability that each action had; random null: greedy. Two draws for a random action, one for another. */
  private choose(
    table: Float32Array,
    rows: number,
    random: Random | null,
    actions: Int32Array | Float32Array,
    logProbs: Float32Array,
    first: number,
  ): void {
    const { epsilon } = this;
    const numActions = this.actionSpace.n;
    for (let b = 0; b < rows; b++) {
      const best = bestAction(table, b, numActions);
      const isRandom = random !== null && random.uniform() < epsilon;
      const action = isRandom ? random.integer(numActions) : best;
      actions[first + b] = action;
      logProbs[first + b] = Math.log(epsilon / numActions + (action === best ? 1 - epsilon : 0));
    }
  }

  private bestValues(table: Float32Array, rows: number): Float32Array {
    const numActions = this.actionSpace.n;
    return Float32Array.from({ length: rows }, (_, b) => table[b * numActions + bestAction(table, b, numActions)]);
  }

  private infer(observations: Float32Array, rows: number, into: Float32Array, first: number): void {
    try {
      this.engine.infer(this.path, observations, rows, [into], first);
    } catch (error) {
      requireNumbers('observations', observations);
      throw error;
    }
  }
}

/** The layout of a network of action values: "q.0.weights", "q.0.biases", ... */
export function qManifest(observationSize: number, numActions: number, config: QSetup['config']): ParameterSlot[] {
  const slots: ParameterSlot[] = [];
  const { hiddenSizes, initialization, layerNorm } = config;
  addDense(slots, {
    part: 'q',
    sizes: [observationSize, ...hiddenSizes, numActions],
    lastGain: 1,
    initialization,
    layerNorm,
  });
  return slots;
}
