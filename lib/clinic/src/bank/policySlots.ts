/** Lessons 02, 04 and 09: distances, steps, entropies, sizes, densities. */
import { Categorical, DiagonalGaussian, parameterManifest, type Random } from 'ppo-lib';
import { drawn, pick, shown, tidy } from './dice';
import type { ChoiceDraft, NumbersDraft, Slot } from './item';

/** Pairs of policies whose divergence in one direction is clearly not that in the other. */
const pairs: readonly (readonly (readonly number[])[])[] = [
  [
    [0.5, 0.3, 0.2],
    [0.1, 0.7, 0.2],
  ],
  [
    [0.2, 0.3, 0.5],
    [0.6, 0.3, 0.1],
  ],
  [
    [0.6, 0.3, 0.1],
    [0.1, 0.7, 0.2],
  ],
  [
    [0.25, 0.25, 0.5],
    [0.6, 0.3, 0.1],
  ],
  [
    [0.6, 0.3, 0.1],
    [0.25, 0.25, 0.5],
  ],
];

function divergence(random: Random, inLogits: boolean): NumbersDraft {
  const [old, now] = pick(random, pairs);
  const shift = inLogits ? drawn(random, 1, 4, 1) : 0;
  const logits = [old, now].map((policy) => policy.map((p) => Number((Math.log(p) + shift).toFixed(3))));
  const made = logits.map((list) => new Categorical({ logits: list, numActions: 3 }));
  const sum = (f: (a: number) => number): number => [0, 1, 2].reduce((total, a) => total + f(a), 0);
  const logRatio = (a: number): number => made[0].logProb([a])[0] - made[1].logProb([a])[0];
  const right = made[0].kl(made[1])[0];
  const text = (index: number): string =>
    inLogits ? `logits ${logits[index].join(', ')}` : `log-probabilities ${logits[index].join(', ')}`;
  return {
    given: { old: logits[0], now: logits[1] },
    question: `Three actions. The old policy has ${text(0)}, the new one ${text(1)}. What is the KL divergence that PPO watches, KL(old || new), in nats, as a list of one number?`,
    right: [right],
    wrong: [
      [[made[1].kl(made[0])[0]], 'reversedKl'],
      [[sum(logRatio)], 'unweightedKl'],
      [[-right], 'negativeKl'],
    ],
  };
}

function trustRegion(random: Random, asMatrix: boolean): ChoiceDraft {
  const limit = pick(random, [0.01, 0.02]);
  const curvature = asMatrix ? [drawn(random, 2, 4, 1), drawn(random, 5, 8, 1)] : [drawn(random, 3, 9, 1)];
  const step = asMatrix ? [1, drawn(random, 2, 3, 1)] : [1];
  const xFx = step.reduce((sum, x, i) => sum + x * x * curvature[i], 0);
  const facts = asMatrix
    ? `the Fisher matrix is diagonal with entries ${curvature.join(' and ')}, the step x is (${step.join(', ')})`
    : `the step x has x·Fx = ${xFx}`;
  return {
    given: { limit, curvature, step },
    question: `TRPO: ${facts}, the KL allowed is ${limit}. By which factor is x scaled so that the KL's parabola just allows it?`,
    right: tidy(Math.sqrt((2 * limit) / xFx)),
    wrong: [
      [tidy((2 * limit) / xFx), 'squaredStep'],
      [tidy(Math.sqrt(limit / xFx)), 'halfLost'],
      pick(random, [0, 1]) === 0
        ? [tidy(Math.sqrt(limit / (2 * xFx))), 'halfWrongSide']
        : [tidy(Math.sqrt(2 * limit * xFx)), 'curvedLonger'],
    ],
  };
}

