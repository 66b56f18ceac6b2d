/**
 * PPO's relatives: `require('ppo-lib/relatives')`. Each is a run like that of `train`, so that whatever takes the one takes the other.
 * Lesson: notebooks/12-relatives.ipynb.
 */
export { dqn, dqnConfig, type DqnConfig, type DqnReport } from './relatives/dqn';
export { pqn, pqnConfig, type PqnConfig, type PqnReport } from './relatives/pqn';
export { QLearner, type QBatch, type QReport } from './relatives/qLearner';
export {
  actorGradient,
  actorLoss,
  criticGradient,
  drawSquashed,
  qGradient,
  qTargets,
  sacTargets,
  temperatureGradient,
} from './relatives/checked';
export type { ErrorForm } from './relatives/qNumbers';
export { ReplayBuffer, type Steps, type Transitions } from './relatives/replayBuffer';
export { sac, type SacRecordReport } from './relatives/sac';
export { sacConfig, type SacConfig } from './relatives/sacConfig';
export { SacLearner, type SacReport } from './relatives/sacLearner';
export type { SquashedDraw } from './relatives/sacNumbers';
export type {
  RelativeAgent,
  RelativeOptions,
  RelativeRecord,
  RelativeResult,
  RelativeTraining,
  Snapshot,
} from './relatives/loop';
export {
  dqnLoss,
  pqnLoss,
  sacActorLoss,
  sacCriticLoss,
  squashedSample,
  takenValues,
  temperatureLoss,
} from './relatives/losses';
export { adaptedKlCoef, objectiveShape, type ObjectiveShape } from './numbers/objectives';
export { restoreAgent } from './relatives/algorithms';
export { conjugateGradient } from './relatives/conjugateGradient';
export { trpo, trpoConfig, type TrpoConfig, type TrpoReport } from './relatives/trpo';
export { fisherProduct, trpoStep, type TrpoSettings, type TrpoStep } from './relatives/trpoStep';
