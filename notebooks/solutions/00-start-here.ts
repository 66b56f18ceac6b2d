/** Worked answers of lesson 00, and the typical wrong ones with the message each must get. */
import type { Exercise, Solutions } from './types';

const returnOf: Exercise<(episodeRewards: number[], discount: number) => number> = {
  // From the back: the return of a step is its reward plus the discounted return of the step after it.
  solution: (episodeRewards, discount) => episodeRewards.reduceRight((rest, reward) => reward + discount * rest, 0),
  wrong: [
    {
      answer: (episodeRewards) => episodeRewards.reduce((total, reward) => total + reward, 0),
      message: 'this is the undiscounted sum',
    },
    {
      answer: (episodeRewards, discount) => {
        let total = 0;
        episodeRewards.forEach((reward, t) => {
          total += discount ** (t + 1) * reward;
        });
        return total;
      },
      message: 'the first reward is discounted too',
    },
    {
      answer: (episodeRewards, discount) => episodeRewards.reduce((total, reward) => discount * total + reward, 0),
      message: 'the factors are in the wrong order',
    },
    {
      answer: (episodeRewards, discount) =>
        episodeRewards.reduce((total, reward, t) => total + discount * t * reward, 0),
      message: 'raised to the power of the step',
    },
    {
      answer: (episodeRewards, discount) => {
        let total = episodeRewards[episodeRewards.length - 1];
        for (let t = episodeRewards.length - 2; t >= 0; t--) total = episodeRewards[t] + discount * total;
        return total;
      },
      message: 'when the episode has no steps',
    },
  ],
};

const pushOf: Exercise<(action: number, pay: number, expectedPay: number, theta: number) => number> = {
  // Better than expected pushes towards the action that was taken; its log-probability has the slope 1 - pi, or -pi of the other.
  solution: (action, pay, expectedPay, theta) => {
    const right = 1 / (1 + Math.exp(-theta));
    const slope = action === 1 ? 1 - right : -right;
    return (pay - expectedPay) * slope;
  },
  wrong: [
    {
      answer: (action, pay, _expectedPay, theta) => pay * (action - 1 / (1 + Math.exp(-theta))),
      message: 'you multiply by the return',
    },
    {
      answer: (_action, pay, expectedPay, theta) => (pay - expectedPay) * (1 - 1 / (1 + Math.exp(-theta))),
      message: 'right for the right arm',
    },
    {
      answer: (action, pay, expectedPay, theta) => {
        const right = 1 / (1 + Math.exp(-theta));
        return (pay - expectedPay) * (action === 1 ? right : 1 - right);
      },
      message: 'you multiply by the probability of the action',
    },
    {
      answer: (action, pay, expectedPay, theta) => (expectedPay - pay) * (action - 1 / (1 + Math.exp(-theta))),
      message: 'the sign is turned round',
    },
  ],
};

const steadySlope: Exercise<(actions: number[], paid: number[], theta: number) => number> = {
  // The mean pay of the batch stands in for V. It keeps the average (up to one part in the size of the batch) and takes most of the noise away.
  solution: (actions, paid, theta) => {
    const right = 1 / (1 + Math.exp(-theta));
    const value = paid.reduce((total, pay) => total + pay, 0) / paid.length;
    return actions.reduce((total, action, pull) => total + (paid[pull] - value) * (action - right), 0) / paid.length;
  },
  wrong: [
    {
      // The plain estimate again.
      answer: (actions, paid, theta) => {
        const right = 1 / (1 + Math.exp(-theta));
        return actions.reduce((total, action, pull) => total + paid[pull] * (action - right), 0) / paid.length;
      },
      message: 'that decides nothing',
    },
    { answer: () => 0, message: 'it is worse' },
    {
      // A sum instead of a mean.
      answer: (actions, paid, theta) => {
        const right = 1 / (1 + Math.exp(-theta));
        const value = paid.reduce((total, pay) => total + pay, 0) / paid.length;
        return actions.reduce((total, action, pull) => total + (paid[pull] - value) * (action - right), 0);
      },
      message: 'it is worse',
    },
    {
      // The sign is turned round.
      answer: (actions, paid, theta) => {
        const right = 1 / (1 + Math.exp(-theta));
        const value = paid.reduce((total, pay) => total + pay, 0) / paid.length;
        return (
          actions.reduce((total, action, pull) => total + (value - paid[pull]) * (action - right), 0) / paid.length
        );
      },
      message: 'it is worse',
    },
  ],
};

export const solutions: Solutions = { return: returnOf, push: pushOf, steady: steadySlope };
