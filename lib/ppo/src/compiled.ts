/**
 * The part of ppo-lib that trains on the compiled learner, without tfjs: `require('ppo-lib/compiled')` starts in a tenth of the
 * time, and bundled into a page it is small. Everything here is also exported by `ppo-lib` itself, but for the two ends of a pool of
 * workers (`WorkerPool`, `fragmentWorker`), with which a page makes its own. In Node this path loads one file,
 * dist/bundle/compiled.js (scripts/build-assets.mjs).
 */
export { compiledLearner, CompiledLearner } from './compiled/compiledLearner';
export { defaultConfig, ppoConfig, type PpoConfig } from './config/config';
export { presets, type PresetName } from './config/presets';
export { discountedCumSum, gae, rewardToGo, type GaeInput } from './numbers/advantage';
export { fingerprint } from './numbers/fingerprint';
export { Random, type RandomState } from './numbers/random';
export { explainedVariance, mean, quantile, standardize, std, sum } from './numbers/stats';
export {
  clippedSurrogate,
  clippedSurrogateLoss,
  clipTable,
  importanceRatio,
  klEstimates,
  surrogateSlope,
} from './numbers/surrogate';
export { meanInterval, type Interval } from './statistics/interval';
export { bootstrapInterval, iqm, iqmInterval } from './statistics/percentile';
export { RolloutBuffer } from './training/buffer';
export { collectRollout, startEpisodes, type EpisodeProgress, type FinishedEpisodes } from './training/collect';
export { fragmentWorker } from './training/fragmentWorker';
export { train, type Training, type TrainOptions, type TrainRecord, type TrainResult } from './training/train';
export { WorkerPool } from './workers/pool';
