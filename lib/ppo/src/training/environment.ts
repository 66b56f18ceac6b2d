import type { StepTarget } from 'gymnasium-js';
import { choices, requireOneOf } from '../config/choices';
import { requireActions } from '../learner/checks';
import {
  actionBounds,
  actionWidth,
  isDiscrete,
  type ActionDistribution,
  type ActionSpace,
  type BoxActions,
} from '../networks/parameters';
import { describe } from '../numbers/validate';

export type { StepTarget };

/**
 * What training asks of N environments stepped side by side; gymnasium-js's `VectorEnv` has all of it. Environments that can save
 * themselves (`getState`, `setState`) can be part of a checkpoint.
 */
export interface TrainingEnv {
  readonly numEnvs: number;
  readonly autoresetMode: string;
  readonly singleObservationSpace: unknown;
  readonly singleActionSpace: unknown;
  readonly spec?: { readonly id: string; readonly rewardThreshold: number | null } | null;
  /** @param options.options.resetMask [N], 0 or 1: begin episodes only where it is 1. Asked for by `staggerSteps` alone. */
  reset(options?: ResetRequest): { observations: Float32Array };
  /** @param actions [N] whole numbers or [N,A] real ones */
  step(actions: ArrayLike<number>): TrainingStep;
  /** Optional, for speed: the same step into arrays of the caller. Returns how many environments ended. */
  stepInto?(actions: ArrayLike<number>, target: StepTarget): number;
  close(): void;
  getState?(): unknown;
  setState?(state: never): void;
}

/** What a reset is asked for. */
export interface ResetRequest {
  readonly seed?: number;
  readonly options?: { readonly resetMask: ArrayLike<number> };
}

export interface TrainingStep {
  /** [N,O] what to act on next; belongs to the caller */
  readonly observations: Float32Array;
  /** [N] */
  readonly rewards: ArrayLike<number>;
  /** [N] what to learn from where that is not the reward itself: normalised rewards */
  readonly learningRewards?: ArrayLike<number>;
  /** [N], 0 or 1 */
  readonly terminated: ArrayLike<number>;
  /** [N], 0 or 1 */
  readonly truncated: ArrayLike<number>;
  /** `finalObservation` [N,O]: present when an environment ended; its row is the state that was really reached */
  readonly info: { readonly finalObservation?: Float32Array };
}

/** @throws RangeError unless ended environments restart within the same step, so that no step is wasted or mislabelled */
export function requireSameStepReset(env: TrainingEnv): void {
  if (env.autoresetMode !== 'same-step') {
    throw new RangeError(
      `env.autoresetMode: got "${env.autoresetMode}", training needs "same-step"; use makeVec(id, { numEnvs, autoresetMode: 'same-step' })`,
    );
  }
}

/**
 * Actions as the environments take them, from actions as policies store them (`config.actionDistribution`):
 *   discrete          counted from the space's `start`
 *   gaussian          clipped to the box
 *   squashedGaussian  u becomes middle + half * tanh(u)
 *   beta              x in (0, 1) becomes low + (high - low) x
 * @throws RangeError if an action is not one that such a policy stores: not finite, or not of the space
 */
export function toEnvActions(
  actions: Int32Array | Float32Array,
  space: ActionSpace,
  distribution: ActionDistribution = 'gaussian',
): ArrayLike<number> {
  requireOneOf('distribution', distribution, choices.actionDistribution);
  requireActions(
    actions,
    Math.max(1, Math.ceil(actions.length / actionWidth(space))),
    space,
    'gaussian',
    'whole actions',
  );
  if (isDiscrete(space)) {
    const { start = 0 } = space;
    return start === 0 ? actions : actions.map((action) => action + start);
  }
  const { low, high } = space;
  const inside = distribution === 'gaussian' ? actions : stretched(actions, space, distribution);
  // What float32 makes of a bound such as 0.3 lies outside the box: there the actions have to have the precision of the bounds.
  const precise = areSingle(low) && areSingle(high) ? inside : Float64Array.from(inside);
  const width = low.length;
  return precise.map((action, i) => Math.min(Math.max(action, low[i % width]), high[i % width]));
}

/** Whether float32 holds every bound. */
function areSingle(bounds: ArrayLike<number>): boolean {
  for (let k = 0; k < bounds.length; k++) if (Math.fround(bounds[k]) !== bounds[k]) return false;
  return true;
}

function stretched(
  actions: Int32Array | Float32Array,
  space: BoxActions,
  distribution: 'squashedGaussian' | 'beta',
): Int32Array | Float32Array {
  const { middle, half } = actionBounds(space);
  const width = middle.length;
  const isBeta = distribution === 'beta';
  return actions.map((action, i) => {
    const centred = isBeta ? 2 * action - 1 : Math.tanh(action); // [-1, 1]
    return middle[i % width] + half[i % width] * centred;
  });
}

/** @throws TypeError unless it looks like environments side by side */
function requireMethods(env: TrainingEnv): void {
  const expected = 'expected environments with numEnvs, reset, step and close, such as makeVec of gymnasium-js returns';
  if (typeof env !== 'object' || (env as TrainingEnv | null) === null || env instanceof Promise) {
    throw new TypeError(`env: the function returned ${describe(env)}, ${expected}`);
  }
  for (const method of ['reset', 'step', 'close'] as const) {
    const found = (env as unknown as Record<string, unknown>)[method];
    if (typeof found === 'function') continue;
    throw new TypeError(`env.${method}: got ${describe(found)}, ${expected}`);
  }
}

/** Environments by gymnasium-js id, or whatever the function makes; checked for same-step resets. */
export async function makeEnv(source: string | (() => TrainingEnv), numEnvs: number): Promise<TrainingEnv> {
  if (typeof source === 'string') {
    const { makeVec } = await import('gymnasium-js');
    return makeVec(source, { numEnvs, autoresetMode: 'same-step' });
  }
  if (typeof (source as unknown) !== 'function') {
    throw new TypeError(
      `env: got ${describe(source)}, expected an id such as "CartPole-v1" or a function that makes environments`,
    );
  }
  const env = source();
  requireMethods(env);
  try {
    requireSameStepReset(env);
  } catch (error) {
    env.close();
    throw error;
  }
  return env;
}

/** Closes the environments. @returns what they threw at it, null if nothing: a run that is over has nothing to lose by it */
export function closeError(env: TrainingEnv): unknown {
  try {
    env.close();
    return null;
  } catch (error) {
    return error;
  }
}
