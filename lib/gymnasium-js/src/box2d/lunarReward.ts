/** How hard the engines push: the main one in [0, 1], the side ones in [-1, 1] (negative: the left one), 0 is off. */
export interface Throttle {
  readonly main: number;
  readonly side: number;
}

/** What a step comes to. */
export type Fate = 'flying' | 'crashed' | 'landed';

/**
 * How good a state is; the reward is mostly its difference from step to step.
 * @param state [8] as observed: position, velocity, angle, angular velocity, contact of either leg
 */
export function shaping([x, y, vx, vy, angle, , left, right]: ArrayLike<number> & Iterable<number>): number {
  return (
    -100 * Math.sqrt(x * x + y * y) -
    100 * Math.sqrt(vx * vx + vy * vy) -
    100 * Math.abs(angle) +
    10 * left +
    10 * right
  );
}

/**
 * The reward of a step: 100 for lying still, -100 for a crash, otherwise the gain in shaping less the fuel.
 * @param gain shaping after the step less shaping before it
 */
export function lunarReward(gain: number, { main, side }: Throttle, fate: Fate): number {
  if (fate === 'landed') return 100;
  if (fate === 'crashed') return -100;
  return gain - 0.3 * main - 0.03 * Math.abs(side);
}
