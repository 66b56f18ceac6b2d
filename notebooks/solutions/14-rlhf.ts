/** Worked solutions of lesson 14, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const mask: Exercise<(ids: number[], promptTokens: number) => number[]> = {
  // Column t chose token t+1.
  solution: (ids, promptTokens) => ids.slice(1).map((id, t) => (t + 1 >= promptTokens && id !== 0 ? 1 : 0)),
  wrong: [
    {
      answer: (ids, promptTokens) => ids.map((id, t) => (t >= promptTokens && id !== 0 ? 1 : 0)),
      message: 'one number too many',
    },
    {
      answer: (ids, promptTokens) => ids.slice(1).map((_, t) => (t + 1 >= promptTokens ? 1 : 0)),
      message: 'padding is in the mask',
    },
    {
      answer: (ids) => ids.slice(1).map((id) => (id !== 0 ? 1 : 0)),
      message: 'was given, not chosen',
    },
    {
      answer: (ids, promptTokens) => ids.slice(1).map((id, t) => (t >= promptTokens && id !== 0 ? 1 : 0)),
      message: 'the first token of the answer is missing',
    },
  ],
};

const kl: Exercise<(score: number, logProbs: number[], refLogProbs: number[], beta: number) => number[]> = {
  solution: (score, logProbs, refLogProbs, beta) =>
    logProbs.map((logProb, t) => (t === logProbs.length - 1 ? score : 0) - beta * (logProb - refLogProbs[t])),
  wrong: [
    {
      answer: (score, logProbs, refLogProbs, beta) =>
        logProbs.map((logProb, t) => score - beta * (logProb - refLogProbs[t])),
      message: 'the score is paid once',
    },
    {
      answer: (score, logProbs, refLogProbs, beta) =>
        logProbs.map((logProb, t) => (t === logProbs.length - 1 ? score : 0) + beta * (logProb - refLogProbs[t])),
      message: 'must cost something',
    },
    {
      answer: (score, logProbs, refLogProbs, beta) => {
        const total = logProbs.reduce((sum, logProb, t) => sum + logProb - refLogProbs[t], 0);
        return logProbs.map((_, t) => (t === logProbs.length - 1 ? score - beta * total : 0));
      },
      message: 'charges each token for itself',
    },
  ],
};

export const solutions: Solutions = { mask, kl };
