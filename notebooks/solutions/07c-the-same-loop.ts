/** Worked answers of lesson 07c, and the typical wrong ones with the message each must get. */
import type { Exercise, Solutions } from './types';

interface ListEnv {
  reset(): number[];
  step(action: number): number[];
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

export const solutions: Solutions = { record: statesActedOn };
