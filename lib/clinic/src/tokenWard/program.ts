import { maskedWhiten, tokenGae, tokenRewards, type Answers, type Sequences, type TokenModel } from 'ppo-lib/tokens';

/** Numbers for each step of each answer, [B,n], as `Answers` has them. */
export type Column = ArrayLike<number>;

/** The parts of a program that trains on tokens, each as a function of plain numbers. A defect replaces one of them. */
export interface TokenProgram {
  /** log-probabilities of the tokens that were chosen */
  readonly logProbs: (model: TokenModel, sequences: Sequences) => Column;
  /** what the rollout keeps of them, sampled at temperature 1 */
  readonly kept: (logProbs: Column) => Column;
  /** the old log-probabilities in a later step, from those of the rollout and those of now */
  readonly old: (kept: Column, now: Column) => Column;
  readonly mask: (answers: Answers) => Column;
  readonly rewards: (answers: Answers, scores: Column, logProbs: Column, refLogProbs: Column, klCoef: number) => Column;
  /** generalised advantages with gamma = lambda = 1 */
  readonly advantages: (answers: Answers, rewards: Column, values: Column) => Column;
  readonly whitened: (advantages: Column, mask: Column) => Column;
  /** which model the KL is measured from */
  readonly reference: (policy: TokenModel, reference: TokenModel) => TokenModel;
  /** reward of each answer less the mean of its group */
  readonly centred: (rewards: Column, groupSize: number) => Column;
}

/** Reward of each answer less the mean of its group, whose members `memberOf` gives. */
export function centredBy(rewards: Column, groupSize: number, groupOf: (row: number) => number): number[] {
  const rows = Array.from({ length: rewards.length }, (_, row) => row);
  return rows.map((row) => {
    const group = rows.filter((other) => groupOf(other) === groupOf(row));
    return rewards[row] - group.reduce((sum, other) => sum + rewards[other], 0) / groupSize;
  });
}

/** The right program. */
export const soundProgram: TokenProgram = {
  logProbs: (model, sequences) => model.read(sequences).logProbs,
  kept: (logProbs) => logProbs,
  old: (kept) => kept,
  mask: ({ mask }) => mask,
  rewards: tokenRewards,
  advantages: (answers, rewards, values) => tokenGae({ answers, rewards, values, gamma: 1, gaeLambda: 1 }).advantages,
  whitened: maskedWhiten,
  reference: (_, reference) => reference,
  centred: (rewards, groupSize) => centredBy(rewards, groupSize, (row) => Math.floor(row / groupSize)),
};
