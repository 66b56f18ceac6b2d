/** Worked solutions of lesson 09c, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const torqueLogProb: Exercise<(torque: number, mu: number, sigma: number, maxTorque: number) => number> = {
  // Go back to u, take its density, and divide by the slope of u -> maxTorque tanh(u), which is maxTorque (1 - tanh^2 u).
  solution: (torque, mu, sigma, maxTorque) => {
    const squeezed = torque / maxTorque;
    const z = (Math.atanh(squeezed) - mu) / sigma;
    const logNormal = -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
    return logNormal - Math.log(maxTorque * (1 - squeezed * squeezed));
  },
  wrong: [
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const z = (Math.atanh(torque / maxTorque) - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - Math.log(maxTorque);
      },
      message: 'its slope there is missing',
    },
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const squeezed = torque / maxTorque;
        const z = (Math.atanh(squeezed) - mu) / sigma;
        return (
          -0.5 * z * z -
          Math.log(sigma) -
          0.5 * Math.log(2 * Math.PI) +
          Math.log(1 - squeezed ** 2) -
          Math.log(maxTorque)
        );
      },
      message: 'the sign of the slope',
    },
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const squeezed = torque / maxTorque;
        const z = (Math.atanh(squeezed) - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - Math.log(1 - squeezed ** 2);
      },
      message: 'Stretching to larger limits',
    },
    {
      answer: (torque, mu, sigma) => {
        const z = (torque - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
      },
      message: 'undo the squashing first',
    },
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const squeezed = torque / maxTorque;
        const z = (squeezed - mu) / sigma;
        return (
          -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - Math.log(maxTorque * (1 - squeezed * squeezed))
        );
      },
      message: 'undo the tanh, too',
    },
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const squeezed = torque / maxTorque;
        const z = (Math.atanh(squeezed) - mu) / sigma;
        return (
          -0.5 * z * z -
          Math.log(sigma) -
          0.5 * Math.log(2 * Math.PI) -
          Math.log(1 - squeezed ** 2) +
          Math.log(maxTorque)
        );
      },
      message: 'lower, not higher',
    },
  ],
};

const expected: Exercise<(mu: number, sigma: number) => number> = {
  // An average over the density, point by point: a sum in place of the integral.
  solution: (mu, sigma) => {
    let [total, weights] = [0, 0];
    for (let u = -6; u <= 6; u += 0.01) {
      const weight = Math.exp((-u * u) / 2);
      weights += weight;
      total += weight * Math.tanh(mu + sigma * u);
    }
    return total / weights;
  },
  wrong: [
    { answer: (mu) => Math.tanh(mu), message: 'that decides nothing' },
    // The rule for a log-normal mean, where no logarithm is.
    { answer: (mu, sigma) => Math.tanh(mu + sigma ** 2 / 2), message: 'it is worse' },
    { answer: (mu) => Math.max(-1, Math.min(1, mu)), message: 'it is worse' },
  ],
};

export const solutions: Solutions = { squashed: torqueLogProb, expected };
