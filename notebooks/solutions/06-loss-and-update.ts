/** Worked solutions of lesson 06, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const totalLoss: Exercise<
  (objective: number, squaredError: number, entropy: number, valueCoef: number, entropyCoef: number) => number
> = {
  // The optimiser goes down: minus for what should grow (objective, entropy), plus for what should shrink.
  solution: (objective, squaredError, entropy, valueCoef, entropyCoef) => {
    const policyLoss = -objective;
    const valueLoss = 0.5 * squaredError;
    return policyLoss + valueCoef * valueLoss - entropyCoef * entropy;
  },
  wrong: [
    {
      answer: (objective, squaredError, entropy, valueCoef, entropyCoef) =>
        objective + valueCoef * 0.5 * squaredError - entropyCoef * entropy,
      message: 'the objective should grow',
    },
    {
      answer: (objective, squaredError, entropy, valueCoef, entropyCoef) =>
        -objective + valueCoef * 0.5 * squaredError + entropyCoef * entropy,
      message: 'the bonus has become a penalty',
    },
    {
      answer: (objective, squaredError, entropy, valueCoef, entropyCoef) =>
        -objective + valueCoef * squaredError - entropyCoef * entropy,
      message: 'half the squared error',
    },
    {
      answer: (objective, squaredError, entropy, valueCoef, entropyCoef) =>
        -objective - valueCoef * 0.5 * squaredError - entropyCoef * entropy,
      message: 'error should shrink',
    },
    {
      answer: (objective, squaredError, entropy) => -objective + 0.25 * squaredError - 0.01 * entropy,
      message: 'use valueCoef and entropyCoef',
    },
  ],
};

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

const clipTogether: Exercise<(layers: number[][], maxNorm: number) => number[][]> = {
  // One length for all numbers of all layers, and one factor, which is never above 1.
  solution: (layers, maxNorm) => {
    let squares = 0;
    for (const layer of layers) for (const g of layer) squares += g * g;
    const factor = Math.min(1, maxNorm / (Math.sqrt(squares) + 1e-6));
    return layers.map((layer) => layer.map((g) => g * factor));
  },
  wrong: [
    {
      answer: (layers, maxNorm) =>
        layers.map((layer) => {
          const factor = Math.min(1, maxNorm / Math.hypot(...layer));
          return layer.map((g) => g * factor);
        }),
      message: 'each layer on its own',
    },
    {
      answer: (layers, maxNorm) => layers.map((layer) => layer.map((g) => Math.max(-maxNorm, Math.min(maxNorm, g)))),
      message: 'every single number',
    },
    {
      answer: (layers, maxNorm) => {
        const factor = maxNorm / Math.hypot(...layers.flat());
        return layers.map((layer) => layer.map((g) => g * factor));
      },
      message: 'you make it longer',
    },
    {
      answer: (layers, maxNorm) => {
        const size = layers.flat().reduce((sum, g) => sum + Math.abs(g), 0);
        return layers.map((layer) => layer.map((g) => g * Math.min(1, maxNorm / size)));
      },
      message: 'root of the sum of squares',
    },
  ],
};

export const solutions: Solutions = { loss: totalLoss, k3: approximateKl, norm: clipTogether };
