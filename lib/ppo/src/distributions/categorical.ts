import type { Random } from '../numbers/random';
import {
  floatsLike,
  requireCount,
  requireLength,
  requireNumbers,
  type FloatArray,
  type NumberArray,
} from '../numbers/validate';

/** Splits a flat [n,k] array into rows: checks it and returns n. */
export function countRows(name: string, values: NumberArray, k: number, kName: string): number {
  requireCount(kName, k);
  if (values.length % k !== 0) {
    throw new RangeError(
      `${name}: got ${values.length} elements, must be a multiple of ${kName} = ${k} (rows [n,${k}], flat)`,
    );
  }
  return values.length / k;
}

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

  /** @throws RangeError if logits are empty, NaN, +Infinity, not a multiple of numActions, or forbid every action of a row */
  constructor(options: { logits: NumberArray; numActions: number }) {
    const { logits, numActions } = options;
    requireNumbers('logits', logits, { allowInfinite: true });
    this.numRows = countRows('logits', logits, numActions, 'numActions');
    this.numActions = numActions;
    this.logProbs = floatsLike(logits.length, logits);
    for (let row = 0; row < this.numRows; row++) this.normalize(logits, row);
  }

  private normalize(logits: NumberArray, row: number): void {
    const start = row * this.numActions;
    const end = start + this.numActions;
    let largest = -Infinity;
    for (let i = start; i < end; i++) largest = Math.max(largest, logits[i]);
    if (!Number.isFinite(largest)) {
      throw new RangeError(
        `logits: row ${row} has its largest value at ${largest}, at least one must be finite and none +Infinity`,
      );
    }
    let total = 0;
    for (let i = start; i < end; i++) total += Math.exp(logits[i] - largest);
    const logTotal = Math.log(total);
    for (let i = start; i < end; i++) this.logProbs[i] = logits[i] - largest - logTotal;
  }

  /** [n,k] probabilities; each row sums to 1. */
  probs(): FloatArray {
    return this.logProbs.map(Math.exp);
  }

  /** [n] one action per row, drawn with the row's probabilities; one uniform number per row. */
  sample(random: Random): Int32Array {
    const actions = new Int32Array(this.numRows);
    for (let row = 0; row < this.numRows; row++) {
      let rest = random.uniform();
      for (let action = 0; action < this.numActions; action++) {
        const prob = Math.exp(this.logProbs[row * this.numActions + action]);
        if (prob === 0) continue;
        actions[row] = action; // the last possible action also catches what rounding leaves over
        rest -= prob;
        if (rest < 0) break;
      }
    }
    return actions;
  }

  /** [n] log-probability of one action per row, nats. */
  logProb(actions: NumberArray): FloatArray {
    this.checkActions(actions);
    const result = floatsLike(this.numRows, this.logProbs);
    for (let row = 0; row < this.numRows; row++) result[row] = this.logProbs[row * this.numActions + actions[row]];
    return result;
  }

  /** [n] entropy in nats: 0 (certain) to ln k (uniform). */
  entropy(): FloatArray {
    return this.sumRows((prob, logProb) => -prob * logProb);
  }

  /** [n] KL(this || other), nats. Infinite where the other forbids an action that this one takes. */
  kl(other: Categorical): FloatArray {
    if (other.numActions !== this.numActions) {
      throw new RangeError(`other.numActions: got ${other.numActions}, must be ${this.numActions} as here`);
    }
    requireLength('other.logProbs', other.logProbs, this.logProbs.length, "this distribution's");
    return this.sumRows((prob, logProb, i) => prob * (logProb - other.logProbs[i]));
  }

  /** [n] the most probable action of each row; the first one if several tie. */
  mode(): Int32Array {
    const actions = new Int32Array(this.numRows);
    for (let row = 0; row < this.numRows; row++) {
      const start = row * this.numActions;
      for (let action = 1; action < this.numActions; action++) {
        if (this.logProbs[start + action] > this.logProbs[start + actions[row]]) actions[row] = action;
      }
    }
    return actions;
  }

  /** [n,k] derivative of logProb(actions) with respect to the logits: (1 if chosen) - p. Each row sums to 0. */
  logProbGradient(actions: NumberArray): FloatArray {
    this.checkActions(actions);
    const gradient = this.probs().map((prob) => -prob);
    for (let row = 0; row < this.numRows; row++) gradient[row * this.numActions + actions[row]] += 1;
    return gradient;
  }

  /** [n,k] derivative of the entropy with respect to the logits: -p (log p + entropy). Each row sums to 0. */
  entropyGradient(): FloatArray {
    const entropy = this.entropy();
    return this.logProbs.map((logProb, i) => {
      const prob = Math.exp(logProb);
      return prob === 0 ? 0 : -prob * (logProb + entropy[Math.floor(i / this.numActions)]);
    });
  }

  /** Sums f(p, log p) over the actions of each row; an action with p = 0 contributes nothing. */
  private sumRows(f: (prob: number, logProb: number, index: number) => number): FloatArray {
    const result = floatsLike(this.numRows, this.logProbs);
    for (let row = 0; row < this.numRows; row++) {
      let total = 0;
      for (let i = row * this.numActions; i < (row + 1) * this.numActions; i++) {
        const prob = Math.exp(this.logProbs[i]);
        if (prob > 0) total += f(prob, this.logProbs[i], i);
      }
      result[row] = total;
    }
    return result;
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
