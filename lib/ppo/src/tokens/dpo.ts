import { requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireCount, requirePositive, type NumberArray } from '../numbers/validate';
import { answersOf, type Answers } from './answers';
import { requireAnswers, requireModel, requirePairs } from './arguments';
import { requireInside } from './check';
import { TokenTrainer } from './language';
import type { TokenModel } from './model';
import { bothOf, type Pair } from './preferences';

/**
 * Direct preference optimisation (Rafailov et al. 2023), no reward model and no answers of the policy's own:
 *   L = -mean log sigmoid( beta (log p(chosen) - log ref(chosen) - log p(rejected) + log ref(rejected)) )
 * @param answers the first half of the rows are chosen, the second rejected, in the same order   @param logProbs [B,n]
 * @returns the loss and its derivative by each log-probability [B,n]
 */
export function dpoLoss(
  answers: Answers,
  logProbs: NumberArray,
  refLogProbs: NumberArray,
  beta: number,
): { loss: number; slopes: Float64Array } {
  requireAnswers(answers);
  const { mask, rows, columns } = answers;
  if (rows % 2 !== 0) throw new RangeError(`answers: got ${rows} rows, must be chosen and as many rejected ones`);
  requireInside('logProbs', logProbs, mask);
  requireInside('refLogProbs', refLogProbs, mask);
  requirePositive('beta', beta);
  const half = rows / 2;
  const moved = new Float64Array(rows); // log p - log ref of each answer
  mask.forEach((inside, i) => {
    if (inside !== 0) moved[Math.floor(i / (columns - 1))] += logProbs[i] - refLogProbs[i];
  });
  let loss = 0;
  const byRow = new Float64Array(rows);
  for (let pair = 0; pair < half; pair++) {
    const margin = beta * (moved[pair] - moved[half + pair]);
    loss += (Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)))) / half;
    const push = beta / (1 + Math.exp(margin)) / half;
    byRow[pair] = -push;
    byRow[half + pair] = push;
  }
  return { loss, slopes: mask.map((inside, i) => inside * byRow[Math.floor(i / (columns - 1))]) };
}

const dpoOptions = [
  ...['policy', 'reference', 'pairs', 'promptTokens', 'random'],
  ...['beta', 'steps', 'rows', 'learningRate'],
];

/**
 * Trains `policy` in place. @param options.pairs drawn from anew for every step, `rows` of them
 * @returns the loss of every step, before it   @throws TypeError or RangeError that names the option, before anything is trained
 */
export function trainDpo(options: {
  policy: TokenModel;
  reference: TokenModel;
  pairs: readonly Pair[];
  promptTokens: number;
  random: Random;
  beta?: number;
  steps?: number;
  rows?: number;
  learningRate?: number;
}): number[] {
  requireKnownOptions('trainDpo', options, dpoOptions);
  const { policy, reference, pairs, promptTokens, random } = options;
  const { beta = 0.1, steps = 240, rows = 32, learningRate = 1e-3 } = options;
  requireModel('policy', policy);
  requireModel('reference', reference);
  requirePairs(pairs);
  requireRandom('random', random);
  requireCount('steps', steps, 0);
  requireCount('rows', rows);
  requirePositive('learningRate', learningRate);
  const trainer = new TokenTrainer(policy);
  return Array.from({ length: steps }, () => {
    const picked = Array.from({ length: rows }, () => pairs[random.integer(pairs.length)]);
    const answers = answersOf(bothOf(picked).sequences, promptTokens);
    const refLogProbs = reference.read(answers).logProbs;
    let loss = 0;
    const slopesOf = ({ logProbs }: { logProbs: Float32Array }) => {
      const made = dpoLoss(answers, logProbs, refLogProbs, beta);
      loss = made.loss;
      return { logProbs: made.slopes };
    };
    trainer.step(answers, slopesOf, learningRate);
    return loss;
  });
}
