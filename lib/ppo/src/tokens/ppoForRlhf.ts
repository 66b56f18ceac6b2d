import { requireFunction, requireMethods } from '../numbers/objects';
import { requireBetween, requireCount, requireNumbers, type NumberArray } from '../numbers/validate';
import { answersOf, maskedWhiten, tokenGae, tokenRewards } from './answers';
import { requireInside } from './check';
import type { Sequences } from './corpus';
import type { TokenModel } from './model';
import { tokenPolicyLoss, type TokenLoss } from './policyLoss';
import { tokenSettings } from './settings';

/**
 * A much-copied class of this name, with its interface, put right: taken tokens only, shifted by one, padding masked, the score at the end of
 * the answer, the KL in the reward, advantages over tokens. Lesson: notebooks/14-rlhf.ipynb, which runs its seven defects.
 */
export class PPOForRLHF {
  /** @param valueFn values [B,T] after each token, such as `(tokens) => policy.read(tokens).values` */
  constructor(
    private readonly policy: Pick<TokenModel, 'read'>,
    private readonly refPolicy: Pick<TokenModel, 'read'>,
    private readonly valueFn: (tokens: Sequences) => NumberArray,
    private readonly klCoef = 0.1,
    private readonly promptTokens = 1,
  ) {
    requireMethods('policy', policy, ['read'], 'a TokenModel');
    requireMethods('refPolicy', refPolicy, ['read'], 'a TokenModel');
    requireFunction('valueFn', valueFn, 'a function of tokens, such as (tokens) => policy.read(tokens).values');
    requireBetween('klCoef', klCoef, 0, Number.MAX_VALUE);
    requireCount('promptTokens', promptTokens);
  }

  /**
   * @param tokens [B,T], padded   @param rewards [B], one for each answer   @param oldLogProbs [B,T-1] of the tokens that were taken
   * @throws TypeError or RangeError that names the argument, or what a model said that cannot be
   * @returns the loss and its slope by each log-probability: `model.gradient(tokens, () => ({ logProbs: slopes }))` is its gradient
   */
  computeLoss(tokens: Sequences, rewards: NumberArray, oldLogProbs: NumberArray): TokenLoss {
    const answers = answersOf(tokens, this.promptTokens);
    requireInside('oldLogProbs', oldLogProbs, answers.mask);
    requireNumbers('rewards', rewards, { length: answers.rows, like: 'answers' });
    const refLogProbs = this.refPolicy.read(tokens).logProbs;
    const perToken = tokenRewards(answers, rewards, oldLogProbs, refLogProbs, this.klCoef);
    const values = this.valueFn(tokens);
    const { advantages } = tokenGae({ answers, rewards: perToken, values, gamma: 1, gaeLambda: 0.95 });
    return tokenPolicyLoss({
      answers,
      logProbs: this.policy.read(tokens).logProbs,
      oldLogProbs,
      refLogProbs,
      advantages: maskedWhiten(advantages, answers.mask),
      settings: tokenSettings('ppo', { klCoef: this.klCoef }),
    });
  }
}
