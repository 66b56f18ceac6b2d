import { actionBounds } from './actionBounds';
import { BetaBatch } from './betaBatch';
import { GaussianBatch, SquashedGaussianBatch, type GaussianForm } from './gaussianBatch';
import { actionWidth, hasTwoOutputs, isDiscrete, type NetworkSpec } from './parameters';
import { categoricalGradient } from './policyGradients';
import { categoricalOutputs, likeliestAction, sampleCategorical } from './policyOutputs';
import type { Random } from './random';

/**
 * The policy's numbers for B rows, in arrays that are made once and filled again and again. The engine fills `outputs`; the methods
 * turn them into actions and log-probabilities, and a gradient at the log-probabilities into one at the outputs.
 */
export interface PolicyBatch {
  readonly rows: number;
  /** [B,units] what the policy network put out */
  readonly outputs: Float64Array;
  /** [B] filled by `sample` and `evaluate`; float32, because that is how the old ones are stored: an unchanged policy has ratio 1 */
  readonly logProbs: Float32Array;
  /** [B] filled by `evaluate` */
  readonly entropies: Float64Array;
  /** [B,units] filled by `differentiate` */
  readonly outputGradient: Float64Array;
  /** Draws one action per row into `actions`, from index `at` (default 0) on; random null: takes the most probable ones. */
  sample(random: Random | null, actions: Int32Array | Float32Array, at?: number): void;
  evaluate(actions: Int32Array | Float32Array): void;
  /** After `evaluate` with the same actions. @param logProbGradient [B] dL/dlogProb */
  differentiate(actions: Int32Array | Float32Array, logProbGradient: Float64Array, entropyCoef: number): void;
}

/** Discrete actions: the outputs are logits [B,numActions]. */
export class CategoricalBatch implements PolicyBatch {
  readonly outputs: Float64Array;
  readonly logProbs: Float32Array;
  readonly entropies: Float64Array;
  readonly outputGradient: Float64Array;
  private readonly allLogProbs: Float64Array;
  private readonly probs: Float64Array;

  constructor(
    readonly rows: number,
    private readonly numActions: number,
  ) {
    const size = rows * numActions;
    this.outputs = new Float64Array(size);
    this.logProbs = new Float32Array(rows);
    this.entropies = new Float64Array(rows);
    this.outputGradient = new Float64Array(size);
    this.allLogProbs = new Float64Array(size);
    this.probs = new Float64Array(size);
  }

  sample(random: Random | null, actions: Int32Array, at = 0): void {
    const { rows, numActions, allLogProbs, probs } = this;
    categoricalOutputs(this.outputs, allLogProbs, probs, this.entropies);
    for (let b = 0; b < rows; b++) {
      const action =
        random === null ? likeliestAction(allLogProbs, b, numActions) : sampleCategorical(probs, b, numActions, random);
      actions[at + b] = action;
      this.logProbs[b] = allLogProbs[b * numActions + action];
    }
  }

  evaluate(actions: Int32Array): void {
    const { rows, numActions, allLogProbs } = this;
    categoricalOutputs(this.outputs, allLogProbs, this.probs, this.entropies);
    for (let b = 0; b < rows; b++) {
      const action = actions[b];
      if (!(action >= 0 && action < numActions)) {
        throw new RangeError(`actions[${b}]: got ${action}, must be a whole number in [0, ${numActions - 1}]`);
      }
      this.logProbs[b] = allLogProbs[b * numActions + action];
    }
  }

  differentiate(actions: Int32Array, logProbGradient: Float64Array, entropyCoef: number): void {
    const { allLogProbs, probs, entropies, outputGradient } = this;
    categoricalGradient({ allLogProbs, probs, entropies, actions, logProbGradient, entropyCoef }, outputGradient);
  }
}

/** The batch that a network's policy head fills. `spec` as for `parameterManifest`. */
export function makePolicyBatch(rows: number, spec: PolicySpec): PolicyBatch {
  const { actionSpace, actionDistribution = 'gaussian', meanActivation, stdForm = 'exp' } = spec;
  if (isDiscrete(actionSpace)) return new CategoricalBatch(rows, actionSpace.n);
  if (actionDistribution === 'beta') return new BetaBatch(rows, actionBounds(actionSpace));
  const form: GaussianForm = {
    actionSize: actionWidth(actionSpace),
    isStateDependent: hasTwoOutputs(spec),
    meanBounds: meanActivation === 'tanh' ? actionBounds(actionSpace) : null,
    stdForm,
  };
  return actionDistribution === 'gaussian'
    ? new GaussianBatch(rows, form)
    : new SquashedGaussianBatch(rows, form, actionBounds(actionSpace));
}

export type PolicySpec = Pick<
  NetworkSpec,
  'actionSpace' | 'actionDistribution' | 'meanActivation' | 'stdForm' | 'stateDependentStd'
>;