function entropyOf(random: Random, impossible: boolean): ChoiceDraft {
  const p = pick(random, [0.6, 0.7, 0.8, 0.9]);
  const probabilities = impossible ? [p, tidy(1 - p), 0] : [p, tidy(1 - p)];
  const [first, second] = [p, 1 - p].map((x) => -Math.log(x));
  const right = p * first + (1 - p) * second;
  return {
    given: { probabilities },
    question: `A policy has the probabilities ${probabilities.join(', ')}. What is its entropy, in the unit that PPO uses?`,
    right: tidy(right),
    wrong: [
      [tidy(right / Math.LN2), 'bits'],
      [tidy(-right), 'entropySign'],
      [tidy(first + second), 'unweightedEntropy'],
    ],
  };
}

function parameters(random: Random, layers: 1 | 2): ChoiceDraft {
  const [inputs, width, actions] = [drawn(random, 3, 8, 1), pick(random, [16, 32, 64]), drawn(random, 2, 5, 1)];
  const hiddenSizes = layers === 2 ? [width, width] : [width];
  const actionSpace = { n: actions };
  const spec = { observationSize: inputs, actionSpace, hiddenSizes, sharedTrunk: true };
  const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
  const right = parameterManifest(spec).reduce((sum, { shape }) => sum + size(shape), 0);
  const trunk = (inputs + 1) * width + (layers === 2 ? (width + 1) * width : 0);
  const critic = width + 1;
  return {
    given: { inputs, width, actions, layers },
    question: `A policy for ${actions} actions and a critic share a trunk: ${inputs} inputs, ${hiddenSizes.join(' and ')} hidden units, then the two heads. How many parameters are there?`,
    right,
    wrong: [
      [right - layers * width - actions - 1, 'noBiases'],
      [right + trunk, 'trunkTwice'],
      [right - critic, 'actorAlone'],
    ],
  };
}

function density(random: Random, components: 2 | 3): ChoiceDraft {
  const list = (low: number, high: number): number[] =>
    Array.from({ length: components }, () => drawn(random, low, high, 0.1));
  const [mean, action] = [list(-1, 1), list(-1, 1)];
  const logStd = list(0.2, 0.9);
  const std = logStd.map(Math.exp);
  const right = new DiagonalGaussian({ mean, std, actionSize: components }).logProb(action)[0];
  const half = 0.5 * Math.log(2 * Math.PI);
  const term = (i: number, s: number): number => -(((action[i] - mean[i]) / s) ** 2) / 2 - Math.log(s) - half;
  const height = logStd.reduce((sum, x) => sum + x, 0);
  const variances = logStd.reduce((sum, x, i) => sum + term(i, Math.exp(x / 2)), 0);
  return {
    given: { mean, logStd, action },
    question: `A Gaussian policy of ${components} components: mean ${mean.map(shown).join(', ')}, log-deviations ${logStd.join(', ')}. What is the log-probability of the action ${action.map(shown).join(', ')}?`,
    right: tidy(right),
    wrong: [
      components === 2 ? [tidy(term(0, std[0])), 'firstComponent'] : [tidy(right / components), 'meanOfComponents'],
      [tidy(variances), 'stdAsVariance'],
      [tidy(right + height), 'noHeight'],
    ],
  };
}

export const policySlots: readonly Slot[] = [
  {
    id: 'kl',
    lesson: '02',
    points: 2,
    kind: 'numbers',
    variants: { logProbs: (random) => divergence(random, false), logits: (random) => divergence(random, true) },
  },
  {
    id: 'trust-region',
    lesson: '02c',
    points: 2,
    kind: 'choice',
    variants: { given: (random) => trustRegion(random, false), matrix: (random) => trustRegion(random, true) },
  },
  {
    id: 'entropy',
    lesson: '04',
    points: 1,
    kind: 'choice',
    variants: { two: (random) => entropyOf(random, false), impossible: (random) => entropyOf(random, true) },
  },
  {
    id: 'parameters',
    lesson: '04',
    points: 1,
    kind: 'choice',
    variants: { one: (random) => parameters(random, 1), two: (random) => parameters(random, 2) },
  },
  {
    id: 'density',
    lesson: '09',
    points: 2,
    kind: 'choice',
    variants: { pair: (random) => density(random, 2), triple: (random) => density(random, 3) },
  },
];
