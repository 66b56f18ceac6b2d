import { checkResetOptions } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import { copyData } from '../copyData.js';
import type { Env, Info, StepResult } from '../env.js';
import {
  EpisodeOverError,
  InnerEnvironmentError,
  InvalidActionError,
  InvalidArgumentError,
  ResetNeededError,
} from '../errors.js';
import { canSave, checkNumbers, checkSaved, offerState, type Saving } from '../saving.js';
import { show } from '../text.js';
import { nameOf } from '../wrappers/wrapper.js';
import { BatchedVectorEnv } from './batchedVectorEnv.js';
import { concatenate, iterate } from './batching.js';
import { gatherInfo } from './gatherInfo.js';
import { resetProblem, stepProblem } from './innerResults.js';
import { type EnvMaker, makeEach } from './makeEach.js';
import {
  checkAutoresetMode,
  readResetMask,
  spreadSeeds,
  type VectorInfo,
  type VectorOptions,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from './vectorEnv.js';

/** A saved `SyncVectorEnv`: plain data, one entry per environment. */
export interface SyncVectorState {
  /** What `getState` of each environment returned. */
  readonly envs: readonly unknown[];
  /** The observations last returned. */
  readonly latest: readonly unknown[];
  /** 1 where the episode is over and the environment waits for its reset. */
  readonly over: Uint8Array;
  /** Steps of the running episodes. */
  readonly lengths: Int32Array;
}

/** An environment that ended within a step, and with what. */
interface End {
  readonly i: number;
  readonly observation: unknown;
  readonly info: Info;
}

/**
 * Any environments of one kind, stepped one after the other in a loop.
 *
 * It has `getState` and `setState` if all its environments have them. An environment that throws, or returns what is no result, is named with
 * its index and step (`InnerEnvironmentError`, whose `cause` is the error); after that the vector has to be reset.
 * @typeParam Obs all observations at once, see `concatenate`
 * @example new SyncVectorEnv([0, 1].map(() => () => make('Pendulum-v1')), { autoresetMode: 'same-step' })
 */
export class SyncVectorEnv<Obs = Float32Array, Act = ArrayLike<number>> extends BatchedVectorEnv<Obs, Act> {
  readonly envs: readonly Env<unknown, unknown>[];
  private readonly latest: unknown[];
  private readonly over: Uint8Array;
  /** Steps of the running episodes. */
  private readonly lengths: Int32Array;
  private ready = false;
  /** What went wrong, if a reset is needed because of it. */
  private failure: InnerEnvironmentError | null = null;

  /** @param makers one function per environment that makes it; all must have equal spaces */
  constructor(makers: readonly EnvMaker[], options: Pick<VectorOptions, 'autoresetMode'> = {}) {
    checkKnownOptions(options, ['autoresetMode'], 'SyncVectorEnv');
    const mode = checkAutoresetMode(options.autoresetMode ?? 'next-step', 'SyncVectorEnv');
    const envs = makeEach(makers, 'SyncVectorEnv');
    super(envs.length, mode, envs[0]);
    this.envs = envs;
    this.latest = Array<unknown>(this.numEnvs).fill(null);
    this.over = new Uint8Array(this.numEnvs);
    this.lengths = new Int32Array(this.numEnvs);
    if (envs.every(canSave)) {
      offerState(
        this,
        () => this.save(envs),
        (saved) => this.restore(envs, saved),
      );
    }
  }

  /** The states of all environments; present exactly if every one can save itself. */
  getState?(): SyncVectorState;
  /** Continues exactly where a vector of the same environments was when `getState` was called. */
  setState?(saved: SyncVectorState): void;

  get name(): string {
    return this.spec?.id ?? nameOf(this.envs[0]);
  }

  reset(options: VectorResetOptions = {}): VectorResetResult<Obs> {
    this.checkOpen('reset');
    checkResetOptions(options, this.name);
    const seeds = spreadSeeds(options.seed, this.numEnvs, this.name);
    const mask = readResetMask(options.options, this.numEnvs, this.name);
    if (mask !== null) this.checkReady('reset');
    const inner: Info = { ...options.options };
    delete inner.resetMask;
    const info: VectorInfo<Obs> = {};
    this.envs.forEach((env, i) => {
      if (mask !== null && mask[i] === 0) return;
      this.restart(env, i, info, { seed: seeds[i] ?? undefined, options: copyData(inner) });
    });
    this.ready = true;
    this.failure = null;
    return { observations: this.observations(), info };
  }

  step(actions: Act): VectorStepResult<Obs> {
    const rows = this.checkStep(actions);
    const info: VectorInfo<Obs> = {};
    const rewards = new Float64Array(this.numEnvs);
    const terminated = new Uint8Array(this.numEnvs);
    const truncated = new Uint8Array(this.numEnvs);
    const ends: End[] = [];
    this.envs.forEach((env, i) => {
      if (this.over[i] === 1) {
        this.restart(env, i, info, {});
        return;
      }
      const result = this.stepOne(env, i, rows[i]);
      this.latest[i] = result.observation;
      rewards[i] = result.reward;
      terminated[i] = result.terminated ? 1 : 0;
      truncated[i] = result.truncated ? 1 : 0;
      const ended = result.terminated || result.truncated;
      if (!ended || this.autoresetMode !== 'same-step') {
        gatherInfo(info, result.info, i, this.numEnvs);
        return;
      }
      ends.push({ i, observation: result.observation, info: result.info });
      this.restart(env, i, info, {});
    });
    if (ends.length > 0) this.addFinals(info, ends);
    if (this.autoresetMode !== 'same-step') this.over.set(terminated.map((flag, i) => flag | truncated[i]));
    return { observations: this.observations(), rewards, terminated, truncated, info };
  }

  private checkStep(actions: Act): unknown[] {
    this.checkOpen('step');
    this.checkReady('step');
    if (this.autoresetMode === 'disabled' && this.over.includes(1)) {
      throw new EpisodeOverError(
        `${this.name}: environment ${this.firstIndex + this.over.indexOf(1)} is over and autoreset is disabled; ` +
          'call reset({ options: { resetMask } }) for the ended ones first',
      );
    }
    const rows = iterate(this.singleActionSpace, actions, this.numEnvs, this.name);
    rows.forEach((row, i) => {
      if (!this.singleActionSpace.contains(row)) {
        throw new InvalidActionError(
          `${this.name}: action ${show(row)} of environment ${this.firstIndex + i} is not in ${String(this.singleActionSpace)}`,
        );
      }
    });
    return rows;
  }

  /** Throws unless all environments have been reset, and none has failed since. */
  private checkReady(call: 'step' | 'reset'): void {
    if (this.failure !== null) {
      throw new ResetNeededError(
        `${this.name}: ${call} after environment ${this.failure.index} failed; call reset() for all first`,
        { cause: this.failure },
      );
    }
    if (this.ready) return;
    if (call === 'step') throw new ResetNeededError(`${this.name}: step before reset; call reset() first`);
    throw new ResetNeededError(`${this.name}: the first reset must reset every environment; leave resetMask out`);
  }

  private stepOne(env: Env<unknown, unknown>, i: number, action: unknown): StepResult<unknown> {
    const step = ++this.lengths[i];
    let result: StepResult<unknown>;
    try {
      result = env.step(action);
    } catch (error) {
      this.fail(i, step, error);
    }
    const problem = stepProblem(result, this.singleObservationSpace);
    if (problem !== null) this.fail(i, step, problem);
    return result;
  }

  private restart(
    env: Env<unknown, unknown>,
    i: number,
    info: VectorInfo<Obs>,
    options: { seed?: number | undefined; options?: Info },
  ): void {
    let result: ReturnType<typeof env.reset>;
    try {
      result = env.reset(options);
    } catch (error) {
      this.fail(i, 0, error);
    }
    const problem = resetProblem(result, this.singleObservationSpace);
    if (problem !== null) this.fail(i, 0, problem);
    this.latest[i] = result.observation;
    this.over[i] = 0;
    this.lengths[i] = 0;
    gatherInfo(info, result.info, i, this.numEnvs);
  }

  /** Says which environment failed, and when. @param reason an error that it threw, or what is wrong with its result */
  private fail(i: number, step: number, reason: unknown): never {
    const index = this.firstIndex + i;
    const place = step === 0 ? 'in reset' : `at step ${step} of its episode`;
    const text = reason instanceof Error ? `${reason.name}: ${reason.message}` : show(reason);
    const said = typeof reason === 'string' ? reason : text;
    const options = typeof reason === 'string' ? {} : { cause: reason };
    const message = `${this.name}: environment ${index} failed ${place}: ${said}`;
    this.failure = new InnerEnvironmentError(message, index, step, options);
    throw this.failure;
  }

  private addFinals(info: VectorInfo<Obs>, ends: readonly End[]): void {
    const finals = this.latest.slice();
    const infos = Array<Info | null>(this.numEnvs).fill(null);
    for (const end of ends) {
      finals[end.i] = end.observation;
      infos[end.i] = end.info;
    }
    info.finalObservation = concatenate(this.singleObservationSpace, finals) as Obs;
    info.finalInfo = infos;
  }

  private observations(): Obs {
    return concatenate(this.singleObservationSpace, this.latest) as Obs;
  }

  private save(envs: readonly Saving[]): SyncVectorState {
    this.checkOpen('getState');
    if (this.failure !== null) this.checkReady('step');
    if (!this.ready) throw new ResetNeededError(`${this.name}: getState before reset; there is no state yet`);
    return {
      envs: envs.map((env) => env.getState()),
      latest: copyData(this.latest),
      over: this.over.slice(),
      lengths: this.lengths.slice(),
    };
  }

  private restore(envs: readonly Saving[], saved: SyncVectorState): void {
    this.checkOpen('setState');
    const { name, numEnvs } = this;
    const state = checkSaved<SyncVectorState>(saved, ['envs', 'latest', 'over', 'lengths'], name);
    for (const key of ['envs', 'latest'] as const) {
      if (Array.isArray(state[key]) && state[key].length === numEnvs) continue;
      throw new InvalidArgumentError(
        `${name}: setState expects ${key} of ${numEnvs} environments, got ${show(state[key])}`,
      );
    }
    const over = checkNumbers(state.over, `${name}: over`, numEnvs);
    const lengths = checkNumbers(state.lengths, `${name}: lengths`, numEnvs);
    envs.forEach((env, i) => env.setState(state.envs[i]));
    copyData(state.latest).forEach((observation, i) => (this.latest[i] = observation));
    this.over.set(over);
    this.lengths.set(lengths);
    this.ready = true;
    this.failure = null;
  }

  /** One frame per environment. */
  render(): (string | null)[] {
    return this.envs.map((env) => env.render());
  }

  /** Closes every environment, also those after one that fails to. */
  protected closeAll(): void {
    const errors: unknown[] = [];
    for (const env of this.envs) {
      try {
        env.close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
