/** Lessons 04b, 05b and 06b: first weights, old rows, many steps on one batch. For the reviews. */
import { klEstimates, type Random } from 'ppo-lib';
import { drawn, pick, tidy } from './dice';
import type { ChoiceDraft, Slot } from './item';

/** The gain of a 2 x 2 matrix that turns and stretches, or mirrors and stretches. */
function gain(random: Random, mirrors: boolean): ChoiceDraft {
  const factor = pick(random, [0.5, 1.5, 2, 2.5, 3, 4]);
  const [large, small] = [tidy(0.8 * factor), tidy(0.6 * factor)];
  const rows = mirrors ? [large, small, small, -large] : [small, -large, large, small];
  return {
    given: { rows },
    question: `A layer without biases has the weights ${rows.slice(0, 2).join(', ')} in its first row and ${rows.slice(2).join(', ')} in its second. What is its gain?`,
    right: factor,
    wrong: [
      [tidy(factor * factor), 'squaredGain'],
      [large, 'largestEntry'],
      [tidy(large + small), 'addedEntries'],
    ],
  };
}

/** Gradient steps of a run of whole iterations, whose rows are no whole number of rollouts or whose last minibatch is smaller. */
function wholeIterations(random: Random, hasRest: boolean): ChoiceDraft {
  const [numEnvs, numSteps] = [pick(random, [4, 8]), pick(random, [50, 100])];
  const rows = numEnvs * numSteps;
  const size = hasRest ? rows / 4 : pick(random, [64, 96]);
  const epochs = pick(random, [3, 5]);
  const iterations = pick(random, [3, 4, 6]);
  const total = iterations * rows + (hasRest ? rows / 2 : 0);
  const steps = (perEpoch: number, rollouts = iterations): number => rollouts * epochs * perEpoch;
  return {
    given: { total, numEnvs, numSteps, size, epochs },
    question: `A program may play ${total} rows and makes whole iterations only: ${numSteps} steps of ${numEnvs} environments, then ${epochs} epochs in minibatches of ${size} rows, the last of which may be smaller. How many gradient steps does it make?`,
    right: steps(Math.ceil(rows / size)),
    wrong: [
      [steps(Math.ceil(numSteps / size), Math.floor(total / numSteps)), 'movesAll'],
      hasRest ? [epochs * Math.ceil(total / size), 'acrossRollouts'] : [steps(Math.floor(rows / size)), 'leftOutRest'],
      [iterations * Math.ceil(rows / size), 'noEpochs'],
    ],
  };
}

/** k3 of a batch of two or three actions, from their log-probabilities. */
function estimate(random: Random, count: number): ChoiceDraft {
  const old = Array.from({ length: count }, () => drawn(random, -1.5, -0.5, 0.1));
  const now = old.map((x) => tidy(x + (random.integer(2) === 0 ? 1 : -1) * drawn(random, 0.2, 0.6, 0.1)));
  const { k1, k2, k3 } = klEstimates({ logProbs: now, oldLogProbs: old });
  const turned = klEstimates({ logProbs: old, oldLogProbs: now }).k3;
  return {
    given: { now, old },
    question: `The old policy drew ${count} actions with the log-probabilities ${old.join(', ')}; the new one gives them ${now.join(', ')}. How far has the policy moved by k3?`,
    right: k3,
    wrong: [
      [k1, 'isK1'],
      pick(random, [[k2, 'isK2'] as const, [turned, 'ratioTurned'] as const]),
      [count * k3, 'sumNotMean'],
    ],
  };
}

export const partSlots: readonly Slot[] = [
  {
    id: 'gain',
    lesson: '04b',
    points: 1,
    kind: 'choice',
    variants: { turn: (random) => gain(random, false), mirror: (random) => gain(random, true) },
  },
  {
    id: 'whole-iterations',
    lesson: '05b',
    points: 2,
    kind: 'choice',
    variants: { rest: (random) => wholeIterations(random, true), smaller: (random) => wholeIterations(random, false) },
  },
  {
    id: 'k3',
    lesson: '06b',
    points: 2,
    kind: 'choice',
    variants: { two: (random) => estimate(random, 2), three: (random) => estimate(random, 3) },
  },
];
