import type { TrainingEnv, TrainingStep } from '../training/environment';
import { Random, type RandomState } from '../numbers/random';
import { requireOneOf } from '../config/choices';
import { requireKnownFields, requireKnownOptions } from '../numbers/objects';
import { describe, requireArray, requireCount, requireLength, requireNumbers } from '../numbers/validate';

/** Numbers in a state. */
const SIZE = 4;
/** An episode ends when one of the first two numbers leaves [-LIMIT, LIMIT]. */
const LIMIT = 2.4;

/** Writes a fresh state, four numbers from N(0,1), into row `row` of `states` [N,4]. */
function startDrift(states: Float32Array, row: number, random: Random): void {
  for (let i = 0; i < SIZE; i++) states[row * SIZE + i] = random.normal();
}

/** Moves row `row` one step in place. @returns whether the episode ended there */
function moveDrift(states: Float32Array, row: number, action: number): boolean {
  if (action !== 0 && action !== 1) throw new RangeError(`actions[${row}]: got ${describe(action)}, must be 0 or 1`);
  const direction = action === 1 ? 1 : -1;
  for (let i = 0; i < SIZE; i++) states[row * SIZE + i] += (0.05 * direction * (i + 1)) / SIZE;
  return Math.abs(states[row * SIZE]) > LIMIT || Math.abs(states[row * SIZE + 1]) > LIMIT;
}

export interface DriftVecOptions {
  /** default 1 */
  readonly numEnvs?: number;
  /**
   * Reproduces the source's bug: `reset` and `step` hand out the environments' own array, which the next step changes. Whoever
   * stores an observation after stepping then stores the state that followed. Default false: fresh copies.
   */
  readonly aliasObservations?: boolean;
}

/**
 * The toy environment of "PyTorch Mastery: PPO", called CartPole there although nothing balances: four numbers start at N(0,1); action 1
 * adds 0.05 (i+1)/4 to number i, action 0 takes it away. An episode ends when one of the first two leaves [-2.4, 2.4]. Every step
 * pays 1, the last one 0. There is no time limit.
 * @example train({ env: () => new DriftVec({ aliasObservations: true }), config: 'masterySeries' })
 */
export class DriftVec implements TrainingEnv {
  readonly numEnvs: number;
  readonly autoresetMode = 'same-step';
  readonly singleObservationSpace = { shape: [SIZE] };
  readonly singleActionSpace = { n: 2 };
  readonly spec = null;
  private readonly aliases: boolean;
  private readonly states: Float32Array;
  private random = new Random(0, 'drift');

  constructor(options: DriftVecOptions = {}) {
    requireKnownOptions('DriftVec', options, ['numEnvs', 'aliasObservations']);
    this.numEnvs = requireCount('numEnvs', options.numEnvs ?? 1);
    this.aliases = requireOneOf('aliasObservations', options.aliasObservations ?? false, [true, false]);
    this.states = new Float32Array(this.numEnvs * SIZE);
  }

  reset(options: { seed?: number } = {}): { observations: Float32Array } {
    requireKnownOptions('reset', options, ['seed', 'options']);
    if (options.seed !== undefined) this.random = new Random(options.seed, 'drift');
    for (let n = 0; n < this.numEnvs; n++) startDrift(this.states, n, this.random);
    return { observations: this.observe() };
  }

  step(actions: ArrayLike<number>): TrainingStep {
    requireArray('actions', actions, 0);
    requireLength('actions', actions, this.numEnvs, 'numEnvs');
    const terminated = Uint8Array.from({ length: this.numEnvs }, (_, n) =>
      moveDrift(this.states, n, actions[n]) ? 1 : 0,
    );
    const finalObservation = this.states.slice();
    terminated.forEach((flag, n) => flag && startDrift(this.states, n, this.random));
    return {
      observations: this.observe(),
      rewards: Float64Array.from(terminated, (flag) => 1 - flag),
      terminated,
      truncated: new Uint8Array(this.numEnvs),
      info: terminated.includes(1) ? { finalObservation } : {},
    };
  }

  close(): void {}

  getState(): { states: Float32Array; random: RandomState; seed: number } {
    return { states: this.states.slice(), random: this.random.getState(), seed: this.random.seed };
  }

  setState(saved: ReturnType<DriftVec['getState']>): void {
    requireKnownFields('saved', saved, ['states', 'random', 'seed'], 'what getState returned');
    requireNumbers('saved.states', saved.states, { length: this.states.length, like: 'numEnvs * 4' });
    const random = new Random(saved.seed, 'drift');
    random.setState(saved.random);
    this.random = random;
    this.states.set(saved.states);
  }

  private observe(): Float32Array {
    return this.aliases ? this.states : this.states.slice();
  }
}
