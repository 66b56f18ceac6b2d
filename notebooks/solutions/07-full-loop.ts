/** Worked answers of lesson 07, and the typical wrong ones with the message each must get. */
import { mean } from 'ppo-lib';
import type { Exercise, Solutions } from './types';

interface ListEnv {
  reset(): number[];
  step(action: number): number[];
}

interface Settings {
  totalTimesteps: number;
  numEnvs: number;
  numSteps: number;
  numEpochs: number;
  minibatchSize: number;
}

const statesActedOn: Exercise<(world: ListEnv, actions: number[]) => number[][]> = {
  // A copy, taken before the step: afterwards the list says where the action has led.
  solution: (world, actions) => {
    const rows: number[][] = [];
    let state = world.reset();
    for (const action of actions) {
      rows.push([...state]);
      state = world.step(action);
    }
    return rows;
  },
  wrong: [
    {
      answer: (world, actions) => {
        const rows: number[][] = [];
        let state = world.reset();
        for (const action of actions) {
          rows.push(state);
          state = world.step(action);
        }
        return rows;
      },
      message: 'all rows are one and the same list',
    },
    {
      answer: (world, actions) => {
        const rows: number[][] = [];
        let state = world.reset();
        for (const action of actions) {
          const next = world.step(action);
          rows.push([...state]);
          state = next;
        }
        return rows;
      },
      message: 'these are the states after each action',
    },
    {
      answer: (world, actions) => [[...world.reset()], ...actions.map((action) => [...world.step(action)])],
      message: 'return one row for each',
    },
    {
      answer: (world, actions) => {
        const rows = [[0, 0]];
        for (const action of actions.slice(0, -1)) rows.push([...world.step(action)]);
        return rows;
      },
      message: 'your function returned [0, 0] [NaN, NaN] [NaN, NaN] [NaN, NaN]: these are not the states',
    },
    {
      answer: (world, actions) => {
        world.reset();
        const rows = [[0, 0]];
        for (const action of actions.slice(0, -1)) rows.push([...world.step(action)]);
        return rows;
      },
      message:
        'when reset() gives [5, 0] and the actions are 1, 1, -1, 1, your function returned [0, 0] [6, 1] [7, 2] [6, 3]',
    },
  ],
};

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

export const solutions: Solutions = { record: statesActedOn, steps: gradientSteps, solved: isSolved };
