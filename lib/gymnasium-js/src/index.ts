export { BaseEnv, type EnvState } from './baseEnv.js';
export { checkEnv } from './checker/checkEnv.js';
export type {
  AnyAction,
  Env,
  EnvSpecLike,
  Info,
  Metadata,
  RenderMode,
  ResetOptions,
  ResetResult,
  StepResult,
} from './env.js';
export { AcrobotEnv, type AcrobotOptions } from './envs/acrobot.js';
export {
  BlackjackEnv,
  type BlackjackHands,
  type BlackjackObservation,
  type BlackjackOptions,
} from './envs/blackjack.js';
export type { BoxAction } from './envs/boxAction.js';
export { CartPoleEnv, type CartPoleOptions } from './envs/cartPole.js';
export { CartPoleVectorEnv, type CartPoleVectorOptions } from './envs/cartPoleVector.js';
export { CliffWalkingEnv, type CliffWalkingOptions } from './envs/cliffWalking.js';
export { FrozenLakeEnv, type FrozenLakeOptions } from './envs/frozenLake.js';
export { generateRandomMap } from './envs/frozenLakeMap.js';
export { MountainCarEnv, type MountainCarOptions } from './envs/mountainCar.js';
export { MountainCarContinuousEnv, type MountainCarContinuousOptions } from './envs/mountainCarContinuous.js';
export { PendulumEnv, type PendulumOptions } from './envs/pendulum.js';
export { PendulumVectorEnv, type PendulumVectorOptions } from './envs/pendulumVector.js';
export { TabularEnv, type TabularWorld, type Transition, type TransitionTable } from './envs/tabularEnv.js';
export { TaxiEnv, type TaxiOptions, type TaxiPlace } from './envs/taxi.js';
export * from './errors.js';
export { logger } from './logger.js';
export { exp, log1p } from './math/portable.js';
export { cos, sin } from './math/trig.js';
export { NumpyGenerator, type GeneratorState } from './random/numpyGenerator.js';
export { SeedSequence } from './random/seedSequence.js';
export type { EnvironmentMap, EnvironmentTypes } from './registry/builtin.js';
export { EnvSpec } from './registry/envSpec.js';
export {
  make,
  makeVec,
  type CommonOptions,
  type EnvOf,
  type Made,
  type MakeOptions,
  type MakeVecOptions,
  type OptionsOf,
} from './registry/make.js';
export { editDistance, nearestFirst } from './registry/nearest.js';
export type { EntryPoint, EnvRegistration, VectorEntryPoint } from './registry/registration.js';
export { register, registry, spec } from './registry/registry.js';
export { batchSpace } from './spaces/batch.js';
export { Box, type Bound, type BoxOptions } from './spaces/box.js';
export { Dict, type SpaceRecord, type ValuesOf } from './spaces/dict.js';
export { Discrete } from './spaces/discrete.js';
export { flatDim, flatten, flattenSpace, unflatten } from './spaces/flatten.js';
export { MultiBinary } from './spaces/multiBinary.js';
export { MultiDiscrete } from './spaces/multiDiscrete.js';
export type { NumberArray, NumberType, TypedArrays } from './spaces/numbers.js';
export { type SampleOptions, type Seed, Space } from './spaces/space.js';
export { Tuple, type ElementsOf } from './spaces/tuple.js';
export { concatenate, iterate } from './vector/batching.js';
export { SyncVectorEnv, type SyncVectorState } from './vector/syncVectorEnv.js';
export {
  type StepTarget,
  TypedVectorEnv,
  type TypedVectorOptions,
  type TypedVectorState,
} from './vector/typedVectorEnv.js';
export {
  AUTORESET_MODES,
  type AutoresetMode,
  type VectorEnv,
  type VectorInfo,
  type VectorOptions,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from './vector/vectorEnv.js';
export { VectorNormalizeObservation } from './vector/vectorNormalizeObservation.js';
export { VectorNormalizeReward } from './vector/vectorNormalizeReward.js';
export { VectorRecordEpisodeStatistics } from './vector/vectorRecordEpisodeStatistics.js';
export { VectorWrapper } from './vector/vectorWrapper.js';
export { Autoreset } from './wrappers/autoreset.js';
export { ClipAction, RescaleAction } from './wrappers/boxActions.js';
export { FlattenObservation, RescaleObservation } from './wrappers/boxObservations.js';
export { NormalizeObservation } from './wrappers/normalizeObservation.js';
export { NormalizeReward } from './wrappers/normalizeReward.js';
export { OrderEnforcing } from './wrappers/orderEnforcing.js';
export { PassiveEnvChecker } from './wrappers/passiveEnvChecker.js';
export { type EpisodeStatistics, RecordEpisodeStatistics } from './wrappers/recordEpisodeStatistics.js';
export { RunningMeanStd, type RunningMeanStdState } from './wrappers/runningMeanStd.js';
export { TimeLimit } from './wrappers/timeLimit.js';
export { TransformAction, TransformObservation, TransformReward } from './wrappers/transforms.js';
export type { WrapperState } from './saving.js';
export { Wrapper } from './wrappers/wrapper.js';
