import { requireKnownOptions } from './objects';
import { requireFlags, type FlagArray } from './flags';
import {
  floatsLike,
  requireBetween,
  requireCount,
  requireNumbers,
  type FloatArray,
  type NumberArray,
} from './validate';

/**
 * Reverse discounted sums: y_t = x_t + discount * y_{t+1}. The input is not modified.
 * @example discountedCumSum([1, 1, 1], 0.5) // [1.75, 1.5, 1]
 */
export function discountedCumSum(x: NumberArray, discount: number): FloatArray {
  requireNumbers('x', x, { least: 0 });
  requireBetween('discount', discount, 0, 1);
  const sums = floatsLike(x.length, x);
  let running = 0;
  for (let t = x.length - 1; t >= 0; t--) {
    running = x[t] + discount * running;
    sums[t] = running;
  }
  return sums;
}

export interface GaeInput {
  /** [T,N] row-major by step: element t * N + n belongs to step t of environment n */
  readonly rewards: NumberArray;
  /** [T,N] V(s_t) */
  readonly values: NumberArray;
  /** [T,N] V of the state that really followed step t: after a time limit the final state's, never the next episode's first */
  readonly nextValues: NumberArray;
  /** [T,N] the episode really ended (pole fell): the future is worth 0 */
  readonly terminated: FlagArray;
  /** [T,N] the episode was cut (time limit): the future still counts, but the next row is another episode */
  readonly truncated: FlagArray;
  /** discount per step, [0, 1] */
  readonly gamma: number;
  /** 0: one-step TD error; 1: Monte Carlo return minus value */
  readonly gaeLambda: number;
  /** N, default 1 */
  readonly numEnvs?: number;
}

const inputNames = [
  'rewards',
  'values',
  'nextValues',
  'terminated',
  'truncated',
  'gamma',
  'gaeLambda',
  'numEnvs',
] as const satisfies readonly (keyof GaeInput)[];

function checkGaeInput(input: GaeInput, numEnvs: number): void {
  requireCount('numEnvs', numEnvs);
  requireNumbers('rewards', input.rewards);
  const size = input.rewards.length;
  if (size % numEnvs !== 0) {
    throw new RangeError(`rewards: got ${size} elements, must be a multiple of numEnvs = ${numEnvs} (T times N)`);
  }
  requireNumbers('values', input.values, { length: size, like: 'rewards' });
  requireNumbers('nextValues', input.nextValues, { length: size, like: 'rewards' });
  requireFlags('terminated', input.terminated, size, 'rewards');
  requireFlags('truncated', input.truncated, size, 'rewards');
  requireBetween('gamma', input.gamma, 0, 1);
  requireBetween('gaeLambda', input.gaeLambda, 0, 1);
}

/**
 * Generalised advantage estimate, newest step first (Schulman et al. 2016, eq. 16):
 *   delta_t = r_t + gamma * bootstrapMask_t * V(s_{t+1}) - V(s_t)
 *   A_t     = delta_t + gamma * gaeLambda * continueMask_t * A_{t+1}
 * bootstrapMask is 0 where terminated; continueMask is 0 where terminated or truncated. Inputs are not modified.
 * @returns advantages [T,N] and returns = advantages + values [T,N], the critic's target
 * @throws RangeError if lengths differ, a number is not finite or a discount is outside [0, 1]
 * @example gae({ rewards: [1], values: [0.5], nextValues: [9], terminated: [1], truncated: [0], gamma: 0.99, gaeLambda: 0.95 }).advantages // [0.5]
 */
export function gae(input: GaeInput): { advantages: FloatArray; returns: FloatArray } {
  requireKnownOptions('input', input, inputNames);
  const { rewards, values, nextValues, terminated, truncated, gamma, gaeLambda, numEnvs = 1 } = input;
  checkGaeInput(input, numEnvs);
  const size = rewards.length;
  const advantages = floatsLike(size, rewards, values, nextValues);
  const returns = floatsLike(size, rewards, values, nextValues);
  const running = new Float64Array(numEnvs);
  for (let i = size - 1; i >= 0; i--) {
    const env = i % numEnvs;
    const future = terminated[i] ? 0 : gamma * nextValues[i];
    const delta = rewards[i] + future - values[i];
    const rest = terminated[i] || truncated[i] ? 0 : gamma * gaeLambda * running[env];
    running[env] = delta + rest;
    advantages[i] = running[env];
    returns[i] = running[env] + values[i];
  }
  return { advantages, returns };
}

/**
 * Discounted reward-to-go within each episode, [T,N]: the critic's target of Spinning Up. An episode that terminated ends with
 * 0, one that was cut (time limit, end of the rollout) continues with V of the state that followed. Equals the returns of `gae`
 * with gaeLambda 1, up to rounding.
 */
export function rewardToGo(input: Omit<GaeInput, 'gaeLambda' | 'values'>): FloatArray {
  requireKnownOptions('input', input, inputNames); // what `gae` takes will do
  const { rewards, nextValues, terminated, truncated, gamma, numEnvs = 1 } = input;
  checkGaeInput({ ...input, values: rewards, gaeLambda: 1 }, numEnvs);
  const result = floatsLike(rewards.length, rewards, nextValues);
  const running = new Float64Array(numEnvs);
  for (let i = rewards.length - 1; i >= 0; i--) {
    const env = i % numEnvs;
    const cut = truncated[i] || i >= rewards.length - numEnvs;
    const future = terminated[i] ? 0 : cut ? nextValues[i] : running[env];
    running[env] = rewards[i] + gamma * future;
    result[i] = running[env];
  }
  return result;
}
