import type { BoxAction } from '../envs/boxAction.js';
import { Box } from '../spaces/box.js';
import { LunarLanderBase, type LunarLanderOptions } from './lunarLanderBase.js';
import type { Throttle } from './lunarReward.js';

/**
 * The lunar lander with engines that can be throttled.
 *
 * Observation [8], rewards and ends as in `LunarLanderEnv`. Action [2] in [-1, 1]: the main engine is off up to 0 and
 * gives 50 % to 100 % from 0 to 1; the side engines are off within 0.5 of 0 and give as much as the number says beyond,
 * the left one for negative numbers. Fuel costs in proportion. An action outside the bounds is an error here, where
 * Gymnasium clips its effect: wrap in `ClipAction` to clip.
 * Source: Gymnasium 1.4, box2d/lunar_lander with continuous=True.
 */
export class LunarLanderContinuousEnv extends LunarLanderBase<BoxAction> {
  readonly actionSpace = new Box(-1, 1, { shape: [2] });

  constructor(options: LunarLanderOptions = {}) {
    super('LunarLanderContinuous', options);
  }

  protected override readAction(action: BoxAction): Throttle {
    if (!this.actionSpace.contains(action))
      this.refuseAction(action, 'use an array of two numbers from -1 to 1, or wrap in ClipAction');
    const [main, side] = Float32Array.from(action);
    return { main: main > 0 ? (main + 1) / 2 : 0, side: Math.abs(side) > 0.5 ? side : 0 };
  }
}
