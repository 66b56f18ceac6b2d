import type { Env } from '../env.js';
import { InvalidActionError, InvalidArgumentError } from '../errors.js';
import { Box, type Bound } from '../spaces/box.js';
import { flatNumbers } from '../spaces/numbers.js';
import type { Space } from '../spaces/space.js';
import { show } from '../text.js';
import type { BoxAction } from '../envs/boxAction.js';
import { requireBox, rescaleBox } from './rescale.js';
import { TransformAction } from './transforms.js';
import { nameOf } from './wrapper.js';

/** Clips every action to the bounds of the environment, so that any finite one is valid. */
export class ClipAction<Obs> extends TransformAction<Obs, BoxAction> {
  /** @param env an environment with a Box action space */
  constructor(env: Env<Obs, BoxAction>) {
    const box = requireBox(env?.actionSpace, 'ClipAction', 'action');
    const space = new Box(-Infinity, Infinity, { shape: box.shape }) as Space<BoxAction>;
    super(env, (action) => clip(numbersOf(action, box, env), box), space);
  }
}

/**
 * Lets the agent act in [minAction, maxAction], which is stretched linearly onto the environment's bounds.
 * @example new RescaleAction(make('Pendulum-v1'), -1, 1) // 0.5 means half the largest torque
 */
export class RescaleAction<Obs> extends TransformAction<Obs, BoxAction> {
  constructor(env: Env<Obs, BoxAction>, minAction: Bound, maxAction: Bound) {
    const box = requireBox(env?.actionSpace, 'RescaleAction', 'action');
    const { space, backward } = rescaleBox(box, minAction, maxAction, 'RescaleAction');
    space.low.forEach((low, i) => {
      if (low === space.high[i]) {
        throw new InvalidArgumentError(
          `RescaleAction: minAction must be below maxAction, got ${low} for both in component ${i}`,
        );
      }
    });
    const transform = (action: BoxAction): Float32Array => {
      if (!space.contains(action)) {
        throw new InvalidActionError(
          `${nameOf(env)}: action ${show(action)} is not in ${String(space)} of RescaleAction; clip it first`,
        );
      }
      // The stretched bound may overshoot the old one by a rounding error.
      return clip(backward(numbersOf(action, box, env)), box);
    };
    super(env, transform, space);
  }
}

function numbersOf(action: unknown, box: Box, env: Env<unknown, unknown>): ArrayLike<number> {
  const numbers = flatNumbers(action, box.shape);
  if (numbers === null) {
    throw new InvalidActionError(
      `${nameOf(env)}: action ${show(action)} must be an array of ${box.low.length} numbers for ${String(box)}`,
    );
  }
  return numbers;
}

function clip(values: ArrayLike<number>, box: Box): Float32Array {
  return box.low.map((low, i) => Math.min(Math.max(Math.fround(values[i]), low), box.high[i]));
}
