/** Lessons 11b, 12 and 12b: a memory, and PPO's relatives. For the reviews. */
import type { Random } from 'ppo-lib';
import { drawn, tidy } from './dice';
import type { ChoiceDraft, Slot } from './item';

/** The loss of two sequences, the second of them padded. */
function paddedMean(random: Random, played: 1 | 2): ChoiceDraft {
  const [first, second] = [losses(random), losses(random)];
  const counted = [...first, ...second.slice(0, played)];
  const total = sumOf(counted);
  const perSequence = [sumOf(first) / 3, sumOf(second.slice(0, played)) / played];
  return {
    given: { first, second, played },
    question: `Two sequences of three steps have the losses ${first.join(', ')} and ${second.join(', ')}. Of the second only the first ${played === 1 ? 'step was' : 'two steps were'} played, the rest is padding. What is the mean loss that is learned from?`,
    right: tidy(total / counted.length),
    wrong: [
      [tidy(sumOf([...first, ...second]) / 6), 'paddingCounts'],
      [tidy(total / 6), 'paddingDivides'],
      [tidy(sumOf(perSequence) / 2), 'meanOfMeans'],
    ],
  };
}

const losses = (random: Random): number[] => Array.from({ length: 3 }, () => drawn(random, 1, 9, 1));
const sumOf = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0);

/** The target of double DQN after a step that ended nothing, or that a time limit cut off. */
function doubleTarget(random: Random, isCutOff: boolean): ChoiceDraft {
  const reward = drawn(random, -1, 2, 0.5);
  const gamma = drawn(random, 0.5, 0.9, 0.1);
  const online = [drawn(random, 4, 5, 0.5), drawn(random, 1, 3, 0.5)]; // the trained network takes the first action
  const copy = [drawn(random, 1, 3, 0.5), drawn(random, 6, 8, 0.5)];
  const what = isCutOff
    ? 'A step ends with the episode at its time limit'
    : 'A step is taken in the middle of an episode';
  return {
    given: { reward, gamma, online, copy },
    question: `${what}. Its reward is ${reward}, gamma is ${gamma}. In the next state the trained network gives the two actions the values ${online.join(' and ')}, its copy gives them ${copy.join(' and ')}. What is the target of double DQN?`,
    right: tidy(reward + gamma * copy[0]),
    wrong: [
      [tidy(reward + gamma * copy[1]), 'plainDqn'],
      [tidy(reward + gamma * online[0]), 'valuesItself'],
      isCutOff ? [reward, 'cutIsNoEnd'] : [tidy(reward + copy[0]), 'noDiscount'],
    ],
  };
}

/** The weight of the KL penalty for the next update. */
function nextWeight(random: Random, isFar: boolean): ChoiceDraft {
  const klCoef = drawn(random, 0.4, 4, 0.4);
  const target = drawn(random, 0.01, 0.03, 0.01);
  const share = isFar ? drawn(random, 1.6, 2.5, 0.1) : drawn(random, 0.52, 0.62, 0.02);
  const right = isFar ? 2 * klCoef : klCoef / 2;
  return {
    given: { klCoef, kl: tidy(share * target), target },
    question: `A KL penalty has the weight ${klCoef} and the target ${target}. An update with it made a KL of ${tidy(share * target)}. Which weight does the next update have, by the rule of the paper?`,
    right: tidy(right),
    wrong: [
      [tidy(isFar ? klCoef / 2 : 2 * klCoef), 'lighterPenalty'],
      [tidy(isFar ? 1.5 * klCoef : klCoef), 'otherRule'],
      isFar ? [klCoef, 'borderIsPlain'] : [tidy(klCoef / 1.5), 'otherRule'],
    ],
  };
}

/** The slope of the rollback objective where the clip is dead, or where it is not. */
function rollback(random: Random, isDead: boolean): ChoiceDraft {
  const sign = random.integer(2) === 0 ? 1 : -1;
  const advantage = sign * drawn(random, 1.5, 3, 0.5);
  const away = drawn(random, 0.3, 0.6, 0.1); // outside the band of 0.2
  const ratio = tidy(1 + (isDead ? sign : -sign) * away);
  const back = drawn(random, 0.2, 0.4, 0.1);
  const pulled = tidy(-back * advantage);
  return {
    given: { ratio, advantage, back },
    question: `The objective is rollback with a band of 0.2 and the slope ${back} outside it. A sample has the ratio ${ratio} and the advantage ${advantage}. What is the slope of its objective?`,
    right: isDead ? pulled : advantage,
    wrong: [
      isDead ? [advantage, 'cornersAlive'] : [pulled, 'cornersAlive'],
      [-back, 'pullIsConstant'],
      [0, 'isTheClip'],
    ],
  };
}

export const relativeSlots: readonly Slot[] = [
  {
    id: 'padded-mean',
    lesson: '11b',
    points: 2,
    kind: 'choice',
    variants: { one: (random) => paddedMean(random, 1), two: (random) => paddedMean(random, 2) },
  },
  {
    id: 'double-target',
    lesson: '12',
    points: 2,
    kind: 'choice',
    variants: { middle: (random) => doubleTarget(random, false), limit: (random) => doubleTarget(random, true) },
  },
  {
    id: 'kl-weight',
    lesson: '12b',
    points: 1,
    kind: 'choice',
    variants: { far: (random) => nextWeight(random, true), short: (random) => nextWeight(random, false) },
  },
  {
    id: 'rollback-slope',
    lesson: '12b',
    points: 1,
    kind: 'choice',
    variants: { dead: (random) => rollback(random, true), alive: (random) => rollback(random, false) },
  },
];
