/** Worked solutions of lesson 05, and typical wrong answers with the words that each must be answered with. */
const historyOf = 'function historyOf(column: number[], environment: number, environments: number): number[]';
const nextValueOf =
  'function nextValueOf(terminated: boolean, truncated: boolean, valueOfFinal: number, valueOfReturned: number): number';
const dealMinibatches = 'function dealMinibatches(shuffledRows: number[], size: number): number[][]';

export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }> = {
  history: {
    // row(t, n) = t N + n: start at n, then every N-th entry.
    solution: `${historyOf} {
  const history: number[] = [];
  for (let row = environment; row < column.length; row += environments) history.push(column[row]);
  return history;
}`,
    wrong: [
      {
        code: `${historyOf} {
  const steps = column.length / environments;
  return column.slice(environment * steps, (environment + 1) * steps);
}`,
        message: 'you cut a connected piece',
      },
      {
        code: `${historyOf} {
  return column.slice(environment * environments, (environment + 1) * environments);
}`,
        message: 'the environments of one step',
      },
      {
        code: `${historyOf} {
  const history: number[] = [];
  for (let row = environment; row < column.length; row += environments) history.unshift(column[row]);
  return history;
}`,
        message: 'the newest first',
      },
      {
        code: `${historyOf} {
  return [column[environment]];
}`,
        message: 'one number only',
      },
    ],
  },
  next: {
    // A real end has no future, whatever the clock says; a time limit has one, in the final state.
    solution: `${nextValueOf} {
  if (terminated) return 0;
  return truncated ? valueOfFinal : valueOfReturned;
}`,
    wrong: [
      {
        code: `${nextValueOf} {
  return valueOfReturned;
}`,
        message: 'the first state of the NEXT episode',
      },
      {
        code: `${nextValueOf} {
  return terminated || truncated ? 0 : valueOfReturned;
}`,
        message: 'a time limit has a future',
      },
      {
        code: `${nextValueOf} {
  return terminated ? 0 : valueOfReturned;
}`,
        message: 'belongs to a fresh episode',
      },
      {
        code: `${nextValueOf} {
  if (truncated) return valueOfFinal;
  return terminated ? 0 : valueOfReturned;
}`,
        message: 'both flags can be set at once',
      },
      {
        code: `${nextValueOf} {
  return valueOfFinal;
}`,
        message: 'worth once the episode has really ended',
      },
    ],
  },
  split: {
    // Whole slices from the front; slice() stops at the end by itself, so the last one is simply shorter.
    solution: `${dealMinibatches} {
  const minibatches: number[][] = [];
  for (let start = 0; start < shuffledRows.length; start += size) minibatches.push(shuffledRows.slice(start, start + size));
  return minibatches;
}`,
    wrong: [
      {
        code: `${dealMinibatches} {
  const minibatches: number[][] = [];
  for (let start = 0; start + size <= shuffledRows.length; start += size) minibatches.push(shuffledRows.slice(start, start + size));
  return minibatches;
}`,
        message: 'you drop the last',
      },
      {
        code: `${dealMinibatches} {
  const rows = [...shuffledRows].sort((a, b) => a - b);
  const minibatches: number[][] = [];
  for (let start = 0; start < rows.length; start += size) minibatches.push(rows.slice(start, start + size));
  return minibatches;
}`,
        message: 'back into time order',
      },
      {
        code: `${dealMinibatches} {
  return shuffledRows.map((_, start) => shuffledRows.slice(start, start + size));
}`,
        message: 'your minibatches overlap',
      },
      {
        code: `${dealMinibatches} {
  return Array.from({ length: size }, (_, i) => shuffledRows.filter((_, j) => j % size === i));
}`,
        message: 'they should HAVE',
      },
    ],
  },
};
