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

export const solutions: Solutions = { squashed: torqueLogProb };
