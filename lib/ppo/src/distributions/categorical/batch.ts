import type { Random } from '../../numbers/random';
import type { PolicyBatch } from '../policyBatch';
import { likeliestAction, sampleCategorical } from '../sampling';
import { categoricalGradient, categoricalOutputs } from './loops';

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
