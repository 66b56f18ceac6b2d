import type { PpoConfig } from '../config/types';
import type { AdamState } from '../networks/adam';
import type { ActionSpace, ParameterSlot } from '../networks/parameters';
import type { RatioStatistics } from '../numbers/ratios';
import type { LearnerSetup, Minibatch, OptimizerState, StepReport, StepSettings } from './learner';

/** An optimiser's memory, and the network that it trains; 'joint': both. */
export interface NamedOptimizer<O extends { getState(): AdamState; setState(state: AdamState): void }> {
  readonly network: 'joint' | 'policy' | 'value';
  readonly optimizer: O;
}

/** What every learner does alike, whatever runs its networks. */
export abstract class BaseLearner<O extends { getState(): AdamState; setState(state: AdamState): void }> {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly config: PpoConfig;
  abstract readonly manifest: readonly ParameterSlot[];
  protected abstract readonly optimizers: readonly NamedOptimizer<O>[];

  constructor({ observationSize, actionSpace, config }: LearnerSetup) {
    this.observationSize = observationSize;
    this.actionSpace = actionSpace;
    this.config = config;
  }

  getOptimizerState(): OptimizerState {
    return this.optimizers.map(({ optimizer }) => optimizer.getState());
  }

  setOptimizerState(state: OptimizerState): void {
    if (state.length !== this.optimizers.length) {
      throw new RangeError(`state: got ${state.length} optimisers, expected ${this.optimizers.length}`);
    }
    this.optimizers.forEach(({ optimizer }, i) => optimizer.setState(state[i]));
  }

  /**
   * Steps each optimiser that takes part. Returns the length of their gradients before clipping.
   * @param step clips and steps one of them and returns the length of its gradient before clipping
   */
  protected descend(
    settings: StepSettings,
    step: (optimizer: NamedOptimizer<O>, learningRate: number) => number,
  ): number {
    const { learningRate, valueLearningRate = learningRate, networks = 'both' } = settings;
    let squares = 0;
    for (const named of this.optimizers) {
      if (networks !== 'both' && named.network !== networks) continue;
      const norm = step(named, named.network === 'value' ? valueLearningRate : learningRate);
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }
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

const ADVICE = 'lower learningRate or clip gradients with maxGradNorm';

/** The one error of a diverged training step, whatever the learner. @throws RangeError unless `value` is finite */
export function requireFiniteLoss(value: number): void {
  if (Number.isFinite(value)) return;
  throw new RangeError(`training diverged: the loss or its gradient became ${value}; ${ADVICE}`);
}

const columns = ['oldLogProbs', 'oldValues', 'advantages', 'returns'] as const;

/** @throws RangeError that names the first number of a minibatch's columns that is not finite */
export function requireFiniteColumns(minibatch: Minibatch): void {
  for (const name of columns) {
    const column = minibatch[name];
    let check = 0;
    for (let b = 0; b < column.length; b++) check += column[b] - column[b]; // NaN for NaN and infinities, else 0
    if (check === 0) continue;
    const b = column.findIndex((value) => !Number.isFinite(value));
    throw new RangeError(`training diverged: ${name}[${b}] became ${column[b]}; ${ADVICE}`);
  }
}
