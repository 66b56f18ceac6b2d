/** A worked answer of lesson 07b, all twelve pieces, and the typical wrong ones with the message each must get. */
import { libraryPieces, type Pieces } from 'ppo-lib/pieces';
import type { Exercise, Solutions } from './types';

const myPieces: Exercise<() => Partial<Pieces>> = {
  // Each as in its lesson. What they share: nothing is changed in place, and the hard cases (an end, a zero, a large logit) come first.
  solution: () => ({
    // A good action that has become too likely, or a bad one too unlikely, pulls no more.
    slopeOfObjective(ratio, advantage, range) {
      if (advantage > 0 && ratio > 1 + range) return 0;
      if (advantage < 0 && ratio < 1 - range) return 0;
      return advantage;
    },
    // Only a real end takes the future away.
    tdError: (reward, value, nextValue, terminated, _truncated, discount) =>
      reward + (terminated ? 0 : discount * nextValue) - value,
    advantagesOf(tdErrors, continues, discount, lambda) {
      const advantages = tdErrors.map(() => 0);
      let later = 0;
      for (let t = tdErrors.length - 1; t >= 0; t--) {
        later = tdErrors[t] + discount * lambda * continues[t] * later;
        advantages[t] = later;
      }
      return advantages;
    },
    // Only differences count: with the largest logit at 0 nothing overflows.
    logSoftmaxOf(row) {
      const shifted = row.map((logit) => logit - Math.max(...row));
      const logOfSum = Math.log(shifted.reduce((total, z) => total + Math.exp(z), 0));
      return shifted.map((z) => z - logOfSum);
    },
    entropyOf: (probabilities) => {
      const possible = probabilities.filter((p) => p > 0);
      return possible.reduce((total, p) => total - p * Math.log(p), 0);
    },
    historyOf: (column, environment, environments) => column.filter((_, i) => i % environments === environment),
    // Of the two observations after an end, the final one belongs to the episode of this row.
    nextValueOf(terminated, truncated, valueOfFinal, valueOfReturned) {
      if (terminated) return 0;
      return truncated ? valueOfFinal : valueOfReturned;
    },
    dealMinibatches(shuffledRows, size) {
      const minibatches: number[][] = [];
      for (let first = 0; first < shuffledRows.length; first += size)
        minibatches.push(shuffledRows.slice(first, first + size));
      return minibatches;
    },
    // Up with the objective and the entropy, down with the error: a loss is what falls.
    totalLoss: (objective, squaredError, entropy, valueCoef, entropyCoef) =>
      -objective + valueCoef * 0.5 * squaredError - entropyCoef * entropy,
    approximateKl(logProbs, oldLogProbs) {
      const each = logProbs.map((now, i) => Math.exp(now - oldLogProbs[i]) - 1 - (now - oldLogProbs[i]));
      return each.reduce((total, one) => total + one, 0) / each.length;
    },
    clipTogether(layers, maxNorm) {
      const norm = Math.hypot(...layers.flat());
      return norm <= maxNorm ? layers : layers.map((layer) => layer.map((g) => (g * maxNorm) / norm));
    },
    isSolved(episodeReturns) {
      if (episodeReturns.length < 100) return false;
      return episodeReturns.slice(-100).reduce((total, one) => total + one, 0) / 100 >= 475;
    },
  }),
  wrong: [
    { answer: () => ({}), message: 'none of the twelve pieces yet' },
    { answer: () => libraryPieces, message: "slopeOfObjective is the library's own: write it" },
    {
      answer: () => ({ tdError: (r, v, next, d, c, g) => libraryPieces.tdError(r, v, next, d, c, g) }),
      message: "tdError is the library's own: write it",
    },
    {
      answer: () => ({ isSolved: (all) => all.length >= 100 && all.slice(-100).reduce((a, b) => a + b, 0) >= 47_500 }),
      message: '1 of 12 pieces are yours, and they hold; the next is slopeOfObjective, of lesson 01',
    },
    {
      answer: () => ({ slopeOfObjective: (ratio, advantage, range) => (Math.abs(ratio - 1) > range ? 0 : advantage) }),
      message: 'slopeOfObjective: for (',
    },
    {
      answer: () => ({
        slopeOfObjective: (ratio, advantage) =>
          (advantage > 0 && ratio > 1.2) || (advantage < 0 && ratio < 0.8) ? 0 : advantage,
      }),
      message: 'slopeOfObjective: for (',
    },
    {
      answer: () => ({
        tdError: (reward, value, nextValue, terminated, truncated, discount) =>
          reward + (terminated || truncated ? 0 : discount * nextValue) - value,
      }),
      message: 'and that is not it (lesson 03)',
    },
    {
      answer: () => ({
        advantagesOf(tdErrors, continues, discount, lambda) {
          for (let t = tdErrors.length - 2; t >= 0; t--)
            tdErrors[t] += discount * lambda * continues[t] * tdErrors[t + 1];
          return tdErrors;
        },
      }),
      message: 'advantagesOf: it changes its argument 1',
    },
    {
      answer: () => ({
        logSoftmaxOf: (row) => row.map((z) => z - Math.log(row.reduce((total, one) => total + Math.exp(one), 0))),
      }),
      message: 'expected finite numbers (lesson 04)',
    },
    {
      answer: () => ({ entropyOf: (p) => -p.reduce((total, one) => total + one * Math.log(one), 0) }),
      message: 'it returned NaN; expected a finite number (lesson 04)',
    },
    {
      answer: () => ({ totalLoss: (objective, error, entropy) => -objective + 0.25 * error - 0.005 * entropy }),
      message: 'totalLoss: for (',
    },
    {
      answer: () => ({
        clipTogether: (layers, maxNorm) =>
          layers.map((layer) => layer.map((g) => Math.max(-maxNorm, Math.min(maxNorm, g)))),
      }),
      message: 'clipTogether: for (',
    },
    {
      answer: () => ({
        entropyOf() {
          throw new Error('still to be written');
        },
      }),
      message: 'it stopped with an error. Error: still to be written',
    },
  ],
};

export const solutions: Solutions = { crown: myPieces };
