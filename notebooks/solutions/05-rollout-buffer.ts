/** Worked solutions of lesson 05, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const historyOf: Exercise<(column: number[], environment: number, environments: number) => number[]> = {
  // row(t, n) = t N + n: start at n, then every N-th entry.
  solution: (column, environment, environments) => {
    const history: number[] = [];
    for (let row = environment; row < column.length; row += environments) history.push(column[row]);
    return history;
  },
  wrong: [
    {
      answer: (column, environment, environments) => {
        const steps = column.length / environments;
        return column.slice(environment * steps, (environment + 1) * steps);
      },
      message: 'you cut a connected piece',
    },
    {
      answer: (column, environment, environments) =>
        column.slice(environment * environments, (environment + 1) * environments),
      message: 'the environments of one step',
    },
    {
      answer: (column, environment, environments) => {
        const history: number[] = [];
        for (let row = environment; row < column.length; row += environments) history.unshift(column[row]);
        return history;
      },
      message: 'the newest first',
    },
    { answer: (column, environment) => [column[environment]], message: 'one number only' },
  ],
};

const nextValueOf: Exercise<
  (terminated: boolean, truncated: boolean, valueOfFinal: number, valueOfReturned: number) => number
> = {
  // A real end has no future, whatever the clock says; a time limit has one, in the final state.
  solution: (terminated, truncated, valueOfFinal, valueOfReturned) => {
    if (terminated) return 0;
    return truncated ? valueOfFinal : valueOfReturned;
  },
  wrong: [
    {
      answer: (_terminated, _truncated, _valueOfFinal, valueOfReturned) => valueOfReturned,
      message: 'the first state of the NEXT episode',
    },
    {
      answer: (terminated, truncated, _valueOfFinal, valueOfReturned) =>
        terminated || truncated ? 0 : valueOfReturned,
      message: 'a time limit has a future',
    },
    {
      answer: (terminated, _truncated, _valueOfFinal, valueOfReturned) => (terminated ? 0 : valueOfReturned),
      message: 'belongs to a fresh episode',
    },
    {
      answer: (terminated, truncated, valueOfFinal, valueOfReturned) => {
        if (truncated) return valueOfFinal;
        return terminated ? 0 : valueOfReturned;
      },
      message: 'both flags can be set at once',
    },
    {
      answer: (_terminated, _truncated, valueOfFinal) => valueOfFinal,
      message: 'worth once the episode has really ended',
    },
  ],
};

const dealMinibatches: Exercise<(shuffledRows: number[], size: number) => number[][]> = {
  // Whole slices from the front; slice() stops at the end by itself, so the last one is simply shorter.
  solution: (shuffledRows, size) => {
    const minibatches: number[][] = [];
    for (let start = 0; start < shuffledRows.length; start += size)
      minibatches.push(shuffledRows.slice(start, start + size));
    return minibatches;
  },
  wrong: [
    {
      answer: (shuffledRows, size) => {
        const minibatches: number[][] = [];
        for (let start = 0; start + size <= shuffledRows.length; start += size)
          minibatches.push(shuffledRows.slice(start, start + size));
        return minibatches;
      },
      message: 'you drop the last',
    },
    {
      answer: (shuffledRows, size) => {
        const rows = [...shuffledRows].sort((a, b) => a - b);
        const minibatches: number[][] = [];
        for (let start = 0; start < rows.length; start += size) minibatches.push(rows.slice(start, start + size));
        return minibatches;
      },
      message: 'back into time order',
    },
    {
      answer: (shuffledRows, size) => shuffledRows.map((_, start) => shuffledRows.slice(start, start + size)),
      message: 'your minibatches overlap',
    },
    {
      answer: (shuffledRows, size) =>
        Array.from({ length: size }, (_, i) => shuffledRows.filter((_, j) => j % size === i)),
      message: 'they should HAVE',
    },
  ],
};

export const solutions: Solutions = { history: historyOf, next: nextValueOf, split: dealMinibatches };
