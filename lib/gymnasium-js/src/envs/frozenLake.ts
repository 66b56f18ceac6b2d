import { checkFinite } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import type { RenderMode } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { frozenLakeSvg } from '../render/frozenLakeSvg.js';
import { checkFlag } from '../saving.js';
import { show } from '../text.js';
import { checkMap, generateRandomMap, LAKES } from './frozenLakeMap.js';
import { checkProbability, slips, TabularEnv, type TabularWorld, type Transition } from './tabularEnv.js';

export interface FrozenLakeOptions {
  readonly renderMode?: RenderMode | null | undefined;
  /** The map, a list of rows of S (start), F (frozen), H (hole), G (goal); see `generateRandomMap`. Goes before `mapName`. */
  readonly desc?: readonly string[] | null | undefined;
  /** One of the two maps by name, '4x4' by default; null, without `desc`, for a random map. */
  readonly mapName?: keyof typeof LAKES | null | undefined;
  /** Whether a step may go to either side instead; true by default. */
  readonly isSlippery?: boolean | undefined;
  /** Probability of the intended direction where it is slippery; the two sides share the rest. Default 1/3. */
  readonly successRate?: number | undefined;
  /** Rewards for reaching the goal, a hole, a frozen tile; default [1, 0, 0]. */
  readonly rewardSchedule?: readonly [goal: number, hole: number, frozen: number] | undefined;
}

const KNOWN = ['renderMode', 'desc', 'mapName', 'isSlippery', 'successRate', 'rewardSchedule'];

/** Row and column by which each action moves: left, down, right, up. */
const MOVES: readonly (readonly [number, number])[] = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
];

/**
 * Walk over a frozen lake to the goal without falling into a hole, on ice that may let you slip.
 *
 * Observation: row * columns + column. Actions: left (0), down (1), right (2), up (3). Reward 1 at the goal, else 0. Terminates at the
 * goal and in holes; `make` truncates at 100 steps (200 for FrozenLake8x8-v1). `P[state][action]` lists the outcomes.
 * Source: Gymnasium 1.4, toy_text/frozen_lake.
 */
export class FrozenLakeEnv extends TabularEnv {
  /** The rows of the map. */
  readonly desc: readonly string[];

  constructor(options: FrozenLakeOptions = {}) {
    checkKnownOptions(options, KNOWN, 'FrozenLake');
    const desc = readMap(options);
    super('FrozenLake', lakeWorld(desc, options), '0 (left), 1 (down), 2 (right) or 3 (up)', options.renderMode);
    this.desc = desc;
  }

  protected override draw(): string {
    return frozenLakeSvg(this.desc, this.state);
  }
}

function readMap({ desc = null, mapName = '4x4' }: FrozenLakeOptions): readonly string[] {
  if (desc !== null) return checkMap(desc, 'FrozenLake');
  if (mapName === null) return Object.freeze(generateRandomMap());
  if (typeof mapName === 'string' && Object.hasOwn(LAKES, mapName)) return LAKES[mapName];
  throw new InvalidArgumentError(
    `FrozenLake: mapName must be '4x4', '8x8', or null for a random map, got ${show(mapName)}`,
  );
}

function lakeWorld(desc: readonly string[], options: FrozenLakeOptions): TabularWorld {
  const [nrow, ncol] = [desc.length, desc[0].length];
  const outcomes = outcomesOf(options);
  const rewards = readRewards(options.rewardSchedule ?? [1, 0, 0]);
  const starts = Float64Array.from(desc.join(''), (tile) => Number(tile === 'S'));
  const count = starts.reduce((sum, start) => sum + start, 0);
  const walk = (state: number, probability: number, direction: number): Transition => {
    const [down, right] = MOVES[direction];
    const row = Math.min(Math.max(Math.floor(state / ncol) + down, 0), nrow - 1);
    const col = Math.min(Math.max((state % ncol) + right, 0), ncol - 1);
    const tile = desc[row][col];
    return [probability, row * ncol + col, rewards[tile === 'G' ? 0 : tile === 'H' ? 1 : 2], 'GH'.includes(tile)];
  };
  const P = Array.from(desc.join(''), (tile, state) =>
    MOVES.map((_, action): Transition[] =>
      'GH'.includes(tile)
        ? [[1, state, 0, true]]
        : outcomes(action).map(([probability, direction]) => walk(state, probability, direction)),
    ),
  );
  return { P, initialStateDistrib: starts.map((start) => start / count) };
}

/** For an action: the directions that it may become, each with its probability. */
function outcomesOf({
  isSlippery = true,
  successRate = 1 / 3,
}: FrozenLakeOptions): (action: number) => (readonly [number, number])[] {
  checkFlag(isSlippery, 'FrozenLake: isSlippery');
  checkProbability(successRate, 'FrozenLake: successRate');
  if (!isSlippery) return (action) => [[1, action]];
  const failure = (1 - successRate) / 2;
  return (action) => slips(action).map((direction) => [direction === action ? successRate : failure, direction]);
}

function readRewards(schedule: unknown): readonly number[] {
  if (!Array.isArray(schedule) || schedule.length !== 3) {
    throw new InvalidArgumentError(
      `FrozenLake: rewardSchedule must be three numbers, for goal, hole and frozen, got ${show(schedule)}`,
    );
  }
  return Array.from(schedule, (reward, i) => checkFinite(reward, `FrozenLake: rewardSchedule[${i}]`));
}
