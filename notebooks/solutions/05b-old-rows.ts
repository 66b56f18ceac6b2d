/** Worked solutions of lesson 05b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const gradientStepsOf: Exercise<
  (totalRows: number, numEnvs: number, numSteps: number, minibatchSize: number, numEpochs: number) => number
> = {
  // Whole rollouts, so round down; every row once an epoch, so the rest makes a minibatch of its own: round up.
  solution: (totalRows, numEnvs, numSteps, minibatchSize, numEpochs) => {
    const rolloutRows = numEnvs * numSteps;
    const iterations = Math.floor(totalRows / rolloutRows);
    const minibatches = Math.ceil(rolloutRows / minibatchSize);
    return iterations * numEpochs * minibatches;
  },
  wrong: [
    {
      answer: (totalRows, _numEnvs, numSteps, minibatchSize, numEpochs) =>
        Math.floor(totalRows / numSteps) * numEpochs * Math.ceil(numSteps / minibatchSize),
      message: 'a step moves ALL environments',
    },
    {
      answer: (totalRows, numEnvs, numSteps, minibatchSize, numEpochs) => {
        const rolloutRows = numEnvs * numSteps;
        return Math.floor(totalRows / rolloutRows) * numEpochs * Math.floor(rolloutRows / minibatchSize);
      },
      message: 'the last, smaller minibatch',
    },
    {
      answer: (totalRows, numEnvs, numSteps, minibatchSize) => {
        const rolloutRows = numEnvs * numSteps;
        return Math.floor(totalRows / rolloutRows) * Math.ceil(rolloutRows / minibatchSize);
      },
      message: 'where are the epochs',
    },
    {
      answer: (totalRows, _numEnvs, _numSteps, minibatchSize, numEpochs) =>
        numEpochs * Math.ceil(totalRows / minibatchSize),
      message: 'do not reach over the end of a rollout',
    },
  ],
};

type OldRows = (rewards: number[], oldLogProbs: number[], newLogProbs: number[]) => number;

const reuse: Exercise<OldRows> = {
  // Every row counts as often as the new policy would have made it; divided by the sum of the weights, not by their number.
  solution: (rewards, oldLogProbs, newLogProbs) => {
    const ratios = newLogProbs.map((x, i) => Math.exp(x - oldLogProbs[i]));
    const total = ratios.reduce((a, b) => a + b, 0);
    return rewards.reduce((sum, reward, i) => sum + ratios[i] * reward, 0) / total;
  },
  wrong: [
    { answer: (rewards) => rewards.reduce((a, b) => a + b, 0) / rewards.length, message: 'that decides nothing' },
    {
      answer: (rewards, oldLogProbs, newLogProbs) => {
        const ratios = newLogProbs.map((x, i) => Math.exp(oldLogProbs[i] - x));
        return rewards.reduce((sum, reward, i) => sum + ratios[i] * reward, 0) / ratios.reduce((a, b) => a + b, 0);
      },
      message: 'it is worse',
    },
    { answer: (rewards) => Math.max(...rewards), message: 'it is worse' },
  ],
};

export const solutions: Solutions = { steps: gradientStepsOf, reuse };
