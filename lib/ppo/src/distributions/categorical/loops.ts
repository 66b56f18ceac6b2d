import type { NumberArray } from '../../numbers/validate';

/** The loops of categorical policies over B rows of logits, behind `Categorical` and `CategoricalBatch`. Unchecked: the lengths are the caller's. */

/** For logits [B,k], of which one in each row is finite: normalised log-probabilities and probabilities [B,k], entropies [B] (nats); all three are filled. */
export function categoricalOutputs(
  logits: NumberArray,
  allLogProbs: Float64Array,
  probs: Float64Array,
  entropies: Float64Array,
): void {
  const rows = entropies.length;
  const numActions = probs.length / rows;
  if (numActions === 2) return twoActionOutputs(logits, allLogProbs, probs, entropies);
  for (let b = 0; b < rows; b++) {
    const start = b * numActions;
    const end = start + numActions;
    let largest = logits[start];
    for (let i = start + 1; i < end; i++) if (logits[i] > largest) largest = logits[i];
    let total = 0;
    for (let i = start; i < end; i++) {
      const share = logits[i] === largest ? 1 : Math.exp(logits[i] - largest); // exp(0) is 1: one call less per row
      probs[i] = share;
      total += share;
    }
    const logTotal = Math.log(total);
    let entropy = 0;
    for (let i = start; i < end; i++) {
      const logProb = logits[i] - largest - logTotal;
      const p = probs[i] / total;
      allLogProbs[i] = logProb;
      probs[i] = p;
      if (p > 0) entropy -= p * logProb;
    }
    entropies[b] = entropy;
  }
}

/** The same for two actions, without the inner loops: CartPole, where this is the largest part of a small network's step. */
function twoActionOutputs(
  logits: NumberArray,
  allLogProbs: Float64Array,
  probs: Float64Array,
  entropies: Float64Array,
): void {
  for (let b = 0, i = 0; b < entropies.length; b++, i += 2) {
    const first = logits[i];
    const second = logits[i + 1];
    const largest = second > first ? second : first;
    const firstShare = first === largest ? 1 : Math.exp(first - largest);
    const secondShare = second === largest ? 1 : Math.exp(second - largest);
    const total = firstShare + secondShare;
    const logTotal = Math.log(total);
    const p = firstShare / total;
    const q = secondShare / total;
    const logP = first - largest - logTotal;
    const logQ = second - largest - logTotal;
    probs[i] = p;
    probs[i + 1] = q;
    allLogProbs[i] = logP;
    allLogProbs[i + 1] = logQ;
    entropies[b] = (p > 0 ? 0 - p * logP : 0) - (q > 0 ? q * logQ : 0);
  }
}

/**
 * Derivative of the loss with respect to the logits of a categorical policy, entropy bonus included.
 *
 *   dlogProb(a)/dlogit_k = (1 if k is the action, else 0) - p_k
 *   dH/dlogit_k          = -p_k (log p_k + H)
 *   dL/dlogit_k          = dL/dlogProb * dlogProb/dlogit_k - entropyCoef / B * dH/dlogit_k
 * @param gradient [B,k] is filled
 */
export function categoricalGradient(
  input: {
    /** [B,k] normalised log-probabilities and their exponentials, as `categoricalOutputs` makes them */
    readonly allLogProbs: NumberArray;
    readonly probs: NumberArray;
    /** [B] */
    readonly entropies: NumberArray;
    readonly actions: NumberArray;
    /** [B] dL/dlogProb, from `surrogateGradient` */
    readonly logProbGradient: NumberArray;
    readonly entropyCoef: number;
  },
  gradient: Float64Array,
): void {
  const { allLogProbs, probs, entropies, actions, logProbGradient, entropyCoef } = input;
  const rows = logProbGradient.length;
  const numActions = gradient.length / rows;
  const bonus = entropyCoef / rows;
  for (let b = 0; b < rows; b++) {
    const action = actions[b];
    for (let k = 0; k < numActions; k++) {
      const i = b * numActions + k;
      const p = probs[i];
      const ofEntropy = p === 0 ? 0 : -p * (allLogProbs[i] + entropies[b]); // p log p -> 0 as p -> 0
      gradient[i] = logProbGradient[b] * ((k === action ? 1 : 0) - p) - bonus * ofEntropy;
    }
  }
}
