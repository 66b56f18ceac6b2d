/** Worked solutions of lesson 09b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

interface Moments {
  mean: number;
  variance: number;
  count: number;
}

const mergeBatch: Exercise<(old: Moments, batch: number[]) => Moments> = {
  // Sums of squared deviations add up, plus what the distance of the two means contributes.
  solution: (old, batch) => {
    const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
    const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
    const count = old.count + batch.length;
    const gap = batchMean - old.mean;
    const squares = old.count * old.variance + batchSquares + (gap ** 2 * old.count * batch.length) / count;
    return { mean: old.mean + (gap * batch.length) / count, variance: squares / count, count };
  },
  wrong: [
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
        const count = old.count + batch.length;
        return {
          mean: (old.count * old.mean + batch.length * batchMean) / count,
          variance: (old.count * old.variance + batchSquares) / count,
          count,
        };
      },
      message: 'the term with the gap squared is missing',
    },
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchVariance = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0) / batch.length;
        return {
          mean: (old.mean + batchMean) / 2,
          variance: (old.variance + batchVariance) / 2,
          count: old.count + batch.length,
        };
      },
      message: 'weight each with how many samples it has',
    },
    {
      answer: (_old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        return {
          mean: batchMean,
          variance: batch.reduce((total, x) => total + (x - batchMean) ** 2, 0) / batch.length,
          count: batch.length,
        };
      },
      message: 'only the last batch is left',
    },
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
        const count = old.count + batch.length;
        const gap = batchMean - old.mean;
        const variance =
          (old.count * old.variance + batchSquares) / count + (gap ** 2 * old.count * batch.length) / count;
        return { mean: old.mean + (gap * batch.length) / count, variance, count };
      },
      message: 'it has to be divided by all the samples',
    },
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
        const count = old.count + batch.length;
        const gap = batchMean - old.mean;
        const squares = old.count * old.variance + batchSquares + (gap ** 2 * old.count * batch.length) / count;
        return { mean: old.mean + (gap * batch.length) / count, variance: squares / (count - 1), count };
      },
      message: 'the sample variance',
    },
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
        const gap = batchMean - old.mean;
        const count = old.count + batch.length;
        const squares = old.count * old.variance + batchSquares + (gap ** 2 * old.count * batch.length) / count;
        old.mean += (gap * batch.length) / count;
        old.variance = squares / count;
        old.count = count;
        return old;
      },
      message: 'changes its argument 1 in place',
    },
  ],
};

export const solutions: Solutions = { merge: mergeBatch };
