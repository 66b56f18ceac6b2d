import type { TokenBugId } from './catalogue';

/** The line that was wrong, beside the right one. */
export interface TokenReport {
  readonly wrong: string;
  readonly right: string;
  /** file of lib/ppo/src/tokens where the right line is */
  readonly where: string;
  /** what it does to a run */
  readonly story: string;
}

export const tokenReports: Readonly<Record<TokenBugId, TokenReport>> = {
  healthy: { wrong: '', right: '', where: 'nowhere', story: 'There is nothing to find.' },
  'goes-on-after-end': {
    wrong: 'delta = r[t] + gamma * V[t + 1] - V[t]',
    right: 'delta = r[t] + gamma * (t === last ? 0 : V[t + 1]) - V[t]',
    where: 'answers.ts, tokenGae',
    story: 'The value of padding is nobody’s, and every token of the answer is paid it.',
  },
  'groups-mixed': {
    wrong: 'scores.reshape([k, prompts]).mean(0)',
    right: 'scores.reshape([prompts, k]).mean(1)',
    where: 'batches.ts, tokenAdvantages',
    story: 'Each answer is compared with answers to other prompts: an easy prompt makes its answers good.',
  },
  'kl-sign': {
    wrong: 'reward = beta * (logProb - refLogProb)',
    right: 'reward = -beta * (logProb - refLogProb)',
    where: 'answers.ts, tokenRewards',
    story: 'The leash pushes. The score rises quickly, and the text leaves the language.',
  },
  'not-shifted': {
    wrong: 'logits[t] with ids[t]',
    right: 'logits[t] with ids[t + 1]',
    where: 'model.ts, forward',
    story: 'The model is trained to say again what it has just read.',
  },
  'old-read-anew': {
    wrong: 'oldLogProbs = policy.read(answers).logProbs // in every step',
    right: 'oldLogProbs = batch.old.logProbs // of the policy that answered',
    where: 'tokenPpo.ts, tokenStep',
    story: 'Every ratio is 1 and the clip never acts, however many steps a batch gets.',
  },
  'other-temperature': {
    wrong: 'old = logSoftmax(logits / temperature)',
    right: 'old = logSoftmax(logits) // or the same temperature in the loss',
    where: 'batches.ts, collectAnswers',
    story: 'The first ratio is not 1, so a part of the batch is clipped before anything has moved.',
  },
  'padding-in-mask': {
    wrong: 'mask[t] = t >= first',
    right: 'mask[t] = t >= first && t <= last',
    where: 'answers.ts, answersOf',
    story: 'Most of the loss is about places where nobody chose anything; short answers count least.',
  },
  'prompt-in-mask': {
    wrong: 'mask[t] = ids[t + 1] !== PAD',
    right: 'mask[t] = ids[t + 1] !== PAD && t + 1 >= promptTokens',
    where: 'answers.ts, answersOf',
    story: 'The policy is trained to ask questions whose answers were good.',
  },
  'reference-moves': {
    wrong: 'reference = policy',
    right: 'reference = copyOf(policy) // before training',
    where: 'tokenPpo.ts, TokenTraining',
    story: 'The KL is 0 in every record, and no weight of it holds anything.',
  },
  'score-in-last-column': {
    wrong: 'rewards[T - 2] += score',
    right: 'rewards[last] += score',
    where: 'answers.ts, tokenRewards',
    story: 'Only answers of the greatest length are paid at all; the others learn from the KL alone.',
  },
  'value-after-choice': {
    wrong: 'V[t] = value after token t + 1',
    right: 'V[t] = value after token t, before the choice',
    where: 'answers.ts, tokenGae',
    story: 'The baseline knows what was chosen, and takes away what the choice was worth.',
  },
  'whitened-over-padding': {
    wrong: '(A - mean(A)) / std(A) // over [B,n]',
    right: 'mean and std over the mask',
    where: 'answers.ts, maskedWhiten',
    story: 'How large an update is depends on how long the longest answer of its batch happens to be.',
  },
};
