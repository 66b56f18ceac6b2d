// What the lessons, the README and the packages above use. Everything else is internal.

// numbers
export { Random, type RandomState } from './numbers/random';
export { explainedVariance, mean, quantile, standardize, std, sum } from './numbers/stats';
export {
  clippedSurrogate,
  clippedSurrogateLoss,
  clipTable,
  importanceRatio,
  klEstimates,
  surrogateSlope,
  type ClipTableRow,
  type SurrogateLoss,
} from './numbers/surrogate';
export { discountedCumSum, gae, rewardToGo, type GaeInput } from './numbers/advantage';
export { fingerprint } from './numbers/fingerprint';
export type { FlagArray } from './numbers/flags';
export type { FloatArray, NumberArray } from './numbers/validate';
export { NormalizeObservation, NormalizeReward, RunningMeanStd } from 'gymnasium-js';

// statistics over seeds
export { meanInterval, type Interval } from './statistics/interval';
export { bootstrapInterval, iqm, iqmInterval } from './statistics/percentile';
export { probabilityOfImprovement } from './statistics/improvement';
export { compare, type Comparison, type ComparisonOptions, type Verdict } from './statistics/compare';
export { correctFamily, holm } from './statistics/family';
export { studentQuantile } from './statistics/student';

// configurations
export { defaultConfig, ppoConfig, type PpoConfig } from './config/config';
export { presets, type PresetName } from './config/presets';

// distributions and networks
export { Beta, Categorical, DiagonalGaussian, SquashedGaussian } from './distributions/distributions';
export { orthogonalInit } from './networks/orthogonal';
export { featureDiagnostics, hiddenFeatures, type FeatureDiagnostics, type Features } from './networks/features';
export { parameterManifest, type ActionSpace, type NetworkSpec, type ParameterSlot } from './networks/parameters';
export { Adam, annealedRate, clipGlobalNorm, globalNorm, type AdamState } from './networks/adam';

// the two learners, and what both are
export type {
  Actions,
  Evaluation,
  Learner,
  LearnerFactory,
  LearnerSetup,
  Minibatch,
  OptimizerState,
  StepReport,
  StepSettings,
} from './learner/learner';
export { useBackend } from './tfjs/backend';
export { tf } from './tfjs/tensors';
export { mlp } from './tfjs/networks';
export { ActorCritic } from './tfjs/actorCritic';
export { distributionOf, type NumberDistribution } from './tfjs/numberDistributions';
export { ppoLoss, valueLossTensor, type PpoLoss, type PpoLossInput } from './tfjs/losses';
export { TfjsLearner } from './tfjs/tfjsLearner';
export { CompiledLearner, compiledLearner } from './compiled/compiledLearner';

// training
export type { TrainingEnv, TrainingStep } from './training/environment';
export { actionSpaceOf, observationSizeOf } from './training/spaces';
export { RolloutBuffer } from './training/buffer';
export { collectRollout, startEpisodes, type EpisodeProgress, type FinishedEpisodes } from './training/collect';
export { updatePolicy, type UpdateReport } from './training/update';
export { Run } from './training/run';
export { train, type Training, type TrainOptions, type TrainRecord, type TrainResult } from './training/train';
export { a2c } from './training/a2c';
export { Normalizers, type NormalizerState } from './training/normalize';
export { restoreLearner, type Checkpoint } from './training/checkpoint';
export { loadCheckpoint, saveCheckpoint } from './training/checkpointFile';
export { checkpointFolder, type CheckpointFolder, type CheckpointFolderOptions } from './training/checkpointFolder';
export type { CheckpointKeeper } from './training/checkpointKeeper';
export { evaluatePolicy, type EvaluationResult } from './training/evaluation';
export { diagnose, type Warning } from './training/diagnostics';
export { diagnoseRun } from './training/runDiagnostics';
export { diagnoseWorkers, type WorkerWarning } from './training/workerDiagnostics';
export { firstDifferingIteration } from './training/compareRuns';
export { threadWorkers } from './workers/threads';
export type { WorkerPool } from './workers/pool';
export type { Fragment, FragmentResult, Workers } from './workers/workers';
export { trainMany, type ManyProgress, type ManyResult, type TrainManyOptions } from './manySeeds/trainMany';
export type { SeedOptions, SeedRun } from './manySeeds/trainSeed';

// programs of the sources that lessons run
export { lectureCsv, lectureRow } from './sources/lecture25';
export { DriftVec } from './sources/driftEnv';
