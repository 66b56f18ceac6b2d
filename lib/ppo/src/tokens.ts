/**
 * PPO where an action is a token, with its relatives: `require('ppo-lib/tokens')`. A language that can be parsed, a small transformer,
 * preferences, reward models, and training from them. Lesson: notebooks/14-rlhf.ipynb.
 */
export {
  aggregationWeights,
  answersOf,
  maskedMean,
  maskedWhiten,
  tokenGae,
  tokenRewards,
  type Aggregation,
  type Answers,
} from './tokens/answers';
export { collectAnswers, tokenAdvantages, type TokenBatch, type TokenTask } from './tokens/batches';
export { BEGIN, END, PAD, padded, rowOf, textOf, type Corpus, type Sequences } from './tokens/corpus';
export { dpoLoss, trainDpo } from './tokens/dpo';
export { drawPrompts, generate, pretrain, TokenTrainer } from './tokens/language';
export { copyOf, TokenModel, type Reading, type Slopes, type TokenModelSizes } from './tokens/model';
export { firstNames } from './tokens/names';
export { klAt, tokenPolicyLoss, tokenValueLoss, type TokenLoss, type TokenLossInput } from './tokens/policyLoss';
export { plainTokenPpo } from './tokens/plainTokenPpo';
export { PPOForRLHF } from './tokens/ppoForRlhf';
export {
  accuracy,
  bagOfWords,
  bothOf,
  labelledPairs,
  normalized,
  rewardModel,
  trueScorer,
  type Pair,
  type Scorer,
} from './tokens/preferences';
export { sentences } from './tokens/sentences';
export { tokenAlgorithms, tokenSettings, type TokenSettings } from './tokens/settings';
export { tokenStep, trainTokens, type TokenRecord, type TokenTraining } from './tokens/tokenPpo';
export {
  allAnswers,
  exactKl,
  expectedGradient,
  klPlacements,
  toyLanguage,
  type ToyAnswer,
  type ToyLanguage,
} from './tokens/toyKl';
