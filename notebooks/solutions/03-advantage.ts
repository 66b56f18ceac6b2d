/** Worked solutions of lesson 03, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const tdError: Exercise<
  (
    reward: number,
    value: number,
    nextValue: number,
    terminated: boolean,
    truncated: boolean,
    discount: number,
  ) => number
> = {
  // Only a real end has no future. A time limit ends what we see, not what would have been earned.
  solution: (reward, value, nextValue, terminated, _truncated, discount) => {
    const future = terminated ? 0 : discount * nextValue;
    return reward + future - value;
  },
  wrong: [
    {
      answer: (reward, value, nextValue, terminated, truncated, discount) => {
        const done = terminated || truncated;
        return reward + discount * nextValue * (done ? 0 : 1) - value;
      },
      message: 'a time limit is not the end of the world',
    },
    {
      answer: (reward, value, nextValue, _terminated, _truncated, discount) => reward + discount * nextValue - value,
      message: 'after a real end there is no future',
    },
    {
      answer: (reward, value, nextValue, terminated) => reward + (terminated ? 0 : nextValue) - value,
      message: 'where is the discount',
    },
    {
      answer: (reward, value, nextValue, terminated, _truncated, discount) =>
        value - (reward + (terminated ? 0 : discount * nextValue)),
      message: 'the sign is turned round',
    },
    {
      answer: (reward, value, nextValue, terminated) => reward + (terminated ? 0 : 0.9 * nextValue) - value,
      message: 'the discount is 0.5 (arguments 2, 1.5, 4, false, false, 0.5), your function returned 4.1',
    },
  ],
};

const advantagesOf: Exercise<(tdErrors: number[], continues: number[], discount: number, lambda: number) => number[]> =
  {
    // From the back: the last row knows everything it needs, every other row needs the one after it.
    solution: (tdErrors, continues, discount, lambda) => {
      const result = new Array<number>(tdErrors.length);
      let running = 0;
      for (let t = tdErrors.length - 1; t >= 0; t--) {
        running = tdErrors[t] + discount * lambda * continues[t] * running;
        result[t] = running;
      }
      return result;
    },
    wrong: [
      { answer: (tdErrors) => tdErrors.map((delta) => delta), message: 'these are the TD errors themselves' },
      {
        answer: (tdErrors, _continues, discount, lambda) => {
          const result = [...tdErrors];
          for (let t = tdErrors.length - 2; t >= 0; t--) result[t] += discount * lambda * result[t + 1];
          return result;
        },
        message: 'runs on from one episode into the next',
      },
      {
        answer: (tdErrors, continues, discount) => {
          const result = [...tdErrors];
          for (let t = tdErrors.length - 2; t >= 0; t--) result[t] += discount * continues[t] * result[t + 1];
          return result;
        },
        message: 'lambda is missing',
      },
      {
        answer: (tdErrors, continues, discount, lambda) => {
          const result = [...tdErrors];
          for (let t = 1; t < tdErrors.length; t++) result[t] += discount * lambda * continues[t - 1] * result[t - 1];
          return result;
        },
        message: 'you run forwards in time',
      },
      {
        answer: (tdErrors, continues) => {
          const result = [...tdErrors];
          for (let t = tdErrors.length - 2; t >= 0; t--) result[t] += 0.72 * continues[t] * result[t + 1];
          return result;
        },
        message: 'discount 0.7, lambda 0.5',
      },
      {
        answer: (tdErrors, continues, discount, lambda) => {
          for (let t = tdErrors.length - 2; t >= 0; t--)
            tdErrors[t] += discount * lambda * continues[t] * tdErrors[t + 1];
          return tdErrors;
        },
        message: 'changes its argument 1 in place',
      },
    ],
  };

const firstAdvantage: Exercise<
  (rewardList: number[], firstValue: number, valueAfterLast: number, discount: number) => number
> = {
  // The values in the middle cancel: discounted rewards, the discounted value after the last row, minus the first value.
  solution: (rewardList, firstValue, valueAfterLast, discount) => {
    const n = rewardList.length;
    const earned = rewardList.reduce((sum, reward, k) => sum + discount ** k * reward, 0);
    return earned + discount ** n * valueAfterLast - firstValue;
  },
  wrong: [
    {
      answer: (rewardList, firstValue, _valueAfterLast, discount) =>
        rewardList.reduce((sum, reward, k) => sum + discount ** k * reward, 0) - firstValue,
      message: 'the value after the last row is missing',
    },
    {
      answer: (rewardList, firstValue, valueAfterLast, discount) =>
        rewardList.reduce((sum, reward, k) => sum + discount ** k * reward, 0) + discount * valueAfterLast - firstValue,
      message: 'discount it as often',
    },
    {
      answer: (rewardList, _firstValue, valueAfterLast, discount) => {
        const n = rewardList.length;
        return rewardList.reduce((sum, reward, k) => sum + discount ** k * reward, 0) + discount ** n * valueAfterLast;
      },
      message: 'compares it with what was expected',
    },
    {
      answer: (rewardList, firstValue, valueAfterLast) =>
        rewardList.reduce((sum, reward) => sum + reward, 0) + valueAfterLast - firstValue,
      message: 'nothing is discounted',
    },
  ],
};

export const solutions: Solutions = { delta: tdError, gae: advantagesOf, ends: firstAdvantage };
