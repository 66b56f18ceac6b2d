/** Worked solutions of lesson 04, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const logSoftmaxOf: Exercise<(row: number[]) => number[]> = {
  // After the largest logit is taken away, the largest exponential is exp(0) = 1: no overflow, and the sum is never 0.
  solution: (row) => {
    const largest = Math.max(...row);
    const total = row.reduce((sum, z) => sum + Math.exp(z - largest), 0);
    return row.map((z) => z - largest - Math.log(total));
  },
  wrong: [
    {
      answer: (row) => {
        const total = row.reduce((sum, z) => sum + Math.exp(z), 0);
        return row.map((z) => z - Math.log(total));
      },
      message: 'subtract something from all logits first',
    },
    {
      answer: (row) => {
        const largest = Math.max(...row);
        const parts = row.map((z) => Math.exp(z - largest));
        const total = parts.reduce((sum, e) => sum + e, 0);
        return parts.map((e) => Math.log(e / total));
      },
      message: 'log of a softmax',
    },
    {
      answer: (row) => {
        const largest = Math.max(...row);
        const parts = row.map((z) => Math.exp(z - largest));
        const total = parts.reduce((sum, e) => sum + e, 0);
        return parts.map((e) => e / total);
      },
      message: 'the logarithm is missing',
    },
    {
      answer: (row) => {
        const largest = Math.max(...row);
        return row.map((z) => z - largest);
      },
      message: 'sum to 1',
    },
  ],
};

const countShared: Exercise<(observationSize: number, hiddenSizes: number[], numActions: number) => number> = {
  // (n + 1) m for each layer: the trunk once, then two heads that both read its last layer.
  solution: (observationSize, hiddenSizes, numActions) => {
    const trunk = [observationSize, ...hiddenSizes];
    let total = 0;
    for (let i = 0; i + 1 < trunk.length; i++) total += (trunk[i] + 1) * trunk[i + 1];
    const last = trunk[trunk.length - 1];
    return total + (last + 1) * numActions + (last + 1);
  },
  wrong: [
    {
      answer: (observationSize, hiddenSizes, numActions) => {
        const trunk = [observationSize, ...hiddenSizes];
        let total = 0;
        for (let i = 0; i + 1 < trunk.length; i++) total += trunk[i] * trunk[i + 1];
        return total + trunk[trunk.length - 1] * (numActions + 1);
      },
      message: 'the biases are missing',
    },
    {
      answer: (observationSize, hiddenSizes, numActions) => {
        const of = (sizes: number[]) => sizes.slice(1).reduce((sum, m, i) => sum + (sizes[i] + 1) * m, 0);
        return of([observationSize, ...hiddenSizes, numActions]) + of([observationSize, ...hiddenSizes, 1]);
      },
      message: 'you count the trunk twice',
    },
    {
      answer: (observationSize, hiddenSizes, numActions) => {
        const sizes = [observationSize, ...hiddenSizes, numActions];
        return sizes.slice(1).reduce((sum, m, i) => sum + (sizes[i] + 1) * m, 0);
      },
      message: 'the actor alone',
    },
    {
      answer: (observationSize, hiddenSizes, numActions) => {
        const sizes = [observationSize, ...hiddenSizes, numActions, 1];
        return sizes.slice(1).reduce((sum, m, i) => sum + (sizes[i] + 1) * m, 0);
      },
      message: 'does not read the logits',
    },
  ],
};

const entropyOf: Exercise<(probabilities: number[]) => number> = {
  // p log p goes to 0 with p, but the machine says 0 * -Infinity = NaN: leave such actions out.
  solution: (probabilities) => {
    let total = 0;
    for (const p of probabilities) if (p > 0) total -= p * Math.log(p);
    return total;
  },
  wrong: [
    {
      answer: (probabilities) => -probabilities.reduce((sum, p) => sum + p * Math.log(p), 0),
      message: 'makes your sum NaN',
    },
    {
      answer: (probabilities) => probabilities.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0),
      message: 'the sign',
    },
    {
      answer: (probabilities) => -probabilities.reduce((sum, p) => sum + (p > 0 ? p * Math.log2(p) : 0), 0),
      message: 'in bits',
    },
    {
      answer: (probabilities) => {
        const surprises = probabilities.map((p) => (p > 0 ? -Math.log(p) : 0));
        return surprises.reduce((sum, s) => sum + s, 0) / probabilities.length;
      },
      message: 'weigh all actions alike',
    },
  ],
};

export const solutions: Solutions = { logsoftmax: logSoftmaxOf, count: countShared, entropy: entropyOf };
