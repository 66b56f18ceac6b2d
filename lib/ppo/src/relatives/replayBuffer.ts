import { requireOneOf } from '../config/choices';
import { requireFlags } from '../numbers/flags';
import { requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import {
  describe,
  isNumberView,
  requireCount,
  requireLength,
  requireNumbers,
  requireObject,
} from '../numbers/validate';

/** What a step of N environments adds, [N,O], [N] or [N,k] each. */
export interface Steps {
  readonly observations: Float32Array;
  readonly actions: ArrayLike<number>;
  readonly rewards: ArrayLike<number>;
  /** the states that really followed: of an ended episode its last one, not the first of the next */
  readonly nextObservations: Float32Array;
  /** [N], 0 or 1 */
  readonly terminated: ArrayLike<number>;
  readonly truncated: ArrayLike<number>;
}

/** B transitions, in the order in which they were drawn. The arrays are the caller's. */
export interface Transitions {
  /** [B,O] */
  readonly observations: Float32Array;
  /** [B] whole numbers, or [B,k] real ones */
  readonly actions: Int32Array | Float32Array;
  /** [B] */
  readonly rewards: Float32Array;
  /** [B,O] */
  readonly nextObservations: Float32Array;
  /** [B], 0 or 1: the episode ended there, and nothing follows */
  readonly terminated: Uint8Array;
  /** [B], 0 or 1: a time limit cut the episode there; what followed still counts */
  readonly truncated: Uint8Array;
}

/**
 * The last `capacity` transitions in typed arrays, a ring: when it is full, each new one takes the place of the oldest. Everything added
 * is copied, everything drawn is a copy.
 */
export class ReplayBuffer {
  private readonly columns: Transitions;
  private next = 0;
  private count = 0;

  /** @param options.actionWidth numbers per action   @param options.discrete whole numbers (Int32Array) or real ones */
  constructor(
    readonly options: {
      readonly capacity: number;
      readonly observationSize: number;
      readonly actionWidth: number;
      readonly discrete: boolean;
    },
  ) {
    const counts = ['capacity', 'observationSize', 'actionWidth'] as const;
    requireKnownOptions('ReplayBuffer', options, [...counts, 'discrete']);
    for (const name of counts) requireCount(name, options[name]);
    requireOneOf('discrete', options.discrete, [true, false]);
    this.columns = this.emptyBatch(options.capacity);
  }

  /** Transitions that it holds. */
  get length(): number {
    return this.count;
  }

  /** Adds one transition per environment. @throws TypeError or RangeError if a column is none, or has not as many rows as there are rewards */
  add(steps: Steps): void {
    const { capacity, observationSize, actionWidth } = this.options;
    const rows = this.requireRows('steps', steps);
    for (let row = 0; row < rows; row++) {
      copyRow(steps, row, this.columns, this.next, observationSize, actionWidth);
      this.next = (this.next + 1) % capacity;
    }
    this.count = Math.min(this.count + rows, capacity);
  }

  /** @returns how many transitions these are   @throws TypeError or RangeError that names the column that is none or has another length */
  private requireRows(name: string, steps: Steps): number {
    const { observationSize, actionWidth, discrete } = this.options;
    requireObject(name, steps, 'columns such as { observations, actions, rewards, ... }');
    requireNumbers(`${name}.rewards`, steps.rewards);
    const rows = steps.rewards.length;
    const like = `${name}.rewards`;
    for (const part of ['observations', 'nextObservations'] as const)
      requireNumbers(`${name}.${part}`, steps[part], {
        length: rows * observationSize,
        like: `${like} times observationSize`,
      });
    requireNumbers(`${name}.actions`, steps.actions, { length: rows * actionWidth, like: `${like} times actionWidth` });
    if (discrete)
      for (let i = 0; i < steps.actions.length; i++) requireCount(`${name}.actions[${i}]`, steps.actions[i], 0);
    requireFlags(`${name}.terminated`, steps.terminated, rows, like);
    requireFlags(`${name}.truncated`, steps.truncated, rows, like);
    return rows;
  }

  /** @throws TypeError unless `into` has the arrays of a batch, RangeError unless they have room for `size` transitions */
  private requireRoom(into: Transitions, size: number): void {
    const { observationSize, actionWidth } = this.options;
    const widths = {
      observations: observationSize,
      actions: actionWidth,
      rewards: 1,
      nextObservations: observationSize,
    };
    for (const [name, width] of Object.entries({ ...widths, terminated: 1, truncated: 1 })) {
      const column: unknown = into[name as keyof Transitions];
      if (!isNumberView(column))
        throw new TypeError(`into.${name}: got ${describe(column)}, expected a typed array, as emptyBatch makes them`);
      requireLength(`into.${name}`, column as Float32Array, size * width, 'size says');
    }
  }

  /** Room for B transitions. */
  emptyBatch(size: number): Transitions {
    requireCount('size', size);
    const { observationSize, actionWidth, discrete } = this.options;
    return {
      observations: new Float32Array(size * observationSize),
      actions: new (discrete ? Int32Array : Float32Array)(size * actionWidth),
      rewards: new Float32Array(size),
      nextObservations: new Float32Array(size * observationSize),
      terminated: new Uint8Array(size),
      truncated: new Uint8Array(size),
    };
  }

  /**
   * Draws transitions, each equally likely and independent of the others: one may come twice.
   * @param into a batch of that size to fill; default: a new one   @throws RangeError if the buffer is empty
   */
  sample(size: number, random: Random, into: Transitions = this.emptyBatch(size)): Transitions {
    if (this.count === 0) throw new RangeError('sample: the buffer is empty; add transitions first');
    requireCount('size', size);
    requireRandom('random', random);
    requireObject('into', into, 'a batch, such as emptyBatch(size)');
    this.requireRoom(into, size);
    const { observationSize, actionWidth } = this.options;
    for (let row = 0; row < size; row++) {
      copyRow(this.columns, random.integer(this.count), into, row, observationSize, actionWidth);
    }
    return into;
  }
}

function copyRow(from: Steps, row: number, to: Transitions, at: number, observationSize: number, width: number): void {
  for (let k = 0; k < observationSize; k++) {
    to.observations[at * observationSize + k] = from.observations[row * observationSize + k];
    to.nextObservations[at * observationSize + k] = from.nextObservations[row * observationSize + k];
  }
  for (let k = 0; k < width; k++) to.actions[at * width + k] = from.actions[row * width + k];
  to.rewards[at] = from.rewards[row];
  to.terminated[at] = from.terminated[row];
  to.truncated[at] = from.truncated[row];
}
