import { slopeOf } from '../numbers/ratios';

/**
 * PPO cut into the functions that a reader of lessons 01 to 07 has written, with the names and arguments of those exercises. All work on
 * plain numbers and lists.
 */
export interface Pieces {
  /** Lesson 01: derivative of the clipped objective of one sample with respect to its ratio. */
  readonly slopeOfObjective: (ratio: number, advantage: number, range: number) => number;
  /** Lesson 03: one TD error with its mask. */
  readonly tdError: (
    reward: number,
    value: number,
    nextValue: number,
    terminated: boolean,
    truncated: boolean,
    discount: number,
  ) => number;
  /** Lesson 03: GAE of one environment, from its TD errors; `continues[t]` is 0 where the next row belongs to another episode. */
  readonly advantagesOf: (tdErrors: number[], continues: number[], discount: number, lambda: number) => number[];
  /** Lesson 04: log-softmax of one row of logits. */
  readonly logSoftmaxOf: (row: number[]) => number[];
  /** Lesson 04: entropy in nats. */
  readonly entropyOf: (probabilities: number[]) => number;
  /** Lesson 05: the rows of one environment out of a flat column [T,N], in time order. */
  readonly historyOf: (column: number[], environment: number, environments: number) => number[];
  /** Lesson 05: the value of what followed a row; environments reset in the step that ends an episode. */
  readonly nextValueOf: (
    terminated: boolean,
    truncated: boolean,
    valueOfFinal: number,
    valueOfReturned: number,
  ) => number;
  /** Lesson 05: shuffled row numbers cut into minibatches. */
  readonly dealMinibatches: (shuffledRows: number[], size: number) => number[][];
  /** Lesson 06: the loss of a minibatch from its means. */
  readonly totalLoss: (
    objective: number,
    squaredError: number,
    entropy: number,
    valueCoef: number,
    entropyCoef: number,
  ) => number;
  /** Lesson 06: k3, averaged over a batch. */
  readonly approximateKl: (logProbs: number[], oldLogProbs: number[]) => number;
  /** Lesson 06: gradients scaled together to a global norm of at most `maxNorm`. */
  readonly clipTogether: (layers: number[][], maxNorm: number) => number[][];
  /** Lesson 07: whether CartPole-v1 counts as solved. */
  readonly isSolved: (episodeReturns: number[]) => boolean;
}

export type PieceName = keyof Pieces;

/** The library's own, for whatever the reader has not written. */
export const libraryPieces: Pieces = Object.freeze<Pieces>({
  slopeOfObjective: slopeOf,
  tdError: (reward, value, nextValue, terminated, _truncated, discount) =>
    reward + (terminated ? 0 : discount * nextValue) - value,
  advantagesOf(tdErrors, continues, discount, lambda) {
    const advantages = new Array<number>(tdErrors.length);
    let later = 0;
    for (let t = tdErrors.length - 1; t >= 0; t--) {
      later = tdErrors[t] + discount * lambda * continues[t] * later;
      advantages[t] = later;
    }
    return advantages;
  },
  logSoftmaxOf(row) {
    const top = Math.max(...row);
    const logSum = top + Math.log(row.reduce((total, logit) => total + Math.exp(logit - top), 0));
    return row.map((logit) => logit - logSum);
  },
  entropyOf: (probabilities) => -probabilities.reduce((total, p) => total + (p > 0 ? p * Math.log(p) : 0), 0),
  historyOf: (column, environment, environments) => column.filter((_, row) => row % environments === environment),
  nextValueOf(terminated, truncated, valueOfFinal, valueOfReturned) {
    if (terminated) return 0;
    return truncated ? valueOfFinal : valueOfReturned;
  },
  dealMinibatches: (shuffledRows, size) =>
    Array.from({ length: Math.ceil(shuffledRows.length / size) }, (_, i) =>
      shuffledRows.slice(i * size, (i + 1) * size),
    ),
  totalLoss: (objective, squaredError, entropy, valueCoef, entropyCoef) =>
    -objective + (valueCoef * squaredError) / 2 - entropyCoef * entropy,
  approximateKl: (logProbs, oldLogProbs) =>
    logProbs.reduce((total, logProb, i) => {
      const logRatio = logProb - oldLogProbs[i];
      return total + Math.expm1(logRatio) - logRatio;
    }, 0) / logProbs.length,
  clipTogether(layers, maxNorm) {
    const norm = Math.sqrt(layers.flat().reduce((total, g) => total + g * g, 0));
    return norm > maxNorm ? layers.map((layer) => layer.map((g) => (g * maxNorm) / norm)) : layers;
  },
  isSolved: (episodeReturns) =>
    episodeReturns.length >= 100 && episodeReturns.slice(-100).reduce((total, one) => total + one, 0) / 100 >= 475,
});
