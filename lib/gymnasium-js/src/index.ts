import './registry/builtin.js';

export { BaseEnv } from './baseEnv.js';
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
export type { BoxAction } from './envs/boxAction.js';
export { CartPoleEnv, type CartPoleOptions } from './envs/cartPole.js';
export { CartPoleVectorEnv, type CartPoleVectorOptions } from './envs/cartPoleVector.js';
export { MountainCarEnv, type MountainCarOptions } from './envs/mountainCar.js';
export { MountainCarContinuousEnv, type MountainCarContinuousOptions } from './envs/mountainCarContinuous.js';
export { PendulumEnv, type PendulumOptions } from './envs/pendulum.js';
export { PendulumVectorEnv, type PendulumVectorOptions } from './envs/pendulumVector.js';
export * from './errors.js';
export { logger } from './logger.js';
export { exp, log1p } from './math/portable.js';
export { cos, sin } from './math/trig.js';
export { NumpyGenerator, type GeneratorState } from './random/numpyGenerator.js';
export { SeedSequence } from './random/seedSequence.js';
export type { EnvironmentMap, EnvironmentTypes } from './registry/builtin.js';
export { EnvSpec, type EntryPoint, type EnvRegistration, type VectorEntryPoint } from './registry/envSpec.js';
export { make, makeVec, type Made, type MakeOptions, type MakeVecOptions } from './registry/make.js';
export { register, registry, spec } from './registry/registry.js';
export { Box, type Bound, type BoxOptions } from './spaces/box.js';
export { Discrete } from './spaces/discrete.js';
export { MultiDiscrete } from './spaces/multiDiscrete.js';
export type { NumberArray, NumberType } from './spaces/numbers.js';
export { type SampleOptions, type Seed, Space } from './spaces/space.js';
export { TypedVectorEnv, type TypedVectorOptions } from './vector/typedVectorEnv.js';
export type {
  AutoresetMode,
  VectorEnv,
  VectorInfo,
  VectorResetOptions,
  VectorResetResult,
  VectorStepResult,
} from './vector/vectorEnv.js';
export { OrderEnforcing } from './wrappers/orderEnforcing.js';
export { TimeLimit } from './wrappers/timeLimit.js';
export { Wrapper } from './wrappers/wrapper.js';
