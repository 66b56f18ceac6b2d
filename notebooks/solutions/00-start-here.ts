/** Worked answers of lesson 00, and the typical wrong ones with the message each must get. */
export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }> = {
  return: {
    solution: `
function returnOf(episodeRewards: number[], discount: number): number {
  return episodeRewards.reduceRight((rest, reward) => reward + discount * rest, 0);
}`,
    wrong: [
      {
        code: `
function returnOf(episodeRewards: number[], discount: number): number {
  return episodeRewards.reduce((total, reward) => total + reward, 0);
}`,
        message: 'this is the undiscounted sum',
      },
      {
        code: `
function returnOf(episodeRewards: number[], discount: number): number {
  let total = 0;
  episodeRewards.forEach((reward, t) => {
    total += discount ** (t + 1) * reward;
  });
  return total;
}`,
        message: 'the first reward is discounted too',
      },
      {
        code: `
function returnOf(episodeRewards: number[], discount: number): number {
  return episodeRewards.reduce((total, reward) => discount * total + reward, 0);
}`,
        message: 'the factors are in the wrong order',
      },
      {
        code: `
function returnOf(episodeRewards: number[], discount: number): number {
  return episodeRewards.reduce((total, reward, t) => total + discount * t * reward, 0);
}`,
        message: 'raised to the power of the step',
      },
      {
        code: `
function returnOf(episodeRewards: number[], discount: number): number {
  let total = episodeRewards[episodeRewards.length - 1];
  for (let t = episodeRewards.length - 2; t >= 0; t--) total = episodeRewards[t] + discount * total;
  return total;
}`,
        message: 'when the episode has no steps',
      },
    ],
  },
  push: {
    solution: `
function pushOf(action: number, pay: number, expectedPay: number, theta: number): number {
  const right = 1 / (1 + Math.exp(-theta));
  const slope = action === 1 ? 1 - right : -right;
  return (pay - expectedPay) * slope;
}`,
    wrong: [
      {
        code: `
function pushOf(action: number, pay: number, expectedPay: number, theta: number): number {
  return pay * (action - 1 / (1 + Math.exp(-theta)));
}`,
        message: 'you multiply by the return',
      },
      {
        code: `
function pushOf(action: number, pay: number, expectedPay: number, theta: number): number {
  return (pay - expectedPay) * (1 - 1 / (1 + Math.exp(-theta)));
}`,
        message: 'right for the right arm',
      },
      {
        code: `
function pushOf(action: number, pay: number, expectedPay: number, theta: number): number {
  const right = 1 / (1 + Math.exp(-theta));
  return (pay - expectedPay) * (action === 1 ? right : 1 - right);
}`,
        message: 'you multiply by the probability of the action',
      },
      {
        code: `
function pushOf(action: number, pay: number, expectedPay: number, theta: number): number {
  return (expectedPay - pay) * (action - 1 / (1 + Math.exp(-theta)));
}`,
        message: 'the sign is turned round',
      },
    ],
  },
};
