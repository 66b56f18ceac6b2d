import { AcrobotEnv, type AcrobotOptions } from '../envs/acrobot.js';
import type { BoxAction } from '../envs/boxAction.js';
import { CartPoleEnv, type CartPoleOptions } from '../envs/cartPole.js';
import { CartPoleVectorEnv } from '../envs/cartPoleVector.js';
import { MountainCarEnv, type MountainCarOptions } from '../envs/mountainCar.js';
import { MountainCarContinuousEnv, type MountainCarContinuousOptions } from '../envs/mountainCarContinuous.js';
import { PendulumEnv, type PendulumOptions } from '../envs/pendulum.js';
import { PendulumVectorEnv } from '../envs/pendulumVector.js';
import { register } from './registry.js';

/** What the type checker knows of an environment. */
export interface EnvironmentTypes<E, Act, Options> {
  env: E;
  observation: Float32Array;
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
}

const cartPole = {
  entryPoint: (kwargs: CartPoleOptions) => new CartPoleEnv(kwargs),
  vectorEntryPoint: (kwargs: object) => new CartPoleVectorEnv(kwargs),
};
register({ id: 'CartPole-v0', ...cartPole, maxEpisodeSteps: 200, rewardThreshold: 195 });
register({ id: 'CartPole-v1', ...cartPole, maxEpisodeSteps: 500, rewardThreshold: 475 });
register({
  id: 'MountainCar-v0',
  entryPoint: (kwargs) => new MountainCarEnv(kwargs),
  maxEpisodeSteps: 200,
  rewardThreshold: -110,
});
register({
  id: 'MountainCarContinuous-v0',
  entryPoint: (kwargs) => new MountainCarContinuousEnv(kwargs),
  maxEpisodeSteps: 999,
  rewardThreshold: 90,
});
register({
  id: 'Pendulum-v1',
  entryPoint: (kwargs) => new PendulumEnv(kwargs),
  vectorEntryPoint: (kwargs) => new PendulumVectorEnv(kwargs),
  maxEpisodeSteps: 200,
});
register({
  id: 'Acrobot-v1',
  entryPoint: (kwargs) => new AcrobotEnv(kwargs),
  maxEpisodeSteps: 500,
  rewardThreshold: -100,
});
