/** Worked answers of lesson 07, and the typical wrong ones with the message each must get. */
import { mean } from 'ppo-lib';
import type { Exercise, Solutions } from './types';

interface Settings {
  totalTimesteps: number;
  numEnvs: number;
  numSteps: number;
  numEpochs: number;
  minibatchSize: number;
}

const gradientSteps: Exercise<(settings: Settings) => number> = {
  // Whole rollouts only, therefore rounded down; the rest of an epoch is trained on too, therefore rounded up.
  solution: (settings) => {
    const rollout = settings.numEnvs * settings.numSteps;
    const iterations = Math.floor(settings.totalTimesteps / rollout);
    return iterations * settings.numEpochs * Math.ceil(rollout / settings.minibatchSize);
  },
  wrong: [
    {
      answer: (settings) => {
        const rollout = settings.numEnvs * settings.numSteps;
        return Math.floor(settings.totalTimesteps / rollout) * Math.ceil(rollout / settings.minibatchSize);
      },
      message: 'every batch is used in several epochs',
    },
    {
      answer: ({ totalTimesteps, numSteps, numEpochs, minibatchSize }) =>
        Math.floor(totalTimesteps / numSteps) * numEpochs * Math.ceil(numSteps / minibatchSize),
      message: 'numSteps steps of each of numEnvs environments',
    },
    {
      answer: ({ totalTimesteps, numEnvs, numSteps, numEpochs, minibatchSize }) => {
        const rollout = numEnvs * numSteps;
        return Math.floor(totalTimesteps / rollout) * numEpochs * Math.floor(rollout / minibatchSize);
      },
      message: 'the rows that do not fill a minibatch',
    },
    {
      answer: ({ totalTimesteps, numEpochs, minibatchSize }) =>
        Math.floor((totalTimesteps * numEpochs) / minibatchSize),
      message: 'rollouts are whole',
    },
  ],
};

const isSolved: Exercise<(episodeReturns: number[]) => boolean> = {
  // The mean of the last 100, once there are 100: neither luck nor the poor beginning counts.
  solution: (episodeReturns) => {
    if (episodeReturns.length < 100) return false;
    const recent = episodeReturns.slice(-100);
    return recent.reduce((total, value) => total + value, 0) / 100 >= 475;
  },
  wrong: [
    {
      answer: (episodeReturns) => episodeReturns.length >= 100 && mean(episodeReturns) >= 475,
      message: 'remembers the poor beginning for ever',
    },
    {
      answer: (episodeReturns) => episodeReturns.length > 0 && mean(episodeReturns.slice(-100)) >= 475,
      message: 'a few lucky episodes are not enough',
    },
    {
      answer: (episodeReturns) => episodeReturns.length >= 100 && mean(episodeReturns.slice(-100)) > 475,
      message: 'includes 475 itself',
    },
    {
      answer: (episodeReturns) => episodeReturns.slice(-100).reduce((total, value) => total + value, 0) / 100 >= 475,
      message: 'count them first',
    },
    {
      answer: (episodeReturns) => episodeReturns.length >= 100 && episodeReturns.slice(-100).every((r) => r >= 475),
      message: 'their mean has to',
    },
    {
      answer: (episodeReturns) => episodeReturns.length > 100 && mean(episodeReturns.slice(-100)) >= 475,
      message: 'when exactly 100 perfect episodes have finished',
    },
    { answer: (episodeReturns) => episodeReturns.some((value) => value >= 475), message: 'one good episode is luck' },
  ],
};

export const solutions: Solutions = { steps: gradientSteps, solved: isSolved };
