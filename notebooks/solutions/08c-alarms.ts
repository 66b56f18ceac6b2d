/** Worked solution of lesson 08c, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const worthHaving: Exercise<(tasks: [number, number, number, number][]) => number> = {
  // Both shares on the same task, and no share of nothing.
  solution: (tasks) => {
    const isWorth = ([rings, healthy, found, broken]: [number, number, number, number]) =>
      healthy > 0 && broken > 0 && rings / healthy < 0.2 && found / broken > 0.5;
    return tasks.filter(isWorth).length;
  },
  wrong: [
    {
      answer: (tasks) => tasks.filter(([, , found, broken]) => broken > 0 && found / broken > 0.5).length,
      message: 'an alarm that always rings would pass',
    },
    {
      answer: (tasks) => tasks.filter(([rings, healthy]) => healthy > 0 && rings / healthy < 0.2).length,
      message: 'an alarm that never rings would pass',
    },
    {
      answer: (tasks) => {
        const total = (k: 0 | 1 | 2 | 3) => tasks.reduce((all, task) => all + task[k], 0);
        return total(0) / total(1) < 0.2 && total(2) / total(3) > 0.5 ? tasks.length : 0;
      },
      message: 'the updates of all tasks are in one pot',
    },
    {
      answer: (tasks) =>
        tasks.filter(([rings, healthy, found, broken]) => rings / healthy <= 0.2 && found / broken >= 0.5).length,
      message: 'the limits themselves do not count',
    },
    {
      answer: (tasks) =>
        tasks.filter(([rings, healthy, found, broken]) => {
          const silent = healthy === 0 || rings / healthy < 0.2;
          return silent && broken > 0 && found / broken > 0.5;
        }).length,
      message: 'when one task has no healthy updates',
    },
  ],
};

export const solutions: Solutions = { worth: worthHaving };
