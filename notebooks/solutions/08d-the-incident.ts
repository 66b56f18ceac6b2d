/** Worked solution of lesson 08d, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const armsOf: Exercise<(n: number) => number[][]> = {
  // The four kinds in their order; what is in the list already is not run again.
  solution: (n) => {
    const indices = Array.from({ length: n }, (_, i) => i);
    const alone = indices.map((i) => indices.map((k) => (k === i ? 1 : 0)));
    const allBut = indices.map((i) => indices.map((k) => (k === i ? 0 : 1)));
    const arms: number[][] = [];
    for (const arm of [indices.map(() => 0), ...alone, indices.map(() => 1), ...allBut])
      if (!arms.some((other) => other.join() === arm.join())) arms.push(arm);
    return arms;
  },
  wrong: [
    {
      answer: (n) => {
        const indices = Array.from({ length: n }, (_, i) => i);
        const alone = indices.map((i) => indices.map((k) => (k === i ? 1 : 0)));
        const allBut = indices.map((i) => indices.map((k) => (k === i ? 0 : 1)));
        return [indices.map(() => 0), ...alone, indices.map(() => 1), ...allBut];
      },
      message: 'some arms are listed twice',
    },
    {
      answer: (n) => {
        const indices = Array.from({ length: n }, (_, i) => i);
        const alone = indices.map((i) => indices.map((k) => (k === i ? 1 : 0)));
        return n === 1 ? [[0], [1]] : [indices.map(() => 0), ...alone, indices.map(() => 1)];
      },
      message: 'leave each one out, too',
    },
    {
      answer: (n) => [Array.from({ length: n }, () => 0), Array.from({ length: n }, () => 1)],
      message: 'before and after, and any of the changes may be the cause',
    },
  ],
};

export const solutions: Solutions = { arms: armsOf };
