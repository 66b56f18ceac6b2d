/** Worked solutions of lesson 02b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const difference: Exercise<(newEpisodes: { chance: number; advantages: number[] }[]) => number> = {
  // Within an episode the advantages add up; over episodes the new policy's probabilities weigh them.
  solution: (newEpisodes) => {
    let total = 0;
    for (const { chance, advantages } of newEpisodes)
      total += chance * advantages.reduce((sofar, advantage) => sofar + advantage, 0);
    return total;
  },
  wrong: [
    {
      answer: (newEpisodes) =>
        newEpisodes.reduce((total, { advantages }) => total + advantages.reduce((a, b) => a + b, 0), 0) /
        newEpisodes.length,
      message: 'every episode counts the same here',
    },
    {
      answer: (newEpisodes) =>
        newEpisodes.reduce(
          (total, { chance, advantages }) =>
            total + (chance * advantages.reduce((a, b) => a + b, 0)) / advantages.length,
          0,
        ),
      message: 'a mean over the steps of an episode',
    },
    {
      answer: (newEpisodes) => newEpisodes.reduce((total, { chance, advantages }) => total + chance * advantages[0], 0),
      message: 'only the first step of each episode is counted',
    },
  ],
};

const allowed: Exercise<(promisedGain: number, largestAdvantage: number, discount: number) => number> = {
  // gain - C * KL = 0, with C = 4 * discount * A / (1 - discount)^2.
  solution: (promisedGain, largestAdvantage, discount) => {
    const C = (4 * discount * largestAdvantage) / (1 - discount) ** 2;
    return promisedGain / C;
  },
  wrong: [
    {
      answer: (promisedGain, largestAdvantage, discount) =>
        (promisedGain * (1 - discount)) / (4 * discount * largestAdvantage),
      message: 'enters (5) twice',
    },
    {
      answer: (promisedGain, largestAdvantage, discount) =>
        (promisedGain * (1 - discount) ** 2) / (4 * largestAdvantage),
      message: 'the discount in the numerator of C is missing',
    },
    {
      answer: (promisedGain, largestAdvantage, discount) =>
        (4 * discount * largestAdvantage * promisedGain) / (1 - discount) ** 2,
      message: 'the KL must be the gain divided by C',
    },
  ],
};

export const solutions: Solutions = { difference, allowed };
