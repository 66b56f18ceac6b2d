/** Worked solutions of lesson 06b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const approximateKl: Exercise<(logProbs: number[], oldLogProbs: number[]) => number> = {
  // exp(x) - 1 - x with x = log r: the gap between the exponential and its tangent at 0, so never negative.
  solution: (logProbs, oldLogProbs) => {
    let total = 0;
    for (let i = 0; i < logProbs.length; i++) {
      const logRatio = logProbs[i] - oldLogProbs[i];
      total += Math.exp(logRatio) - 1 - logRatio;
    }
    return total / logProbs.length;
  },
  wrong: [
    {
      answer: (logProbs, oldLogProbs) =>
        logProbs.reduce((sum, now, i) => sum + oldLogProbs[i] - now, 0) / logProbs.length,
      message: 'this is k1',
    },
    {
      answer: (logProbs, oldLogProbs) =>
        logProbs.reduce((sum, now, i) => sum + 0.5 * (now - oldLogProbs[i]) ** 2, 0) / logProbs.length,
      message: 'this is k2',
    },
    {
      answer: (logProbs, oldLogProbs) => {
        const k3 = logProbs.map((now, i) => Math.exp(oldLogProbs[i] - now) - 1 - (oldLogProbs[i] - now));
        return k3.reduce((sum, x) => sum + x, 0) / k3.length;
      },
      message: 'upside down',
    },
    {
      answer: (logProbs, oldLogProbs) =>
        logProbs.reduce((sum, now, i) => sum + Math.exp(now - oldLogProbs[i]) - 1 - (now - oldLogProbs[i]), 0),
      message: 'the mean is wanted',
    },
  ],
};

const passesMade: Exercise<(passKls: number[], targetKl: number, numEpochs: number) => number> = {
  // The KL of a pass is measured while it is made, so the pass that exceeds the limit counts; the ones after it are not made.
  solution: (passKls, targetKl, numEpochs) => {
    for (let pass = 0; pass < numEpochs; pass++) {
      if (passKls[pass] > targetKl) return pass + 1;
    }
    return numEpochs;
  },
  wrong: [
    {
      answer: (passKls, targetKl, numEpochs) => {
        const first = passKls.slice(0, numEpochs).findIndex((kl) => kl > targetKl);
        return first < 0 ? numEpochs : first;
      },
      message: 'you leave out the pass that exceeds the limit',
    },
    {
      answer: (passKls, targetKl, numEpochs) => {
        const first = passKls.slice(0, numEpochs).findIndex((kl) => kl >= targetKl);
        return first < 0 ? numEpochs : first + 1;
      },
      message: 'equal to the limit does not exceed it',
    },
    {
      answer: (passKls, targetKl, numEpochs) => {
        const below = passKls.slice(0, numEpochs).filter((kl) => kl <= targetKl).length;
        return Math.min(numEpochs, below + 1);
      },
      message: 'stopped is stopped',
    },
    {
      answer: (passKls, targetKl) => {
        const first = passKls.findIndex((kl) => kl > targetKl);
        return first < 0 ? passKls.length : first + 1;
      },
      message: 'never more than numEpochs',
    },
  ],
};

export const solutions: Solutions = { k3: approximateKl, stop: passesMade };
