import { checkKnownOptions } from '../knownOptions.js';
import type { RenderMode } from '../env.js';
import { cliffWalkingSvg } from '../render/cliffWalkingSvg.js';
import { checkFlag } from '../saving.js';
import { slips, TabularEnv, type TabularWorld, type Transition } from './tabularEnv.js';

export interface CliffWalkingOptions {
  readonly renderMode?: RenderMode | null | undefined;
  /** Whether a step may go to either side instead, each with probability 1/3; false by default. */
  readonly isSlippery?: boolean | undefined;
}

const ROWS = 4;
const COLUMNS = 12;
const START = (ROWS - 1) * COLUMNS;
const GOAL = ROWS * COLUMNS - 1;

/** Row and column by which each action moves: up, right, down, left. */
const MOVES: readonly (readonly [number, number])[] = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
];

/**
 * Walk along a cliff from the bottom left to the bottom right of a grid of 4 rows and 12 columns.
 *
 * Observation: row * 12 + column. Actions: up (0), right (1), down (2), left (3). Reward -1 per step; -100 over the edge, which leads
 * back to the start and goes on. Terminates at the goal; there is no time limit unless `make` is told one.
 * Source: Sutton and Barto 2018, example 6.6; Gymnasium 1.4, toy_text/cliffwalking.
 */
export class CliffWalkingEnv extends TabularEnv {
  constructor(options: CliffWalkingOptions = {}) {
    checkKnownOptions(options, ['renderMode', 'isSlippery'], 'CliffWalking');
    const isSlippery = checkFlag(options.isSlippery ?? false, 'CliffWalking: isSlippery');
    super('CliffWalking', cliffWorld(isSlippery), '0 (up), 1 (right), 2 (down) or 3 (left)', options.renderMode);
  }

  protected override draw(): string {
    return cliffWalkingSvg(this.state);
  }
}

function cliffWorld(isSlippery: boolean): TabularWorld {
  const initialStateDistrib = new Float64Array(ROWS * COLUMNS);
  initialStateDistrib[START] = 1;
  const directions = (action: number): readonly number[] => (isSlippery ? slips(action) : [action]);
  const P = Array.from(initialStateDistrib, (_, state) =>
    MOVES.map((_, action) =>
      directions(action).map((direction, _, all): Transition => [1 / all.length, ...walk(state, direction)]),
    ),
  );
  return { P, initialStateDistrib };
}

/** Where a step in a direction leads, its reward, and whether it ends the episode. */
function walk(state: number, direction: number): [next: number, reward: number, terminated: boolean] {
  const [down, right] = MOVES[direction];
  const row = Math.min(Math.max(Math.floor(state / COLUMNS) + down, 0), ROWS - 1);
  const col = Math.min(Math.max((state % COLUMNS) + right, 0), COLUMNS - 1);
  const next = row * COLUMNS + col;
  const fell = next > START && next < GOAL;
  return fell ? [START, -100, false] : [next, -1, next === GOAL];
}
