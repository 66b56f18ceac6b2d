import type { PpoConfig } from '../config/types';
import type { AdamState } from '../networks/adam';
import { countParameters, type ActionSpace, type ParameterSlot } from '../networks/parameters';
import { requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import type { RatioStatistics } from '../numbers/ratios';
import { requireFloats } from '../numbers/floats';
import { requireLength } from '../numbers/validate';
import {
  countObservations,
  requireActedRows,
  requireActions,
  requireFiniteLoss,
  requireMinibatch,
  requireOptimizerState,
  requireParameters,
  requireSetup,
  requireStepSettings,
} from './checks';
import type {
  ActedColumns,
  Actions,
  Evaluation,
  Learner,
  LearnerSetup,
  Minibatch,
  OptimizerState,
  StepReport,
  StepSettings,
} from './learner';

/** What a learner asks of an optimiser, whoever runs it. */
interface AnyOptimizer {
  readonly numParameters: number;
  getState(): AdamState;
  setState(state: AdamState): void;
}

/** An optimiser's memory, and the network that it trains; 'joint': both. */
export interface NamedOptimizer<O extends AnyOptimizer> {
  readonly network: 'joint' | 'policy' | 'value';
  readonly optimizer: O;
}

/** A loss's gradient, laid out by the manifest, and what the loss saw. */
export interface LossGradient {
  readonly gradient: Float32Array;
  readonly report: Omit<StepReport, 'gradNorm'>;
}

/**
 * What every learner does alike, whatever runs its networks: everything that comes in is checked here, in one wording, and then handed
 * to the learner's own methods, which need not check it again.
 */
export abstract class BaseLearner<O extends AnyOptimizer> implements Learner {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly config: PpoConfig;
  abstract readonly manifest: readonly ParameterSlot[];
  protected abstract readonly optimizers: readonly NamedOptimizer<O>[];

  constructor(setup: LearnerSetup) {
    requireSetup(setup);
    const { observationSize, actionSpace, config } = setup;
    this.observationSize = observationSize;
    this.actionSpace = actionSpace;
    this.config = config;
  }

  abstract getParameters(): Float32Array;
  abstract dispose(): void;
  protected abstract actOn(observations: Float32Array, rows: number, random: Random | null): Actions;
  protected abstract actOnRows(columns: ActedColumns, first: number, rows: number, random: Random): void;
  protected abstract judge(observations: Float32Array, actions: Actions['actions'], rows: number): Evaluation;
  protected abstract fillValues(observations: Float32Array, rows: number, values: Float32Array): void;
  protected abstract writeParameters(parameters: ArrayLike<number>): void;
  protected abstract learn(minibatch: Minibatch, rows: number, settings: StepSettings): StepReport;
  protected abstract differentiate(minibatch: Minibatch, rows: number): LossGradient;

  act(observations: Float32Array, random: Random, options: { deterministic?: boolean } = {}): Actions {
    requireKnownOptions('act', options, ['deterministic']);
    const isGreedy = options.deterministic === true;
    if (!isGreedy) requireRandom('random', random);
    return this.actOn(observations, countObservations(observations, this.observationSize), isGreedy ? null : random);
  }

  evaluate(observations: Float32Array, actions: Int32Array | Float32Array): Evaluation {
    const rows = countObservations(observations, this.observationSize);
    requireActions(actions, rows, this.actionSpace, this.config.actionDistribution);
    return this.judge(observations, actions, rows);
  }

  values(observations: Float32Array): Float32Array {
    const rows = countObservations(observations, this.observationSize);
    const values = new Float32Array(rows);
    this.fillValues(observations, rows, values);
    return values;
  }

  actInto(columns: ActedColumns, first: number, rows: number, random: Random): void {
    requireActedRows(columns, first, rows, this);
    requireRandom('random', random);
    this.actOnRows(columns, first, rows, random);
  }

  valuesInto(observations: Float32Array, values: Float32Array): void {
    const rows = countObservations(observations, this.observationSize);
    requireFloats('values', values);
    requireLength('values', values, rows, 'observations');
    this.fillValues(observations, rows, values);
  }

  update(minibatch: Minibatch, settings: StepSettings): StepReport {
    requireStepSettings(settings, this.optimizers.length > 1);
    return this.learn(minibatch, requireMinibatch(minibatch, this), settings);
  }

  /** Gradient of the PPO loss on one minibatch, laid out by the manifest, with what the loss saw. Changes nothing. */
  lossGradient(minibatch: Minibatch): LossGradient {
    return this.differentiate(minibatch, requireMinibatch(minibatch, this));
  }

  setParameters(parameters: ArrayLike<number>): void {
    requireParameters(parameters, countParameters(this.manifest));
    this.writeParameters(parameters);
  }

  getOptimizerState(): OptimizerState {
    return this.optimizers.map(({ optimizer }) => optimizer.getState());
  }

  setOptimizerState(state: OptimizerState): void {
    const sizes = this.optimizers.map(({ optimizer }) => optimizer.numParameters);
    requireOptimizerState(state, sizes);
    this.optimizers.forEach(({ optimizer }, i) => optimizer.setState(state[i]));
  }

  /**
   * Steps each optimiser that takes part, once all their gradients are known to be finite: a step is taken whole or not at all.
   * @param norm the length of an optimiser's gradient before clipping   @param step clips that gradient and steps
   * @returns the length of all their gradients together, before clipping
   */
  protected descend(
    { learningRate, valueLearningRate = learningRate, networks = 'both' }: StepSettings,
    norm: (optimizer: O) => number,
    step: (optimizer: O, learningRate: number, norm: number) => void,
  ): number {
    let squares = 0;
    for (let i = 0; i < this.optimizers.length; i++) {
      const { network, optimizer } = this.optimizers[i];
      if (networks !== 'both' && network !== networks) continue;
      const length = norm(optimizer);
      requireFiniteLoss(length);
      this.norms[i] = length;
      squares += length * length;
    }
    for (let i = 0; i < this.optimizers.length; i++) {
      const { network, optimizer } = this.optimizers[i];
      if (networks !== 'both' && network !== networks) continue;
      step(optimizer, network === 'value' ? valueLearningRate : learningRate, this.norms[i]);
    }
    return Math.sqrt(squares);
  }

  /** of the optimisers' gradients in the step under way */
  private readonly norms: [number, number] = [0, 0];
}

/** What the loss of one gradient step saw. */
export interface LossReport {
  readonly policyLoss: number;
  readonly valueLoss: number;
  readonly entropy: number;
  readonly ratios: RatioStatistics;
}

/** One literal: spreading objects took a fifth of a small network's step. */
export function stepReport({ policyLoss, valueLoss, entropy, ratios }: LossReport, gradNorm: number): StepReport {
  const { klK1, klK2, approxKl, clipFraction, deadFraction, ratioMin, ratioMax } = ratios;
  return {
    policyLoss,
    valueLoss,
    entropy,
    klK1,
    klK2,
    approxKl,
    clipFraction,
    deadFraction,
    ratioMin,
    ratioMax,
    gradNorm,
  };
}
