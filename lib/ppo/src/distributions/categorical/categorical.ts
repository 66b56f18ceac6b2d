import { requireKnownOptions } from '../../numbers/objects';
import { requireRandom, type Random } from '../../numbers/random';
import { requireNumbers, type FloatArray, type NumberArray } from '../../numbers/validate';
import { countRows, eachRow, requireDistribution, requireSameShape, rounded, sumRows } from '../rows';
import { likeliestAction, sampleCategorical } from '../sampling';
import { categoricalGradient, categoricalOutputs } from './loops';

/**
 * n categorical distributions over `numActions` actions, given by logits [n,k] (flat, any offset per row). A logit of -Infinity
 * forbids an action. Log-probabilities go through log-sum-exp, so large logits do not overflow.
 * @example new Categorical({ logits: [0, 0], numActions: 2 }).logProb([1]) // [-0.693...] = ln 1/2
 */
export class Categorical {
  readonly numActions: number;
  /** n, the number of distributions */
  readonly numRows: number;
  /** [n,k] normalised log-probabilities, nats */
  readonly logProbs: FloatArray;
  /** what the loops fill: [n,k], [n,k] and [n] */
  private readonly outputs: { allLogProbs: Float64Array; probs: Float64Array; entropies: Float64Array };

  /** @throws RangeError if logits are empty, NaN, +Infinity, not a multiple of numActions, or forbid every action of a row */
  constructor(options: { logits: NumberArray; numActions: number }) {
    requireKnownOptions('Categorical', options, ['logits', 'numActions']);
    const { logits, numActions } = options;
    requireNumbers('logits', logits, { allowInfinite: true });
    this.numRows = countRows('logits', logits, numActions, 'numActions');
    this.numActions = numActions;
    const size = logits.length;
    const allLogProbs = new Float64Array(size);
    this.outputs = { allLogProbs, probs: new Float64Array(size), entropies: new Float64Array(this.numRows) };
    const numbers = Float64Array.from(logits);
    for (let row = 0; row < this.numRows; row++) {
      const largest = largestOf(numbers, row * numActions, (row + 1) * numActions);
      if (Number.isFinite(largest)) continue;
      throw new RangeError(
        `logits: row ${row} has its largest value at ${largest}, at least one must be finite and none +Infinity`,
      );
    }
    categoricalOutputs(numbers, allLogProbs, this.outputs.probs, this.outputs.entropies);
    this.logProbs = rounded(allLogProbs, logits);
  }

  /** [n,k] probabilities; each row sums to 1. */
  probs(): FloatArray {
    return rounded(this.outputs.probs.slice(), this.logProbs);
  }

  /** [n] one action per row, drawn with the row's probabilities; one uniform number per row. */
  sample(random: Random): Int32Array {
    requireRandom('random', random);
    const { numRows: length, numActions, outputs } = this;
    return Int32Array.from({ length }, (_, row) => sampleCategorical(outputs.probs, row, numActions, random));
  }

  /** [n] log-probability of one action per row, nats. */
  logProb(actions: NumberArray): FloatArray {
    this.checkActions(actions);
    return eachRow(this.numRows, this.logProbs, (row) => this.logProbs[row * this.numActions + actions[row]]);
  }

  /** [n] entropy in nats: 0 (certain) to ln k (uniform). */
  entropy(): FloatArray {
    return rounded(this.outputs.entropies.slice(), this.logProbs);
  }

  /** [n] KL(this || other), nats. Infinite where the other forbids an action that this one takes. */
  kl(other: Categorical): FloatArray {
    requireDistribution(other, 'Categorical', ['numActions', 'logProbs', 'outputs']);
    const { numRows, numActions, logProbs, outputs } = this;
    requireSameShape(['numActions', other.numActions, numActions], ['logProbs', other.logProbs, logProbs.length]);
    return sumRows(numRows, numActions, logProbs, (i) => {
      const prob = outputs.probs[i];
      return prob === 0 ? 0 : prob * (outputs.allLogProbs[i] - other.outputs.allLogProbs[i]);
    });
  }

  /** [n] the most probable action of each row; the first one if several tie. */
  mode(): Int32Array {
    return Int32Array.from({ length: this.numRows }, (_, row) => likeliestAction(this.logProbs, row, this.numActions));
  }

  /** [n,k] derivative of logProb(actions) with respect to the logits: (1 if chosen) - p. Each row sums to 0. */
  logProbGradient(actions: NumberArray): FloatArray {
    this.checkActions(actions);
    return this.gradient(actions, 1, 0);
  }

  /** [n,k] derivative of the entropy with respect to the logits: -p (log p + entropy). Each row sums to 0. */
  entropyGradient(): FloatArray {
    return this.gradient(new Int32Array(this.numRows), 0, 1);
  }

  /** Derivative of ofLogProb times each log-probability plus ofEntropy times each entropy. */
  private gradient(actions: NumberArray, ofLogProb: number, ofEntropy: number): FloatArray {
    const logProbGradient = new Float64Array(this.numRows).fill(ofLogProb);
    const gradient = new Float64Array(this.logProbs.length);
    const entropyCoef = -ofEntropy * this.numRows; // the loops subtract the mean of the entropies
    categoricalGradient({ ...this.outputs, actions, logProbGradient, entropyCoef }, gradient);
    return rounded(gradient, this.logProbs);
  }

  private checkActions(actions: NumberArray): void {
    requireNumbers('actions', actions, { length: this.numRows, like: 'rows of logits' });
    for (let row = 0; row < this.numRows; row++) {
      const action = actions[row];
      if (!Number.isInteger(action) || action < 0 || action >= this.numActions) {
        throw new RangeError(`actions[${row}]: got ${action}, must be a whole number in [0, ${this.numActions - 1}]`);
      }
    }
  }
}

/** A loop: a call takes some 100,000 arguments, and there may be more actions. NaN wins. */
function largestOf(numbers: Float64Array, start: number, end: number): number {
  let largest = -Infinity;
  for (let i = start; i < end; i++) largest = Math.max(largest, numbers[i]);
  return largest;
}
