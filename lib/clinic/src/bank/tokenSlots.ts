/** Lessons 14 and 14b: tokens. */
import { mean, type Random, std } from 'ppo-lib';
import { drawn, shuffled, tidy } from './dice';
import type { ChoiceDraft, Slot } from './item';

/** n log-probabilities, none above -0.1. */
const draws = (random: Random, n: number): number[] => Array.from({ length: n }, () => -drawn(random, 0.2, 2.5, 0.1));

/** The reward of one token that is not the last of its answer. */
function tokenReward(random: Random, tokens: 3 | 4): ChoiceDraft {
  const [logProbs, reference] = [draws(random, tokens), draws(random, tokens)];
  const score = drawn(random, 1, 3, 0.5);
  const beta = drawn(random, 0.1, 0.3, 0.1);
  const at = random.integer(tokens - 1);
  const charge = tidy(-beta * (logProbs[at] - reference[at]));
  return {
    given: { logProbs, reference, score, beta, at },
    question: `An answer has ${tokens} tokens. Their log-probabilities are ${logProbs.join(', ')} under the policy and ${reference.join(', ')} under the reference. The reward model gives the answer ${score}; beta is ${beta}, and the KL is in the reward. What is the reward of token ${at + 1}?`,
    right: charge,
    wrong: [
      [tidy(score + charge), 'scoreEverywhere'],
      [tidy(-charge), 'surerIsPaid'],
      [0, 'klAtEnd'],
    ],
  };
}

/** The advantage of one of several answers to the same prompt, under RLOO. */
function leaveOneOut(random: Random, answers: 3 | 4): ChoiceDraft {
  const rewards = shuffled(random, [1, 2, 3, 5, 7, 8]).slice(0, answers);
  const at = random.integer(answers);
  const others = rewards.filter((_, i) => i !== at);
  const right = tidy(rewards[at] - mean(others));
  const overMean = rewards[at] - mean(rewards);
  return {
    given: { rewards, at },
    question: `${answers} answers to the same prompt have the rewards ${rewards.join(', ')}. What is the advantage of answer ${at + 1} with the baseline of RLOO?`,
    right,
    wrong: [
      [tidy(overMean), 'ownBaseline'],
      [tidy(overMean / std(rewards)), 'looDeviation'],
      [-right, 'betterIsLower'],
    ],
  };
}

/** GSPO's ratio of an answer. */
function answerRatio(random: Random, tokens: 2 | 3): ChoiceDraft {
  const old = draws(random, tokens);
  const shifts = Array.from({ length: tokens }, () => drawn(random, -0.5, 0.6, 0.1));
  const now = old.map((x, i) => tidy(Math.min(x + shifts[i], -0.1)));
  const logRatios = now.map((x, i) => x - old[i]);
  const total = logRatios.reduce((sum, x) => sum + x, 0);
  return {
    given: { old, now },
    question: `An answer has ${tokens} tokens. The policy that wrote it gave them the log-probabilities ${old.join(', ')}; now they are ${now.join(', ')}. What is the ratio of the answer in GSPO?`,
    right: tidy(Math.exp(total / tokens)),
    wrong: [
      [tidy(Math.exp(total)), 'noLength'],
      [tidy(mean(logRatios.map(Math.exp))), 'arithmeticRatio'],
      [tidy(Math.exp(-total / tokens)), 'ratioUpsideDown'],
    ],
  };
}

export const tokenSlots: readonly Slot[] = [
  {
    id: 'token-reward',
    lesson: '14',
    points: 2,
    kind: 'choice',
    variants: { three: (random) => tokenReward(random, 3), four: (random) => tokenReward(random, 4) },
  },
  {
    id: 'leave-one-out',
    lesson: '14b',
    points: 1,
    kind: 'choice',
    variants: { three: (random) => leaveOneOut(random, 3), four: (random) => leaveOneOut(random, 4) },
  },
  {
    id: 'answer-ratio',
    lesson: '14b',
    points: 2,
    kind: 'choice',
    variants: { two: (random) => answerRatio(random, 2), three: (random) => answerRatio(random, 3) },
  },
];
