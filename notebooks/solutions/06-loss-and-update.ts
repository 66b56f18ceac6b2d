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

export const solutions: Solutions = { loss: totalLoss, norm: clipTogether };
