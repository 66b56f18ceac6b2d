import { Random } from 'ppo-lib';
import { requireSeed } from '../bank/require';

/** What one step of an unknown world gives, as environments of gymnasium-js give it; the observation is the number of a state. */
export interface WorldStep {
  readonly observation: number;
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

/** A small world of numbered states, whose rules nobody tells. */
export interface World {
  readonly numActions: number;
  /** Begins an episode; returns the first observation. */
  reset(): number;
  /** @throws RangeError for an action that the world has not; Error before `reset` or after an episode's end */
  step(action: number): WorldStep;
}

/** What differs between worlds of the same kind. */
interface Rules {
  readonly cells: number;
  readonly timeLimit: number;
  readonly pay: number;
}

const SLIP = 0.1;
const LOADING = 0.2;
const FALL = -1;

/**
 * A world to explore. Its rules and what its numbers stand for are drawn from the seed; the same seed, the same world and the same luck.
 * @throws RangeError if the seed is no whole number from 0
 * @example const world = unknownWorld(15); let state = world.reset(); world.step(0).reward
 */
export function unknownWorld(seed: number, luck = 0): World {
  requireSeed(seed, 'unknownWorld: seed');
  requireSeed(luck, 'unknownWorld: luck');
  const random = new Random(seed, 'unknown world');
  const rules = { cells: 4 + random.integer(2), timeLimit: 50 + 10 * random.integer(3), pay: 1 + random.integer(2) };
  return new Ferry(rules, random, new Random(seed, `luck ${luck}`));
}

/** A row of cells: fetch a load at one end, bring it to the other, and stay on the row. */
class Ferry implements World {
  readonly numActions = 3;
  private readonly names: Uint32Array;
  private readonly meanings: Uint32Array;
  private cell = 0;
  private loaded = false;
  private stepsLeft = 0;

  constructor(
    private readonly rules: Rules,
    draw: Random,
    private readonly luck: Random,
  ) {
    this.names = draw.permutation(2 * rules.cells);
    this.meanings = draw.permutation(this.numActions);
  }

  reset(): number {
    this.cell = Math.floor(this.rules.cells / 2);
    this.loaded = false;
    this.stepsLeft = this.rules.timeLimit;
    return this.observation();
  }

  step(action: number): WorldStep {
    if (!Number.isInteger(action) || action < 0 || action >= this.numActions)
      throw new RangeError(`action: got ${String(action)}, the world has 0 to ${this.numActions - 1}`);
    if (this.stepsLeft === 0) throw new Error('step: there is no episode; call reset() first');
    const reward = this.act(this.meanings[action]);
    const terminated = this.cell < 0 || this.cell >= this.rules.cells;
    this.stepsLeft = terminated ? 0 : this.stepsLeft - 1;
    this.cell = Math.min(Math.max(this.cell, 0), this.rules.cells - 1);
    return { observation: this.observation(), reward, terminated, truncated: !terminated && this.stepsLeft === 0 };
  }

  private observation(): number {
    return this.names[this.cell + (this.loaded ? this.rules.cells : 0)];
  }

  private act(meaning: number): number {
    if (meaning === 2) return this.handle();
    if (this.luck.uniform() < SLIP) return 0;
    this.cell += meaning === 0 ? -1 : 1;
    return this.cell < 0 || this.cell >= this.rules.cells ? FALL : 0;
  }

  private handle(): number {
    if (!this.loaded && this.cell === this.rules.cells - 1) {
      this.loaded = true;
      return LOADING;
    }
    if (!this.loaded || this.cell !== 0) return 0;
    this.loaded = false;
    return this.rules.pay;
  }
}

/** What can be found out about a world by playing it. */
export interface WorldFacts {
  readonly numStates: number;
  readonly timeLimit: number;
  /** the largest and the smallest reward of a step */
  readonly bestReward: number;
  readonly worstReward: number;
}

/** The facts of the world with this seed: for the rubric, which compares them with what a reader measured. */
export function factsOf(seed: number): WorldFacts {
  const random = new Random(seed, 'unknown world');
  const cells = 4 + random.integer(2);
  const timeLimit = 50 + 10 * random.integer(3);
  return { numStates: 2 * cells, timeLimit, bestReward: 1 + random.integer(2), worstReward: FALL };
}
