/** Worked solution of lesson 08b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const nextLearningRate: Exercise<(learningRate: number, kl: number) => number> = {
  // What is no number, or infinite, counts as too far; 0 and below count as nothing that could be read.
  solution: (learningRate, kl) => {
    if (!Number.isFinite(kl) || kl > 0.02) return Math.min(0.5 * learningRate, 0.01);
    const isSmall = kl > 0 && kl < 0.005;
    return Math.min(isSmall ? 1.1 * learningRate : learningRate, 0.01);
  },
  wrong: [
    {
      answer: (learningRate, kl) => {
        if (kl > 0.02) return Math.min(0.5 * learningRate, 0.01);
        return Math.min(kl < 0.005 ? 1.1 * learningRate : learningRate, 0.01);
      },
      message: 'a KL of 0 is not a small KL',
    },
    {
      answer: (learningRate, kl) => {
        if (kl > 0.02) return Math.min(0.5 * learningRate, 0.01);
        return Math.min(kl !== 0 && kl < 0.005 ? 1.1 * learningRate : learningRate, 0.01);
      },
      message: 'an estimate below 0 is no small KL either',
    },
    {
      answer: (learningRate, kl) => {
        if (kl > 0.02) return Math.min(0.5 * learningRate, 0.01);
        return Math.min(kl > 0 && kl < 0.005 ? 1.1 * learningRate : learningRate, 0.01);
      },
      message: 'a NaN slips through',
    },
    {
      answer: (learningRate, kl) => {
        if (!Number.isFinite(kl) || kl > 0.02) return 0.5 * learningRate;
        return kl > 0 && kl < 0.005 ? 1.1 * learningRate : learningRate;
      },
      message: 'nothing stops the rate on its way up',
    },
    {
      answer: (learningRate, kl) => {
        if (!Number.isFinite(kl) || kl >= 0.02) return Math.min(0.5 * learningRate, 0.01);
        return Math.min(kl > 0 && kl < 0.005 ? 1.1 * learningRate : learningRate, 0.01);
      },
      message: 'when the KL is exactly 0.02',
    },
  ],
};

const steady: Exercise<(logRatios: number[]) => number> = {
  // r - 1 has the mean 0 and goes up where -log r goes down: added, it takes most of the noise away.
  solution: (logRatios) => logRatios.reduce((total, l) => total + Math.exp(l) - 1 - l, 0) / logRatios.length,
  wrong: [
    {
      answer: (logRatios) => -logRatios.reduce((a, b) => a + b, 0) / logRatios.length,
      message: 'that decides nothing',
    },
    {
      answer: (logRatios) => logRatios.reduce((total, l) => total + Math.abs(l), 0) / logRatios.length,
      message: 'it is worse',
    },
    { answer: (logRatios) => logRatios.reduce((total, l) => total + Math.exp(l) - 1 - l, 0), message: 'it is worse' },
  ],
};

export const solutions: Solutions = { rate: nextLearningRate, steady };
