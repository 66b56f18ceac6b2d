/** Lessons 00 and 03: returns, pushes, surprises, advantages. */
import { discountedCumSum, gae, type Random } from 'ppo-lib';
import { drawn, pick, shown, tidy } from './dice';
import type { ChoiceDraft, NumbersDraft, Slot } from './item';

function discounted(random: Random, from: 0 | 1): ChoiceDraft {
  const gamma = pick(random, [0.5, 0.8, 0.9]);
  const rewards = [drawn(random, 1, 3, 1), drawn(random, 4, 6, 1), drawn(random, 7, 9, 1), drawn(random, 10, 12, 1)];
  const counted = rewards.slice(from, from + 3);
  const weighed = (weights: number[]): number => tidy(counted.reduce((sum, r, i) => sum + weights[i] * r, 0));
  return {
    given: { gamma, rewards, from },
    question: `gamma is ${gamma}. The rewards of an episode are ${rewards.slice(0, from + 3).join(', ')}. What is the return from step ${from} on (steps count from 0)?`,
    right: tidy(discountedCumSum(counted, gamma)[0]),
    wrong: [
      [weighed([1, 1, 1]), 'undiscounted'],
      [weighed([gamma, gamma ** 2, gamma ** 3]), 'firstDiscounted'],
      [weighed([gamma ** 2, gamma, 1]), 'wrongOrder'],
    ],
  };
}

/** Two arms, one logit: p is the chance of the right arm, its logit moves with the estimate of the policy gradient. */
function push(random: Random, arm: 'right' | 'left'): ChoiceDraft {
  const p = pick(random, [0.2, 0.3, 0.6, 0.7]);
  const reward = drawn(random, 3, 6, 1);
  const baseline = reward + pick(random, [-2, -1, 1, 2]);
  const slope = arm === 'right' ? 1 - p : -p;
  const advantage = reward - baseline;
  return {
    given: { p, reward, baseline, arm },
    question: `A policy pulls the right arm with probability ${p} (a sigmoid of one logit), else the left one. It pulled the ${arm} arm, which paid ${reward}; expected were ${baseline}. The pull is weighed with its advantage: what does it add to the gradient with respect to the logit of the right arm?`,
    right: tidy(advantage * slope),
    wrong: [
      [tidy(reward * slope), 'timesReturn'],
      [tidy(-advantage * slope), 'pushTurned'],
      arm === 'left' ? [tidy(advantage * (1 - p)), 'otherArm'] : [tidy(advantage * slope * p), 'timesProbability'],
    ],
  };
}

function tdError(random: Random, ending: 'terminated' | 'truncated'): ChoiceDraft {
  const gamma = pick(random, [0.5, 0.8, 0.9]);
  const [r, now, next] = [drawn(random, 1, 3, 0.5), drawn(random, 4, 6, 0.5), drawn(random, 7, 10, 0.5)];
  const real = ending === 'terminated';
  const [ended, going] = [tidy(r - now), tidy(r + gamma * next - now)];
  const right = real ? ended : going;
  return {
    given: { gamma, reward: r, value: now, next, ending },
    question: `reward ${r}, V(s) ${now}, V of the state that really followed ${next}, gamma ${gamma}; the step is ${ending}. What is the TD error?`,
    right,
    wrong: [
      real ? [going, 'futureAfterEnd'] : [ended, 'limitIsEnd'],
      [-right, 'surpriseTurned'],
      real ? [r, 'isReturn'] : [tidy(r + next - now), 'noDiscount'],
    ],
  };
}

function whichLambda(random: Random, walks: number): ChoiceDraft {
  const lambdas = [0, 0.8, 0.95, 1];
  const biases = [drawn(random, 1.8, 2.2, 0.1), drawn(random, 0.9, 1, 0.05), drawn(random, 0.2, 0.3, 0.05), 0];
  const spreads = [0.5, drawn(random, 0.8, 1, 0.1), drawn(random, 1.8, 2.2, 0.1), drawn(random, 5, 6, 0.5)];
  const squaredError = (n: number): number[] => biases.map((bias, i) => bias ** 2 + spreads[i] ** 2 / n);
  const best = (n: number): string => `lambda ${lambdas[squaredError(n).indexOf(Math.min(...squaredError(n)))]}`;
  const rows = lambdas.map((one, i) => `lambda ${one}: bias ${biases[i]}, spread ${spreads[i]}`).join('; ');
  return {
    given: { walks, lambdas, biases, spreads },
    question: `Errors of the advantage of one walk: ${rows}. An update averages ${walks} walks. Which lambda has the smallest root mean square error there?`,
    right: best(walks),
    wrong: [
      [best(1), 'sameLambda'],
      ['lambda 0', 'smallerLambda'],
      ['lambda 1', 'trustsLuck'],
    ],
  };
}

/** Three rows of one environment; the middle one may be a real end. */
function advantage(random: Random, ends: boolean): NumbersDraft {
  const [gamma, lambda] = [pick(random, [0.5, 0.9]), pick(random, [0.5, 0.8])];
  const rewards = [1, 2, 3].map(() => drawn(random, 1, 5, 1));
  const values = [1, 2, 3].map(() => drawn(random, 1, 9, 0.5));
  const lastValue = drawn(random, 4, 8, 0.5);
  const terminated = [0, ends ? 1 : 0, 0];
  const first = (end: readonly number[], last: number): number =>
    gae({
      rewards,
      values,
      nextValues: [values[1], values[2], last],
      terminated: end,
      truncated: [0, 0, 0],
      gamma,
      gaeLambda: lambda,
      numEnvs: 1,
    }).advantages[0];
  const ending = ends
    ? 'The second step is terminated.'
    : `The rollout is cut after them; V of what follows is ${lastValue}.`;
  const nearest = gamma * lambda;
  const right = first(terminated, lastValue);
  return {
    given: { gamma, lambda, rewards, values, lastValue, terminated },
    question: `gamma ${gamma}, lambda ${lambda}. Three steps with rewards ${rewards.join(', ')} and values ${values.map(shown).join(', ')}. ${ending} What is the advantage of the first step (GAE), as a list of one number?`,
    right: [right],
    wrong: [
      ends ? [[first([0, 0, 0], lastValue)], 'futureAfterEnd'] : [[first([0, 0, 0], 0)], 'noBootstrap'],
      [[right + values[0]], 'isReturn'],
      ends ? [[-right], 'surpriseTurned'] : [[first([0, 0, 0], lastValue / nearest ** 2)], 'bootstrapNear'],
    ],
  };
}

export const advantageSlots: readonly Slot[] = [
  {
    id: 'return',
    lesson: '00',
    points: 1,
    kind: 'choice',
    variants: { first: (random) => discounted(random, 0), second: (random) => discounted(random, 1) },
  },
  {
    id: 'push',
    lesson: '00',
    points: 2,
    kind: 'choice',
    variants: { right: (random) => push(random, 'right'), left: (random) => push(random, 'left') },
  },
  {
    id: 'td-error',
    lesson: '03',
    points: 1,
    kind: 'choice',
    variants: {
      terminated: (random) => tdError(random, 'terminated'),
      truncated: (random) => tdError(random, 'truncated'),
    },
  },
  {
    id: 'lambda',
    lesson: '03',
    points: 2,
    kind: 'choice',
    variants: { twenty: (random) => whichLambda(random, 20), thirty: (random) => whichLambda(random, 30) },
  },
  {
    id: 'gae',
    lesson: '03',
    points: 3,
    kind: 'numbers',
    variants: { cut: (random) => advantage(random, false), ended: (random) => advantage(random, true) },
  },
];
