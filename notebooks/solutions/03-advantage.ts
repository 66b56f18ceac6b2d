/** Worked solutions of lesson 03, and typical wrong answers with the words that each must be answered with. */
const tdError =
  'function tdError(reward: number, value: number, nextValue: number, terminated: boolean, truncated: boolean, discount: number): number';
const advantagesOf =
  'function advantagesOf(tdErrors: number[], continues: number[], discount: number, lambda: number): number[]';
const firstAdvantage =
  'function firstAdvantage(rewardList: number[], firstValue: number, valueAfterLast: number, discount: number): number';

export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }> = {
  delta: {
    // Only a real end has no future. A time limit ends what we see, not what would have been earned.
    solution: `${tdError} {
  const future = terminated ? 0 : discount * nextValue;
  return reward + future - value;
}`,
    wrong: [
      {
        code: `${tdError} {
  const done = terminated || truncated;
  return reward + discount * nextValue * (done ? 0 : 1) - value;
}`,
        message: 'a time limit is not the end of the world',
      },
      {
        code: `${tdError} {
  return reward + discount * nextValue - value;
}`,
        message: 'after a real end there is no future',
      },
      {
        code: `${tdError} {
  return reward + (terminated ? 0 : nextValue) - value;
}`,
        message: 'where is the discount',
      },
      {
        code: `${tdError} {
  return value - (reward + (terminated ? 0 : discount * nextValue));
}`,
        message: 'the sign is turned round',
      },
    ],
  },
  gae: {
    // From the back: the last row knows everything it needs, every other row needs the one after it.
    solution: `${advantagesOf} {
  const result = new Array<number>(tdErrors.length);
  let running = 0;
  for (let t = tdErrors.length - 1; t >= 0; t--) {
    running = tdErrors[t] + discount * lambda * continues[t] * running;
    result[t] = running;
  }
  return result;
}`,
    wrong: [
      {
        code: `${advantagesOf} {
  return tdErrors.map((delta) => delta);
}`,
        message: 'these are the TD errors themselves',
      },
      {
        code: `${advantagesOf} {
  const result = [...tdErrors];
  for (let t = tdErrors.length - 2; t >= 0; t--) result[t] += discount * lambda * result[t + 1];
  return result;
}`,
        message: 'runs on from one episode into the next',
      },
      {
        code: `${advantagesOf} {
  const result = [...tdErrors];
  for (let t = tdErrors.length - 2; t >= 0; t--) result[t] += discount * continues[t] * result[t + 1];
  return result;
}`,
        message: 'lambda is missing',
      },
      {
        code: `${advantagesOf} {
  const result = [...tdErrors];
  for (let t = 1; t < tdErrors.length; t++) result[t] += discount * lambda * continues[t - 1] * result[t - 1];
  return result;
}`,
        message: 'you run forwards in time',
      },
    ],
  },
  ends: {
    // The values in the middle cancel: discounted rewards, the discounted value after the last row, minus the first value.
    solution: `${firstAdvantage} {
  const n = rewardList.length;
  const earned = rewardList.reduce((sum, reward, k) => sum + discount ** k * reward, 0);
  return earned + discount ** n * valueAfterLast - firstValue;
}`,
    wrong: [
      {
        code: `${firstAdvantage} {
  return rewardList.reduce((sum, reward, k) => sum + discount ** k * reward, 0) - firstValue;
}`,
        message: 'the value after the last row is missing',
      },
      {
        code: `${firstAdvantage} {
  return rewardList.reduce((sum, reward, k) => sum + discount ** k * reward, 0) + discount * valueAfterLast - firstValue;
}`,
        message: 'discount it as often',
      },
      {
        code: `${firstAdvantage} {
  const n = rewardList.length;
  return rewardList.reduce((sum, reward, k) => sum + discount ** k * reward, 0) + discount ** n * valueAfterLast;
}`,
        message: 'compares it with what was expected',
      },
      {
        code: `${firstAdvantage} {
  return rewardList.reduce((sum, reward) => sum + reward, 0) + valueAfterLast - firstValue;
}`,
        message: 'nothing is discounted',
      },
    ],
  },
};
