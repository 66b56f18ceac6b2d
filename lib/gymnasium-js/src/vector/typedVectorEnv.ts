import { checkKnownOptions } from '../knownOptions.js';
import { checkResetOptions } from '../checks.js';
import type { EnvSpecLike, Info, Metadata } from '../env.js';
import {
  ClosedError,
  EpisodeOverError,
  InvalidActionError,
  InvalidArgumentError,
  ResetNeededError,
} from '../errors.js';
import { type GeneratorState, NumpyGenerator } from '../random/numpyGenerator.js';
import { LIMBS_PER_GENERATOR } from '../random/pcg64.js';
import { checkNumbers, checkSaved } from '../saving.js';
import type { Space } from '../spaces/space.js';
import { show } from '../text.js';
import { EpisodeClock } from './episodeClock.js';
import { StepArrays } from './stepArrays.js';
import {
  type AutoresetMode,
  checkAutoresetMode,
  checkNumEnvs,
  readResetMask,
  spreadSeeds,
  type VectorEnv,
  type VectorOptions,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from './vectorEnv.js';

/** What every typed-array vector environment can be told. */
export interface TypedVectorOptions extends VectorOptions {
  /** Steps until truncation; null for no limit. */
  readonly maxEpisodeSteps?: number | null | undefined;
}

/** What `stepInto` fills: arrays of the caller, the same for every step if he likes. */
export interface StepTarget {
  /** [N,O] */
  readonly observations: Float32Array;
  /** [N] each */
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** [N,O] in same-step mode, the rows of environments that ended: what they ended with; other rows mean nothing */
  readonly finalObservations: Float32Array;
}

/** Everything that later steps depend on, as plain data (typed arrays and JSON values), for checkpoints. */
export interface TypedVectorState {
  readonly states: readonly Float64Array[];
  readonly elapsed: Int32Array;
  readonly waiting: Uint8Array;
  /** One per environment, null before its first reset. */
  readonly generators: readonly (GeneratorState | null)[];
  /** Of the latest reset: bounds of first states hold until the next one. */
  readonly resetOptions: Info;
}

/**
 * The part that all typed-array vector environments share: seeds, life cycle, time limit and the three autoreset modes.
 * A subclass holds the states in flat arrays and moves all of them in one loop. Environment i behaves exactly like a
 * single environment seeded with seed + i.
 */
export abstract class TypedVectorEnv implements VectorEnv {
  abstract readonly singleObservationSpace: Space<unknown>;
  abstract readonly singleActionSpace: Space<unknown>;
  abstract readonly observationSpace: Space<unknown>;
  abstract readonly actionSpace: Space<unknown>;
  abstract readonly metadata: Metadata;
  readonly numEnvs: number;
  readonly autoresetMode: AutoresetMode;
  readonly maxEpisodeSteps: number | null;
  spec: EnvSpecLike | null = null;
  /** Index of the first environment in messages; not 0 where this is a part of a larger vector. */
  firstIndex = 0;
  private readonly arrays: StepArrays;
  private readonly clock: EpisodeClock;
  /** The environments that ended at the step now being computed, `endedCount` of them. */
  private readonly ended: Int32Array;
  private endedCount = 0;
  /** 1 where the episode is over and the environment waits for its reset. */
  private readonly waiting: Uint8Array;
  /** Those environments, `waitingCount` of them, in any order. */
  private readonly waitingList: Int32Array;
  private waitingCount = 0;
  private readonly generators: (NumpyGenerator | null)[];
  /** The states of all generators, side by side. */
  private readonly limbs: Int32Array;
  private ready = false;
  private closed = false;
  private resetOptions: Info = {};

  protected constructor(
    protected readonly title: string,
    /** Numbers in one observation. */
    private readonly observationSize: number,
    options: TypedVectorOptions,
    defaultLimit: number,
  ) {
    this.numEnvs = checkNumEnvs(options.numEnvs ?? 1, title);
    this.autoresetMode = checkAutoresetMode(options.autoresetMode ?? 'next-step', title);
    const limit = options.maxEpisodeSteps === undefined ? defaultLimit : options.maxEpisodeSteps;
    if (limit !== null && (!Number.isInteger(limit) || limit < 1)) {
      throw new InvalidArgumentError(
        `${title}: maxEpisodeSteps must be an integer, 1 or more, or null, got ${show(limit)}`,
      );
    }
    this.maxEpisodeSteps = limit;
    this.arrays = new StepArrays(this.numEnvs, observationSize);
    this.clock = new EpisodeClock(this.numEnvs, limit ?? Infinity);
    this.ended = new Int32Array(this.numEnvs);
    this.waiting = new Uint8Array(this.numEnvs);
    this.waitingList = new Int32Array(this.numEnvs);
    this.generators = Array<NumpyGenerator | null>(this.numEnvs).fill(null);
    this.limbs = new Int32Array(this.numEnvs * LIMBS_PER_GENERATOR);
  }

  /** The id it was made by, or the title. */
  get name(): string {
    return this.spec?.id ?? this.title;
  }

  /** Reads the bounds of the first state from `reset`'s options; they hold until the next `reset`. */
  protected abstract readOptions(options: Info): void;
  /** The arrays that hold the states, one number per environment each. */
  protected abstract stateArrays(): readonly Float64Array[];
  /** Draws a first state for environment i. */
  protected abstract start(i: number, random: NumpyGenerator): void;
  /** Writes the observation of environment i into its row of `out` [N,O]. */
  protected abstract observe(i: number, out: Float32Array): void;
  /** Throws if an action is not in the space; must not change anything. */
  protected abstract checkActions(actions: ArrayLike<number>): void;
  /**
   * Moves every environment one step and writes observation and reward of each; for one that terminates it sets
   * `terminated` (zeros until then) and calls `markEnded`.
   */
  protected abstract advance(
    actions: ArrayLike<number>,
    observations: Float32Array,
    rewards: Float64Array,
    terminated: Uint8Array,
  ): void;

  reset(options: VectorResetOptions = {}): VectorResetResult {
    if (this.closed) throw new ClosedError(`${this.name}: reset after close; make a new environment`);
    checkResetOptions(options, this.name);
    const seeds = spreadSeeds(options.seed, this.numEnvs, this.name);
    const mask = readResetMask(options.options, this.numEnvs, this.name);
    if (mask !== null && !this.ready) {
      throw new ResetNeededError(`${this.name}: the first reset must reset every environment; leave resetMask out`);
    }
    const own = { ...options.options };
    this.readOptions(own); // throws, or they hold until the next reset
    this.resetOptions = own;
    const observations = new Float32Array(this.numEnvs * this.observationSize);
    for (let i = 0; i < this.numEnvs; i++) {
      if (mask === null || mask[i] === 1) {
        const seed = seeds[i];
        if (seed !== null) this.generators[i] = this.newGenerator(i, seed);
        this.restart(i);
      }
      this.observe(i, observations);
    }
    this.ready = true;
    return { observations, info: {} };
  }

  step(actions: ArrayLike<number>): VectorStepResult {
    this.checkStep(actions);
    const result = this.arrays.next();
    this.move(actions, result);
    if (this.endedCount === 0) return result;
    if (this.autoresetMode === 'same-step') {
      result.info.finalObservation = result.observations.slice();
      result.info.finalInfo = this.finalInfo();
    }
    this.finish(result.observations);
    return result;
  }

  /**
   * The same step into arrays of the caller, for training loops: nothing is allocated.
   * @returns how many environments ended
   */
  stepInto(actions: ArrayLike<number>, target: StepTarget): number {
    this.checkStep(actions);
    this.checkTarget(target);
    target.terminated.fill(0);
    target.truncated.fill(0);
    this.move(actions, target);
    if (this.endedCount === 0) return 0;
    if (this.autoresetMode === 'same-step') target.finalObservations.set(target.observations);
    this.finish(target.observations);
    return this.endedCount;
  }

  /** One step of all environments into arrays whose flags are 0; `ended` then holds those that ended. */
  private move(actions: ArrayLike<number>, out: Omit<StepTarget, 'finalObservations'>): void {
    this.endedCount = 0;
    this.advance(actions, out.observations, out.rewards, out.terminated);
    if (this.clock.tick()) this.cutAtLimit(out);
    if (this.waitingCount > 0) this.resetWaiting(out);
  }

  /** Notes that environment i ended at this step. */
  protected markEnded(i: number): void {
    this.ended[this.endedCount++] = i;
  }

  private cutAtLimit({ terminated, truncated }: Pick<StepTarget, 'terminated' | 'truncated'>): void {
    this.clock.reached((i) => {
      truncated[i] = 1;
      if (terminated[i] === 0) this.markEnded(i);
    });
  }

  /** A copy of everything that later steps depend on; `setState` continues from it exactly. */
  getState(): TypedVectorState {
    if (!this.ready) throw new ResetNeededError(`${this.name}: getState before reset; there is no state yet`);
    return {
      states: this.stateArrays().map((array) => array.slice()),
      elapsed: this.clock.elapsed(),
      waiting: this.waiting.slice(),
      generators: this.generators.map((generator) => generator?.getState() ?? null),
      resetOptions: { ...this.resetOptions },
    };
  }

  /** Continues where another environment of the same kind and number was when `getState` was called. */
  setState(saved: TypedVectorState): void {
    const arrays = this.stateArrays();
    this.checkSavedState(saved, arrays.length);
    this.takeResetOptions(saved.resetOptions);
    arrays.forEach((array, k) => array.set(saved.states[k]));
    this.clock.setElapsed(saved.elapsed);
    this.waiting.fill(0);
    this.waitingCount = 0;
    saved.waiting.forEach((flag, i) => {
      if (flag === 1) this.wait(i);
    });
    saved.generators.forEach((state, i) => {
      if (state === null) this.generators[i] = null;
      else (this.generators[i] ??= this.newGenerator(i, 0)).setState(state);
    });
    this.ready = true;
  }

  /** The options of the last reset, read as they were then. @throws InvalidArgumentError that names them; then the present ones stay */
  private takeResetOptions(saved: Info): void {
    try {
      if (Array.isArray(saved)) throw new InvalidArgumentError('options must be an object, got a list');
      const options = { ...saved };
      this.readOptions(options);
      this.resetOptions = options;
    } catch (error) {
      this.readOptions(this.resetOptions);
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw new InvalidArgumentError(`${this.name}: setState: saved.resetOptions: ${error.message}`);
    }
  }

  private checkSavedState(saved: TypedVectorState, arrays: number): void {
    const { name, numEnvs } = this;
    if (this.closed) throw new ClosedError(`${name}: setState after close; make a new environment`);
    const fields = ['states', 'elapsed', 'waiting', 'generators', 'resetOptions'] as const;
    const { states, elapsed, waiting, generators } = checkSaved<TypedVectorState>(saved, fields, name);
    checkKnownOptions(saved, fields, `${name}: setState: saved`);
    if (
      !Array.isArray(states) ||
      states.length !== arrays ||
      Array.from(states).some((array: Float64Array | null) => array?.length !== numEnvs)
    ) {
      throw new InvalidArgumentError(
        `${name}: setState expects the states of ${numEnvs} environments of this kind, as getState returned them`,
      );
    }
    states.forEach((array, k) => checkNumbers(array, `${name}: states[${k}]`, numEnvs));
    checkNumbers(elapsed, `${name}: elapsed`, numEnvs);
    checkNumbers(waiting, `${name}: waiting`, numEnvs);
    if (!Array.isArray(generators) || generators.length !== numEnvs) {
      throw new InvalidArgumentError(`${name}: setState expects ${numEnvs} generators, got ${show(generators)}`);
    }
  }

  close(): void {
    if (this.closed) throw new ClosedError(`${this.name}: close called twice; the environment is closed`);
    this.closed = true;
  }

  private checkStep(actions: ArrayLike<number>): void {
    if (this.closed) throw new ClosedError(`${this.name}: step after close; make a new environment`);
    if (!this.ready) throw new ResetNeededError(`${this.name}: step before reset; call reset() first`);
    if (this.waitingCount > 0 && this.autoresetMode === 'disabled') {
      throw new EpisodeOverError(
        `${this.name}: environment ${this.firstIndex + this.waiting.indexOf(1)} is over and autoreset is disabled; ` +
          'call reset({ options: { resetMask } }) for the ended ones first',
      );
    }
    this.checkActions(actions);
  }

  /** Next-step mode: environments that ended at the last step start anew; what `advance` did to them does not count. */
  private resetWaiting({ observations, rewards, terminated, truncated }: Omit<StepTarget, 'finalObservations'>): void {
    const { ended, waiting, waitingList } = this;
    let kept = 0;
    for (let k = 0; k < this.endedCount; k++) if (waiting[ended[k]] === 0) ended[kept++] = ended[k];
    this.endedCount = kept;
    for (let left = this.waitingCount; left > 0; left--) {
      const i = waitingList[left - 1];
      this.restart(i);
      this.observe(i, observations);
      rewards[i] = 0;
      terminated[i] = 0;
      truncated[i] = 0;
    }
  }

  /** Books the episodes that just ended; in same-step mode restarts them and shows their first observation. */
  private finish(observations: Float32Array): void {
    const { ended, endedCount } = this;
    const restarts = this.autoresetMode === 'same-step';
    for (let k = 0; k < endedCount; k++) {
      const i = ended[k];
      if (!restarts) {
        this.wait(i);
        continue;
      }
      this.restart(i);
      this.observe(i, observations);
    }
  }

  /** Same-step mode: an empty info for each environment that ended, null for the others. */
  private finalInfo(): (Info | null)[] {
    const infos = Array<Info | null>(this.numEnvs).fill(null);
    for (let k = 0; k < this.endedCount; k++) infos[this.ended[k]] = {};
    return infos;
  }

  private checkTarget(target: StepTarget): void {
    const { numEnvs } = this;
    const size = numEnvs * this.observationSize;
    const fits =
      isRoom(target?.observations, size) &&
      isRoom(target.finalObservations, size) &&
      isRoom(target.rewards, numEnvs) &&
      isRoom(target.terminated, numEnvs) &&
      isRoom(target.truncated, numEnvs);
    if (fits) return;
    throw new InvalidArgumentError(
      `${this.name}: stepInto needs typed arrays: observations and finalObservations of ${size} numbers, and rewards, ` +
        `terminated and truncated of ${numEnvs}`,
    );
  }

  /** Environment i is over until its reset. */
  private wait(i: number): void {
    this.waiting[i] = 1;
    this.waitingList[this.waitingCount++] = i;
  }

  private restart(i: number): void {
    const random = (this.generators[i] ??= this.newGenerator(i, null));
    this.start(i, random);
    this.clock.restart(i);
    if (this.waiting[i] === 1) this.stopWaiting(i);
  }

  private newGenerator(i: number, seed: number | null): NumpyGenerator {
    return new NumpyGenerator(seed, this.limbs, i * LIMBS_PER_GENERATOR);
  }

  private stopWaiting(i: number): void {
    const { waitingList } = this;
    this.waiting[i] = 0;
    this.waitingCount--;
    const last = waitingList[this.waitingCount];
    if (last !== i) waitingList[waitingList.indexOf(i)] = last;
  }

  /** Throws unless there are `size` numbers. */
  protected checkActionCount(actions: ArrayLike<number>, size: number): void {
    if (typeof actions !== 'object' || actions === null || actions.length !== size) {
      throw new InvalidActionError(
        `${this.name}: actions must be ${size} numbers, one row per environment, got ${show(actions)}`,
      );
    }
  }

  protected refuseAction(i: number, action: unknown, fix: string): never {
    throw new InvalidActionError(
      `${this.name}: action ${show(action)} of environment ${this.firstIndex + i} is not in ${String(this.singleActionSpace)}; ${fix}`,
    );
  }
}

/** A typed array of numbers with so many places. Called at every step, so it asks no more. */
function isRoom(column: Float32Array | Float64Array | Uint8Array | undefined, length: number): boolean {
  return column?.length === length && ArrayBuffer.isView(column) && typeof column[0] === 'number';
}
