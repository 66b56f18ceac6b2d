/** Worked solutions of lesson 11b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const starts: Exercise<(terminated: number[], truncated: number[], firstIsStart: boolean) => number[]> = {
  // An episode that ended with the step before, in whatever way, has left a new one to this step.
  solution: (terminated, truncated, firstIsStart) =>
    terminated.map((_, t) => {
      if (t === 0) return firstIsStart ? 1 : 0;
      return terminated[t - 1] || truncated[t - 1] ? 1 : 0;
    }),
  wrong: [
    {
      answer: (terminated, truncated) => terminated.map((ended, t) => (ended || truncated[t] ? 1 : 0)),
      message: 'these are the steps that end an episode',
    },
    {
      answer: (terminated, _, firstIsStart) => [Number(firstIsStart), ...terminated.slice(0, -1)],
      message: 'after a time limit, too, another episode begins',
    },
    {
      answer: (terminated, truncated) =>
        terminated.map((_, t) => (t === 0 || terminated[t - 1] || truncated[t - 1] ? 1 : 0)),
      message: 'a rollout does not begin an episode',
    },
  ],
};

const masked: Exercise<(losses: number[][], mask: number[][]) => number> = {
  solution: (losses, mask) => {
    let [total, count] = [0, 0];
    losses.forEach((row, l) =>
      row.forEach((loss, b) => {
        total += mask[l][b] * loss;
        count += mask[l][b];
      }),
    );
    return total / count;
  },
  wrong: [
    {
      answer: (losses) => losses.flat().reduce((a, b) => a + b, 0) / losses.flat().length,
      message: 'padding is in this mean',
    },
    {
      answer: (losses, mask) => {
        const sum = losses.reduce((all, row, l) => all + row.reduce((a, loss, b) => a + mask[l][b] * loss, 0), 0);
        return sum / losses.flat().length;
      },
      message: 'the number it is divided by counts the padding',
    },
    {
      answer: (losses, mask) => {
        const means = losses[0].map((_, b) => {
          const own = losses.map((row) => row[b]).filter((_, l) => mask[l][b] === 1);
          return own.reduce((a, loss) => a + loss, 0) / own.length;
        });
        return means.reduce((a, one) => a + one, 0) / means.length;
      },
      message: 'a mean of means',
    },
  ],
};

const reach: Exercise<(starts: number[], length: number) => number[]> = {
  // One more than at the step before, unless an episode or a sequence begins here.
  solution: (starts, length) => {
    const reached: number[] = [];
    for (let t = 0; t < starts.length; t++) {
      const isFirst = starts[t] === 1 || t % length === 0;
      reached.push(isFirst ? 0 : reached[t - 1] + 1);
    }
    return reached;
  },
  wrong: [
    {
      answer: (starts, length) => starts.map((_, t) => t % length),
      message: 'the beginning of an episode is missing',
    },
    {
      answer: (starts) => starts.map((_, t) => t - Math.max(0, starts.slice(0, t + 1).lastIndexOf(1))),
      message: 'the cut is missing',
    },
    {
      answer: (starts, length) =>
        starts.map((_, t) => {
          const episode = Math.max(0, starts.slice(0, t + 1).lastIndexOf(1));
          return t - Math.max(episode, t - (t % length)) + 1;
        }),
      message: 'the step itself is not an earlier one',
    },
  ],
};

export const solutions: Solutions = { starts, masked, reach };
