/** Lessons 05 to 08: what is stored, how many steps there are, the loss, the critic's fit. */
import { explainedVariance, mean, type Random, std } from 'ppo-lib';
import { drawn, pick, shown, tidy } from './dice';
import type { ChoiceDraft, Slot } from './item';

/** What the step's reward and all that follows are worth, after a time limit, or when both flags are set. */
function target(random: Random, both: boolean): ChoiceDraft {
  const gamma = pick(random, [0.5, 0.8, 0.9]);
  const reward = drawn(random, 1, 3, 1);
  const [final, fresh] = [drawn(random, 4, 6, 1), drawn(random, 10, 14, 1)];
  const flags = both ? 'terminated and truncated' : 'truncated, not terminated';
  const going = tidy(reward + gamma * final);
  return {
    given: { gamma, reward, final, fresh, both: both ? 1 : 0 },
    question: `A vector environment resets by itself. A step paid ${reward} and is ${flags}. The critic says ${final} for the final observation and ${fresh} for the observation that step returned. gamma is ${gamma}. What are this reward and what follows it worth?`,
    right: both ? reward : going,
    wrong: [
      [tidy(reward + gamma * fresh), 'nextEpisode'],
      both ? [going, 'bothFlags'] : [reward, 'limitIsZero'],
      [reward + final, 'noDiscount'],
    ],
  };
}

function gradientSteps(random: Random, rollouts: number): ChoiceDraft {
  const [numSteps, numEnvs] = [pick(random, [50, 70, 90]), pick(random, [6, 10])];
  const size = pick(random, [64, 128]);
  const epochs = pick(random, [3, 4, 10]);
  const rows = numSteps * numEnvs;
  const much = epochs * rollouts;
  return {
    given: { numSteps, numEnvs, size, epochs, rollouts },
    question: `${rollouts} rollouts of ${numSteps} steps of ${numEnvs} environments, minibatches of ${size} rows, ${epochs} epochs each, no row left out. How many gradient steps?`,
    right: Math.ceil(rows / size) * much,
    wrong: [
      [Math.floor(rows / size) * much, 'droppedRest'],
      [size * much, 'sizeIsCount'],
      [Math.ceil(numSteps / size) * much, 'oneEnvironment'],
    ],
  };
}

function totalLoss(random: Random, usual: boolean): ChoiceDraft {
  const objective = drawn(random, 0.1, 0.4, 0.05);
  const squaredError = drawn(random, 1, 3, 0.2);
  const entropy = drawn(random, 0.4, 0.7, 0.05);
  const [valueCoef, entropyCoef] = usual ? [0.5, 0.1] : [pick(random, [0.25, 1]), pick(random, [0.05, 0.2])];
  const total = (o: number, v: number, e: number): number => tidy(-o + v - e);
  const value = (valueCoef * squaredError) / 2;
  const bonus = entropyCoef * entropy;
  return {
    given: { objective, squaredError, entropy, valueCoef, entropyCoef },
    question: `The clipped objective of a minibatch is ${objective}, the mean squared error of the values ${squaredError}, the entropy ${entropy}; valueCoef ${valueCoef} weighs half the squared error, entropyCoef is ${entropyCoef}. What is the total loss?`,
    right: total(objective, value, bonus),
    wrong: [
      [total(objective, value, -bonus), 'entropyPenalty'],
      [total(-objective, value, bonus), 'goesDown'],
      usual
        ? [total(objective, 2 * value, bonus), 'valueHalf']
        : [total(objective, squaredError / 4, 0.01 * entropy), 'usualCoefs'],
    ],
  };
}

function fit(random: Random, offset: boolean): ChoiceDraft {
  const level = offset ? drawn(random, 3, 6, 1) : 0;
  const returns = [1, 2, 3, 4].map((x) => tidy(x * 2 + drawn(random, 0, 1, 0.5) + level));
  const values = returns.map((x) => tidy(x + pick(random, [-1, -0.5, 0.5, 1.5]) + (offset ? 1 : 0)));
  const squares = mean(returns.map((x, i) => (x - values[i]) ** 2));
  return {
    given: { returns, values },
    question: `Four returns are ${returns.join(', ')}, their values were ${values.join(', ')}. What is the explained variance?`,
    right: tidy(explainedVariance(returns, values)),
    wrong: [
      [tidy(squares), 'squaredErrors'],
      [tidy(1 - explainedVariance(returns, values)), 'notExplained'],
      [tidy(1 - std(returns.map((x, i) => x - values[i])) ** 2 / mean(returns.map((x) => x * x))), 'meanSquare'],
    ],
  };
}

/** One update's ratios, seen through two clip ranges. */
function band(random: Random, wider: boolean): ChoiceDraft {
  const spread = drawn(random, 0.15, 0.25, 0.01);
  const logRatios = Array.from({ length: 200 }, () => spread * random.normal());
  const [from, to] = wider ? [0.1, 0.3] : [0.3, 0.1];
  const outside = (range: number): number => logRatios.filter((x) => Math.abs(Math.exp(x) - 1) > range).length / 200;
  const change = outside(to) < outside(from) ? 'it falls' : outside(to) > outside(from) ? 'it rises' : 'it stays';
  const rises = wider ? 'it rises' : 'it falls';
  return {
    given: { logRatios: logRatios.map(tidy), from, to },
    question: `The log-ratios of a batch spread by ${shown(spread)} around 0. The same batch is looked at with clip range ${to} instead of ${from}. What does the share of samples outside the band do?`,
    right: change,
    wrong: [
      [rises, 'looseRises'],
      ['it stays', 'bandFilled'],
      ['it is 0 with either: no ratio leaves its band', 'leash'],
    ],
  };
}

export const updateSlots: readonly Slot[] = [
  {
    id: 'final-observation',
    lesson: '05',
    points: 2,
    kind: 'choice',
    variants: { limit: (random) => target(random, false), both: (random) => target(random, true) },
  },
  {
    id: 'gradient-steps',
    lesson: '05',
    points: 1,
    kind: 'choice',
    variants: { ten: (random) => gradientSteps(random, 10), twenty: (random) => gradientSteps(random, 20) },
  },
  {
    id: 'total-loss',
    lesson: '06',
    points: 2,
    kind: 'choice',
    variants: { usual: (random) => totalLoss(random, true), given: (random) => totalLoss(random, false) },
  },
  {
    id: 'explained-variance',
    lesson: '08',
    points: 2,
    kind: 'choice',
    variants: { level: (random) => fit(random, false), offset: (random) => fit(random, true) },
  },
  {
    id: 'clip-range',
    lesson: '11',
    points: 1,
    kind: 'choice',
    variants: { wider: (random) => band(random, true), narrower: (random) => band(random, false) },
  },
];
