import { CartPoleEnv, type CartPoleOptions } from '../envs/cartPole.js';
import { CartPoleVectorEnv } from '../envs/cartPoleVector.js';
import { register } from './registry.js';

/**
 * Types of the environments that `make` knows by id. Extend it for your own:
 * `declare module 'gymnasium-js' { interface EnvironmentMap { 'toy/Maze-v0': { ... } } }`
 */
export interface EnvironmentMap {
  'CartPole-v0': { env: CartPoleEnv; observation: Float32Array; action: number; options: CartPoleOptions };
  'CartPole-v1': { env: CartPoleEnv; observation: Float32Array; action: number; options: CartPoleOptions };
}

register({
  id: 'CartPole-v0',
  entryPoint: (kwargs) => new CartPoleEnv(kwargs),
  vectorEntryPoint: (kwargs) => new CartPoleVectorEnv(kwargs),
  maxEpisodeSteps: 200,
  rewardThreshold: 195,
});

register({
  id: 'CartPole-v1',
  entryPoint: (kwargs) => new CartPoleEnv(kwargs),
  vectorEntryPoint: (kwargs) => new CartPoleVectorEnv(kwargs),
  maxEpisodeSteps: 500,
  rewardThreshold: 475,
});
