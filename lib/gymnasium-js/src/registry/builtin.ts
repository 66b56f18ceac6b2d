import { AcrobotEnv, type AcrobotOptions } from '../envs/acrobot.js';
import { BlackjackEnv, type BlackjackObservation, type BlackjackOptions } from '../envs/blackjack.js';
import type { BoxAction } from '../envs/boxAction.js';
import { CartPoleEnv, type CartPoleOptions } from '../envs/cartPole.js';
import { CartPoleVectorEnv } from '../envs/cartPoleVector.js';
import { CliffWalkingEnv, type CliffWalkingOptions } from '../envs/cliffWalking.js';
import { FrozenLakeEnv, type FrozenLakeOptions } from '../envs/frozenLake.js';
import { MountainCarEnv, type MountainCarOptions } from '../envs/mountainCar.js';
import { MountainCarContinuousEnv, type MountainCarContinuousOptions } from '../envs/mountainCarContinuous.js';
import { PendulumEnv, type PendulumOptions } from '../envs/pendulum.js';
import { PendulumVectorEnv } from '../envs/pendulumVector.js';
import { TaxiEnv, type TaxiOptions } from '../envs/taxi.js';
import { checkKnownOptions } from '../knownOptions.js';
import type { EnvRegistration } from './registration.js';

/** What the type checker knows of an environment. */
export interface EnvironmentTypes<E, Act, Options, Obs = Float32Array> {
  env: E;
  observation: Obs;
  action: Act;
  options: Options;
}

/**
 * Types of the environments that `make` knows by id. Extend it for your own:
 * `declare module 'gymnasium-js' { interface EnvironmentMap { 'toy/Maze-v0': EnvironmentTypes<Maze, number, {}> } }`
 */
export interface EnvironmentMap {
  'CartPole-v0': EnvironmentTypes<CartPoleEnv, number, CartPoleOptions>;
  'CartPole-v1': EnvironmentTypes<CartPoleEnv, number, CartPoleOptions>;
  'MountainCar-v0': EnvironmentTypes<MountainCarEnv, number, MountainCarOptions>;
  'MountainCarContinuous-v0': EnvironmentTypes<MountainCarContinuousEnv, BoxAction, MountainCarContinuousOptions>;
  'Pendulum-v1': EnvironmentTypes<PendulumEnv, BoxAction, PendulumOptions>;
  'Acrobot-v1': EnvironmentTypes<AcrobotEnv, number, AcrobotOptions>;
  'Blackjack-v1': EnvironmentTypes<BlackjackEnv, number, BlackjackOptions, BlackjackObservation>;
  'FrozenLake-v1': EnvironmentTypes<FrozenLakeEnv, number, FrozenLakeOptions, number>;
  'FrozenLake8x8-v1': EnvironmentTypes<FrozenLakeEnv, number, FrozenLakeOptions, number>;
  'CliffWalking-v1': EnvironmentTypes<CliffWalkingEnv, number, CliffWalkingOptions, number>;
  'CliffWalkingSlippery-v1': EnvironmentTypes<CliffWalkingEnv, number, CliffWalkingOptions, number>;
  'Taxi-v3': EnvironmentTypes<TaxiEnv, number, Pick<TaxiOptions, 'renderMode'>, number>;
  'Taxi-v4': EnvironmentTypes<TaxiEnv, number, TaxiOptions, number>;
}

const cartPole = {
  entryPoint: (kwargs: CartPoleOptions) => new CartPoleEnv(kwargs),
  vectorEntryPoint: (kwargs: object) => new CartPoleVectorEnv(kwargs),
};
const frozenLake = { entryPoint: (kwargs: FrozenLakeOptions) => new FrozenLakeEnv(kwargs) };
const cliffWalking = { entryPoint: (kwargs: CliffWalkingOptions) => new CliffWalkingEnv(kwargs) };
const taxi = { maxEpisodeSteps: 200, rewardThreshold: 8 };

/** What `make` knows from the start. A list, and no calls: a bundler can leave out what a program does not name. */
export const builtIn: readonly EnvRegistration[] = [
  { id: 'CartPole-v0', ...cartPole, maxEpisodeSteps: 200, rewardThreshold: 195 },
  { id: 'CartPole-v1', ...cartPole, maxEpisodeSteps: 500, rewardThreshold: 475 },
  {
    id: 'MountainCar-v0',
    entryPoint: (kwargs) => new MountainCarEnv(kwargs),
    maxEpisodeSteps: 200,
    rewardThreshold: -110,
  },
  {
    id: 'MountainCarContinuous-v0',
    entryPoint: (kwargs) => new MountainCarContinuousEnv(kwargs),
    maxEpisodeSteps: 999,
    rewardThreshold: 90,
  },
  {
    id: 'Pendulum-v1',
    entryPoint: (kwargs) => new PendulumEnv(kwargs),
    vectorEntryPoint: (kwargs) => new PendulumVectorEnv(kwargs),
    maxEpisodeSteps: 200,
  },
  {
    id: 'Acrobot-v1',
    entryPoint: (kwargs) => new AcrobotEnv(kwargs),
    maxEpisodeSteps: 500,
    rewardThreshold: -100,
  },
  {
    id: 'Blackjack-v1',
    entryPoint: (kwargs) => new BlackjackEnv(kwargs),
    kwargs: { sab: true, natural: false },
  },
  {
    id: 'FrozenLake-v1',
    ...frozenLake,
    kwargs: { mapName: '4x4' },
    maxEpisodeSteps: 100,
    rewardThreshold: 0.7,
  },
  {
    id: 'FrozenLake8x8-v1',
    ...frozenLake,
    kwargs: { mapName: '8x8' },
    maxEpisodeSteps: 200,
    rewardThreshold: 0.85,
  },
  { id: 'CliffWalking-v1', ...cliffWalking },
  { id: 'CliffWalkingSlippery-v1', ...cliffWalking, kwargs: { isSlippery: true } },
  // Version 3 knew the same town in dry weather; what it had of rain and fickle passengers was wrong, and is version 4.
  {
    id: 'Taxi-v3',
    entryPoint: (kwargs) => {
      checkKnownOptions(kwargs, ['renderMode'], 'Taxi-v3 (isRainy and ficklePassenger are of Taxi-v4)');
      return new TaxiEnv(kwargs);
    },
    ...taxi,
  },
  { id: 'Taxi-v4', entryPoint: (kwargs) => new TaxiEnv(kwargs), ...taxi },
];
