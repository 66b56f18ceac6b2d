import { checkFinite } from '../checks.js';
import { InvalidArgumentError } from '../errors.js';
import { flatNumbers } from '../spaces/numbers.js';
import { show } from '../text.js';

/** What a pilot would like to change: the angle, and the height or its rate. */
interface Correction {
  readonly turn: number;
  readonly climb: number;
}

function eightNumbers(observation: unknown): number[] {
  const numbers = flatNumbers(observation, [8]);
  if (numbers === null)
    throw new InvalidArgumentError(`lunarLanderHeuristic: observation must be 8 numbers, got ${show(observation)}`);
  return Array.from(numbers, (x, i) => checkFinite(x, `lunarLanderHeuristic: observation[${i}]`));
}

/** Lean towards the pad, hover the higher the farther it is; on the ground only brake. Gains by hand. */
function correct(observation: unknown): Correction {
  const [x, y, vx, vy, angle, spin, left, right] = eightNumbers(observation);
  if (left > 0 || right > 0) return { turn: 0, climb: -0.5 * vy };
  const lean = Math.min(Math.max(0.5 * x + vx, -0.4), 0.4);
  const height = 0.55 * Math.abs(x);
  return { turn: 0.5 * (lean - angle) - spin, climb: 0.5 * (height - y) - 0.5 * vy };
}

/**
 * A pilot by hand for `LunarLander-v3`; most landings score above 200.
 * @param observation [8]  @returns action 0 to 3  @throws InvalidArgumentError unless it is 8 finite numbers
 * Source: Gymnasium 1.4, box2d/lunar_lander, `heuristic`.
 */
export function lunarLanderHeuristic(observation: ArrayLike<number>): number {
  const { turn, climb } = correct(observation);
  if (climb > Math.abs(turn) && climb > 0.05) return 2;
  if (turn < -0.05) return 3;
  return turn > 0.05 ? 1 : 0;
}

/** The same pilot for `LunarLanderContinuous-v3`. @param observation [8]  @returns action [2] in [-1, 1] */
export function lunarLanderContinuousHeuristic(observation: ArrayLike<number>): Float32Array {
  const { turn, climb } = correct(observation);
  return Float32Array.of(20 * climb - 1, -20 * turn).map((x) => Math.min(Math.max(x, -1), 1));
}
