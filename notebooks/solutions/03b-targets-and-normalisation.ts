/** Worked solutions of lesson 03b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const lambdaReturns: Exercise<
  (rewardList: number[], nextValues: number[], continues: number[], discount: number, lambda: number) => number[]
> = {
  // From the back: where no row of the episode follows, the next value stands alone; elsewhere it is mixed with the row after.
  solution: (rewardList, nextValues, continues, discount, lambda) => {
    const targets = new Array<number>(rewardList.length);
    for (let t = rewardList.length - 1; t >= 0; t--) {
      const goesOn = t + 1 < rewardList.length && continues[t] === 1;
      const future = goesOn ? (1 - lambda) * nextValues[t] + lambda * targets[t + 1] : nextValues[t];
      targets[t] = rewardList[t] + discount * future;
    }
    return targets;
  },
  wrong: [
    {
      answer: (rewardList, nextValues, continues, discount, lambda) => {
        const targets = new Array<number>(rewardList.length);
        for (let t = rewardList.length - 1; t >= 0; t--) {
          const goesOn = t + 1 < rewardList.length && continues[t] === 1;
          const future = goesOn ? lambda * nextValues[t] + (1 - lambda) * targets[t + 1] : nextValues[t];
          targets[t] = rewardList[t] + discount * future;
        }
        return targets;
      },
      message: 'have changed places',
    },
    {
      answer: (rewardList, nextValues, continues, discount, lambda) => {
        const targets = new Array<number>(rewardList.length);
        let later = 0;
        for (let t = rewardList.length - 1; t >= 0; t--) {
          later =
            rewardList[t] +
            discount * (continues[t] === 1 ? (1 - lambda) * nextValues[t] + lambda * later : nextValues[t]);
          targets[t] = later;
        }
        return targets;
      },
      message: 'its next value counts whole',
    },
    {
      answer: (rewardList, nextValues, _continues, discount, lambda) => {
        const targets = rewardList.map((reward, t) => reward + discount * nextValues[t]);
        for (let t = rewardList.length - 2; t >= 0; t--)
          targets[t] = rewardList[t] + discount * ((1 - lambda) * nextValues[t] + lambda * targets[t + 1]);
        return targets;
      },
      message: 'leaks in',
    },
    {
      answer: (rewardList, nextValues, continues, discount) => {
        const targets = rewardList.map((reward, t) => reward + discount * nextValues[t]);
        for (let t = rewardList.length - 2; t >= 0; t--)
          if (continues[t] === 1) targets[t] = rewardList[t] + discount * targets[t + 1];
        return targets;
      },
      message: 'this is lambda = 1',
    },
    {
      answer: (rewardList, nextValues, _continues, discount) =>
        rewardList.map((reward, t) => reward + discount * nextValues[t]),
      message: 'this is lambda = 0',
    },
    {
      answer: (rewardList, nextValues, continues, discount, lambda) => {
        for (let t = rewardList.length - 1; t >= 0; t--) {
          const goesOn = t + 1 < rewardList.length && continues[t] === 1;
          const future = goesOn ? (1 - lambda) * nextValues[t] + lambda * rewardList[t + 1] : nextValues[t];
          rewardList[t] += discount * future;
        }
        return rewardList;
      },
      message: 'changes its argument 1 in place',
    },
  ],
};

const luckyRow: Exercise<(numRows: number, x: number) => number> = {
  // x lies x (1 - 1/B) above the mean, and the deviation is x / sqrt(B): x cancels. However large the reward, the number is bounded.
  solution: (numRows) => (numRows - 1) / Math.sqrt(numRows),
  wrong: [
    { answer: (numRows, x) => x - x / numRows, message: 'the division by the standard deviation is still to come' },
    { answer: (numRows) => Math.sqrt(numRows), message: 'the mean is still in it' },
    { answer: (numRows) => Math.sqrt(numRows - 1), message: 'numRows below, not numRows - 1' },
    { answer: (numRows, x) => (x * (numRows - 1)) / Math.sqrt(numRows), message: 'Standardising takes the scale away' },
  ],
};

type First = (rewards: number[], values: number[], gamma: number) => number;

const steadier: Exercise<First> = {
  // What the critic gets wrong is small here; what thirty rewards have in luck is not. So: few rewards, then the critic.
  solution: (rewards, values, gamma) => {
    const lambda = 0.3;
    let next = 0;
    for (let t = rewards.length - 1; t >= 0; t--) {
      const after = t + 1 < values.length ? values[t + 1] : 0;
      next = rewards[t] + gamma * after - values[t] + gamma * lambda * next;
    }
    return next;
  },
  wrong: [
    {
      answer: (rewards, values, gamma) => rewards.reduce((sum, r, t) => sum + gamma ** t * r, 0) - values[0],
      message: 'that decides nothing',
    },
    { answer: () => 0, message: 'it is worse' },
    { answer: (rewards, values, gamma) => values[0] - rewards[0] - gamma * values[1], message: 'it is worse' },
  ],
};

export const solutions: Solutions = { targets: lambdaReturns, lucky: luckyRow, steadier };
