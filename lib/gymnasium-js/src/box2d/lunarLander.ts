import { Discrete } from '../spaces/discrete.js';
import { LunarLanderBase, type LunarLanderOptions } from './lunarLanderBase.js';
import type { Throttle } from './lunarReward.js';

/** What the engines do on actions 0 to 3. */
const THROTTLES: readonly Throttle[] = [
  { main: 0, side: 0 },
  { main: 0, side: -1 },
  { main: 1, side: 0 },
  { main: 0, side: 1 },
];

/**
 * Land on a pad between two flags, softly and upright, with little fuel.
 *
 * Observation [8]: horizontal and vertical position from the pad (1 is the edge of the picture), both velocities,
 * angle (rad, counter-clockwise), angular velocity (2.5 rad/s), contact of the left and of the right leg (0 or 1).
 * Actions: 0 nothing, 1 left, 2 main, 3 right engine. Reward: the gain in closeness, slowness, uprightness and contact,
 * less 0.3 for the main and 0.03 for a side engine; -100 for a crash or leaving sideways, 100 for lying still, both of
 * which terminate; `make` truncates at 1000 steps; solved at 200. The moon, the first push and the scatter of the
 * engines are drawn from Gymnasium's stream; Box2D computes in float32 there and in float64 here, so that episodes of
 * one seed agree in the air (within 1e-5) and drift apart once a leg touches, with returns of the same distribution.
 * Source: Gymnasium 1.4, box2d/lunar_lander.
 * @example
 * import { make } from 'gymnasium-js';
 * import { lunarLanderHeuristic } from 'gymnasium-js/box2d'; // with planck 1.5.0 installed
 * const env = make('LunarLander-v3');
 * let { observation } = env.reset({ seed: 1 });
 * for (let over = false; !over; ) {
 *   const result = env.step(lunarLanderHeuristic(observation));
 *   observation = result.observation;
 *   over = result.terminated || result.truncated;
 * }
 */
export class LunarLanderEnv extends LunarLanderBase<number> {
  readonly actionSpace = new Discrete(4);

  constructor(options: LunarLanderOptions = {}) {
    super('LunarLander', options);
  }

  protected override readAction(action: number): Throttle {
    if (!this.actionSpace.contains(action))
      this.refuseAction(action, 'use 0 (nothing), 1 (left), 2 (main) or 3 (right engine)');
    return THROTTLES[action];
  }
}
