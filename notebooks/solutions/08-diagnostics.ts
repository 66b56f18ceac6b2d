/** Worked solutions of lesson 08, and typical wrong answers with the words that each must be answered with. */
import { explainedVariance, mean, std } from 'ppo-lib';
import type { Exercise, Solutions } from './types';

const honestFit: Exercise<(returns: number[], values: number[]) => number> = {
  // The explained variance subtracts the mean of the errors; here nothing is subtracted, so an offset counts as error.
  solution: (returns, values) => {
    const n = returns.length;
    const center = returns.reduce((sum, g) => sum + g, 0) / n;
    const variance = returns.reduce((sum, g) => sum + (g - center) ** 2, 0) / n;
    const squaredError = returns.reduce((sum, g, i) => sum + (g - values[i]) ** 2, 0) / n;
    return 1 - squaredError / variance;
  },
  wrong: [
    { answer: (returns, values) => explainedVariance(returns, values), message: 'the explained variance itself' },
    { answer: (returns, values) => mean(returns.map((g, i) => (g - values[i]) ** 2)), message: 'in reward units' },
    {
      answer: (returns, values) => mean(returns.map((g, i) => (g - values[i]) ** 2)) / std(returns) ** 2,
      message: 'NOT explained',
    },
    {
      answer: (returns, values) =>
        1 - mean(returns.map((g, i) => (g - values[i]) ** 2)) / mean(returns.map((g) => g * g)),
      message: 'mean square of the returns',
    },
    {
      answer: (returns, values) => 1 - mean(returns.map((g, i) => (g - values[i]) ** 2)) / std(returns, 1) ** 2,
      message: 'divides by n, not by n - 1',
    },
  ],
};

const lookFirst: Exercise<(record: { ratioMin: number; ratioMax: number; kl: number; ev: number }) => string> = {
  // First the data, then numbers that are none, then the step, then the critic. NaN fails every comparison, so ask Number.isFinite.
  solution: (record) => {
    if (record.ratioMin !== 1 || record.ratioMax !== 1) return 'data';
    if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
    if (record.kl > 0.05) return 'step';
    if (record.kl === 0) return 'still';
    return record.ev < -0.5 ? 'critic' : 'ok';
  },
  wrong: [
    {
      answer: (record) => {
        if (record.ratioMin !== 1 || record.ratioMax !== 1) return 'data';
        if (record.kl > 0.05) return 'step';
        if (record.kl === 0) return 'still';
        return record.ev < -0.5 ? 'critic' : 'ok';
      },
      message: 'every comparison with NaN is false',
    },
    {
      answer: (record) => {
        if (record.ratioMin < 0.8 || record.ratioMax > 1.2) return 'data';
        if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
        if (record.kl > 0.05) return 'step';
        if (record.kl === 0) return 'still';
        return record.ev < -0.5 ? 'critic' : 'ok';
      },
      message: 'no tolerance',
    },
    {
      answer: (record) => {
        if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
        if (record.kl > 0.05) return 'step';
        if (record.kl === 0) return 'still';
        if (record.ev < -0.5) return 'critic';
        return record.ratioMin !== 1 || record.ratioMax !== 1 ? 'data' : 'ok';
      },
      message: 'they come first',
    },
    {
      answer: (record) => {
        if (record.ratioMin !== 1 || record.ratioMax !== 1) return 'data';
        if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
        if (record.ev < -0.5) return 'critic';
        if (record.kl > 0.05) return 'step';
        return record.kl === 0 ? 'still' : 'ok';
      },
      message: 'the critic is blamed before the step',
    },
    {
      answer: (record) => {
        if (record.ratioMin !== 1 || record.ratioMax !== 1) return 'data';
        if (record.kl > 0.05) return 'step';
        if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
        if (record.kl === 0) return 'still';
        return record.ev < -0.5 ? 'critic' : 'ok';
      },
      message: 'it is a broken number',
    },
    {
      answer: (record) => {
        if (record.ratioMin !== 1 || record.ratioMax !== 1) return 'data';
        if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
        if (record.kl > 0.05) return 'step';
        if (record.kl < 0.001) return 'still';
        return record.ev < -0.5 ? 'critic' : 'ok';
      },
      message: 'small, and not 0 (arguments {',
    },
    {
      answer: (record) => {
        if (record.ratioMin !== 1) return 'data';
        if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
        if (record.kl > 0.05) return 'step';
        if (record.kl === 0) return 'still';
        return record.ev < -0.5 ? 'critic' : 'ok';
      },
      message: 'when the largest first ratio is 1.001',
    },
    {
      answer: (record) => {
        if (record.ratioMax !== 1) return 'data';
        if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
        if (record.kl > 0.05) return 'step';
        if (record.kl === 0) return 'still';
        return record.ev < -0.5 ? 'critic' : 'ok';
      },
      message: 'when the smallest first ratio is 0.9999',
    },
  ],
};

export const solutions: Solutions = { fit: honestFit, triage: lookFirst };
