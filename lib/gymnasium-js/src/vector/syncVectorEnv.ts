import { checkResetOptions } from '../checks.js';
import { copyData } from '../copyData.js';
import type { Env, Info, StepResult } from '../env.js';
import { EpisodeOverError, InvalidActionError, InvalidArgumentError, ResetNeededError } from '../errors.js';
import { show } from '../text.js';
import { nameOf } from '../wrappers/wrapper.js';
import { BatchedVectorEnv } from './batchedVectorEnv.js';
import { concatenate, iterate } from './batching.js';
import { gatherInfo } from './gatherInfo.js';
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

/**
 * Any environments of one kind, stepped one after the other in a loop.
 * @typeParam Obs all observations at once, see `concatenate`
 * @example new SyncVectorEnv([0, 1].map(() => () => make('Pendulum-v1')), { autoresetMode: 'same-step' })
 */
export class SyncVectorEnv<Obs = Float32Array, Act = ArrayLike<number>> extends BatchedVectorEnv<Obs, Act> {
  readonly envs: readonly Env<unknown, unknown>[];
  private readonly latest: unknown[];
  private readonly over: Uint8Array;
  private ready = false;

  /** @param makers one function per environment that makes it; all must have equal spaces */
  constructor(makers: readonly (() => Env<unknown, unknown>)[], options: Pick<VectorOptions, 'autoresetMode'> = {}) {
    if (!Array.isArray(makers) || makers.length === 0) {
      throw new InvalidArgumentError(
        `SyncVectorEnv: expected a list of functions that make environments, got ${show(makers)}`,
      );
    }
    const mode = checkAutoresetMode(options.autoresetMode ?? 'next-step', 'SyncVectorEnv');
    const envs = makers.map((maker: () => Env<unknown, unknown>) => maker());
    super(envs.length, mode, envs[0]);
    this.envs = envs;
    envs.forEach((env, i) => this.checkSameSpaces(env, i));
    this.latest = Array<unknown>(this.numEnvs).fill(null);
    this.over = new Uint8Array(this.numEnvs);
  }

  get name(): string {
    return this.spec?.id ?? nameOf(this.envs[0]);
  }

  private checkSameSpaces(env: Env<unknown, unknown>, i: number): void {
    for (const key of ['observationSpace', 'actionSpace'] as const) {
      const wanted = this.envs[0][key];
      if (!wanted.equals(env[key])) {
        throw new InvalidArgumentError(
          `SyncVectorEnv: ${key} of environment ${i} is ${String(env[key])}, but that of environment 0 is ${String(wanted)}`,
        );
      }
    }
  }

  reset(options: VectorResetOptions = {}): VectorResetResult<Obs> {
    this.checkOpen('reset');
    checkResetOptions(options, this.name);
    const seeds = spreadSeeds(options.seed, this.numEnvs, this.name);
    const mask = readResetMask(options.options, this.numEnvs, this.name);
    if (mask !== null && !this.ready) {
      throw new ResetNeededError(`${this.name}: the first reset must reset every environment; leave resetMask out`);
    }
    const inner: Info = { ...options.options };
    delete inner.resetMask;
    const info: VectorInfo<Obs> = {};
    this.envs.forEach((env, i) => {
      if (mask !== null && mask[i] === 0) return;
      this.restart(env, i, info, { seed: seeds[i] ?? undefined, options: copyData(inner) });
      this.over[i] = 0;
    });
    this.ready = true;
    return { observations: this.observations(), info };
  }

  step(actions: Act): VectorStepResult<Obs> {
    const rows = this.checkStep(actions);
    const info: VectorInfo<Obs> = {};
    const rewards = new Float64Array(this.numEnvs);
    const terminated = new Uint8Array(this.numEnvs);
    const truncated = new Uint8Array(this.numEnvs);
    const ends: { i: number; observation: unknown; info: Info }[] = [];
    this.envs.forEach((env, i) => {
      if (this.over[i] === 1) {
        this.restart(env, i, info, {});
        return;
      }
      const result: StepResult<unknown> = env.step(rows[i]);
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
    if (!this.ready) throw new ResetNeededError(`${this.name}: step before reset; call reset() first`);
    if (this.autoresetMode === 'disabled' && this.over.includes(1)) {
      throw new EpisodeOverError(
        `${this.name}: environment ${this.over.indexOf(1)} is over and autoreset is disabled; ` +
          'call reset({ options: { resetMask } }) for the ended ones first',
      );
    }
    const rows = iterate(this.singleActionSpace, actions, this.numEnvs, this.name);
    rows.forEach((row, i) => {
      if (!this.singleActionSpace.contains(row)) {
        throw new InvalidActionError(
          `${this.name}: action ${show(row)} of environment ${i} is not in ${String(this.singleActionSpace)}`,
        );
      }
    });
    return rows;
  }

  private restart(
    env: Env<unknown, unknown>,
    i: number,
    info: VectorInfo<Obs>,
    options: { seed?: number | undefined; options?: Info },
  ): void {
    const result = env.reset(options);
    this.latest[i] = result.observation;
    gatherInfo(info, result.info, i, this.numEnvs);
  }

  private addFinals(info: VectorInfo<Obs>, ends: readonly { i: number; observation: unknown; info: Info }[]): void {
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

  /** One frame per environment. */
  render(): (string | null)[] {
    return this.envs.map((env) => env.render());
  }

  protected closeAll(): void {
    this.envs.forEach((env) => env.close());
  }
}
