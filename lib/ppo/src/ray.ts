/**
 * Rollouts on other machines: `require('ppo-lib/ray')`. Nothing here starts Ray; both attach to what runs.
 * Lesson: notebooks/13b-nothing-lost.ipynb.
 */
export { playForRllib, type RllibFragment, type RllibOptions } from './rllib/playForRllib';
export { rayWorkers, type RayOptions } from './ray/rayWorkers';
export type { RayCluster, RayError } from './ray/bridge';
