import { categoricalGradient, gaussianGradient } from './policyGradients';
import {
  categoricalOutputs,
  gaussianEntropy,
  gaussianLogProb,
  likeliestAction,
  sampleCategorical,
} from './policyOutputs';
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

/**
 * Real actions of k components: the outputs are means [B,k], and one log standard deviation per component serves all rows; or they
 * are means and log standard deviations side by side [B,2k], where every state has its own.
 */
export class GaussianBatch implements PolicyBatch {
  readonly outputs: Float64Array;
  readonly logProbs: Float32Array;
  readonly entropies: Float64Array;
  readonly outputGradient: Float64Array;
  /** [k], to be filled before anything else; [B,k] if every state has its own, then taken from the outputs */
  readonly logStds: Float64Array;
  /** as long as logStds; filled by `differentiate` */
  readonly logStdGradient: Float64Array;
  private readonly means: Float64Array;
  private readonly meanGradient: Float64Array;

  constructor(
    readonly rows: number,
    private readonly actionSize: number,
    readonly isStateDependent: boolean,
  ) {
    const size = rows * actionSize;
    this.outputs = new Float64Array(isStateDependent ? 2 * size : size);
    this.outputGradient = new Float64Array(this.outputs.length);
    this.logProbs = new Float32Array(rows);
    this.entropies = new Float64Array(rows);
    this.means = isStateDependent ? new Float64Array(size) : this.outputs;
    this.meanGradient = isStateDependent ? new Float64Array(size) : this.outputGradient;
    this.logStds = new Float64Array(isStateDependent ? size : actionSize);
    this.logStdGradient = new Float64Array(this.logStds.length);
  }

  sample(random: Random | null, actions: Float32Array, at = 0): void {
    const { rows, actionSize, means, logStds } = this;
    this.separate();
    for (let b = 0; b < rows; b++) {
      for (let k = 0; k < actionSize; k++) {
        const i = b * actionSize + k;
        const logStd = logStds[this.isStateDependent ? i : k];
        actions[at + i] = random === null ? means[i] : random.normal(means[i], Math.fround(Math.exp(logStd)));
      }
      this.logProbs[b] = gaussianLogProb(means, logStds, actions, b, actionSize, at);
    }
  }

  evaluate(actions: Float32Array): void {
    const { rows, actionSize, means, logStds } = this;
    this.separate();
    for (let b = 0; b < rows; b++) {
      this.logProbs[b] = gaussianLogProb(means, logStds, actions, b, actionSize);
      this.entropies[b] = gaussianEntropy(logStds, b, actionSize);
    }
  }

  differentiate(actions: Float32Array, logProbGradient: Float64Array, entropyCoef: number): void {
    const { means, logStds, meanGradient, logStdGradient, actionSize: k } = this;
    gaussianGradient({ means, logStds, actions, logProbGradient, entropyCoef }, meanGradient, logStdGradient);
    if (!this.isStateDependent) return;
    for (let b = 0; b < this.rows; b++) {
      for (let i = 0; i < k; i++) {
        this.outputGradient[2 * b * k + i] = meanGradient[b * k + i];
        this.outputGradient[(2 * b + 1) * k + i] = logStdGradient[b * k + i];
      }
    }
  }

  /** [B,2k] -> means [B,k] and log standard deviations [B,k], where the outputs hold both. */
  private separate(): void {
    if (!this.isStateDependent) return;
    const { rows, actionSize: k, outputs, means, logStds } = this;
    for (let b = 0; b < rows; b++) {
      for (let i = 0; i < k; i++) {
        means[b * k + i] = outputs[2 * b * k + i];
        logStds[b * k + i] = outputs[(2 * b + 1) * k + i];
      }
    }
  }
}
