import { copyData } from '../copyData.js';
import type { Env, RenderMode } from '../env.js';
import { InvalidArgumentError, RegistrationError } from '../errors.js';
import { show } from '../text.js';
import { showResult } from '../vector/innerResults.js';
import { SyncVectorEnv } from '../vector/syncVectorEnv.js';
import { checkNumEnvs, type VectorEnv, type VectorOptions } from '../vector/vectorEnv.js';
import { OrderEnforcing } from '../wrappers/orderEnforcing.js';
import { PassiveEnvChecker } from '../wrappers/passiveEnvChecker.js';
import { TimeLimit } from '../wrappers/timeLimit.js';
import type { EnvironmentMap } from './builtin.js';
import { EnvSpec } from './envSpec.js';
import { findSpec } from './registry.js';

/** What `make` takes for every environment. */
export interface CommonOptions {
  /** 'svg' to draw frames. */
  readonly renderMode?: RenderMode | null | undefined;
  /** Another time limit than the registered one; null for none. */
  readonly maxEpisodeSteps?: number | null | undefined;
  /** Leaves out `PassiveEnvChecker`. */
  readonly disableEnvChecker?: boolean | undefined;
}

/** The same, with the keyword arguments of an environment that the type checker does not know. */
export interface MakeOptions extends CommonOptions {
  readonly [kwarg: string]: unknown;
}

/** What `makeVec` takes beside the environment's own keyword arguments. */
export interface MakeVecOptions extends MakeOptions, VectorOptions {
  /** 'sync' runs single environments in a loop even where a faster implementation is registered. */
  readonly vectorizationMode?: 'sync' | 'vector-entry-point' | undefined;
  /** Applied to every single environment, first one innermost; implies 'sync'. */
  readonly wrappers?: readonly ((env: Env<unknown, unknown>) => Env<unknown, unknown>)[] | undefined;
}

/** An environment whose id is known to the type checker: its spaces, actions and inner class are typed. */
export type Made<Id extends keyof EnvironmentMap> = Env<
  EnvironmentMap[Id]['observation'],
  EnvironmentMap[Id]['action']
> & {
  readonly observationSpace: EnvironmentMap[Id]['env']['observationSpace'];
  readonly actionSpace: EnvironmentMap[Id]['env']['actionSpace'];
  readonly unwrapped: EnvironmentMap[Id]['env'];
  readonly spec: EnvSpec;
};

/** The options of `make` for an id: those of the environment if the type checker knows it, anything otherwise. */
export type OptionsOf<Id extends string> = Id extends keyof EnvironmentMap
  ? EnvironmentMap[Id]['options'] & CommonOptions
  : MakeOptions;

/** What `make` returns for an id. */
export type EnvOf<Id extends string> = Id extends keyof EnvironmentMap ? Made<Id> : Env;

/**
 * Makes an environment by id, wrapped as in Gymnasium: `TimeLimit<OrderEnforcing<PassiveEnvChecker<...>>>`.
 * @example const env = make('CartPole-v1');
 * @throws UnknownEnvironmentError that names the nearest known ids
 */
export function make<Id extends string>(id: Id | EnvSpec, options?: OptionsOf<Id>): EnvOf<Id>;
export function make(id: string | EnvSpec, options: MakeOptions = {}): Env<unknown, unknown> {
  const found = id instanceof EnvSpec ? id : findSpec(id);
  checkOptions(options, found.id);
  const { maxEpisodeSteps, disableEnvChecker, ...given } = options;
  if (disableEnvChecker !== undefined && typeof disableEnvChecker !== 'boolean') {
    throw new InvalidArgumentError(
      `${found.id}: disableEnvChecker must be true or false, got ${show(disableEnvChecker)}`,
    );
  }
  const kwargs = { ...copyData(found.kwargs), ...given };
  const limit = maxEpisodeSteps === undefined ? found.maxEpisodeSteps : maxEpisodeSteps === -1 ? null : maxEpisodeSteps;
  if (limit !== null && !(Number.isInteger(limit) && limit > 0)) {
    throw new InvalidArgumentError(
      `${found.id}: maxEpisodeSteps must be an integer, 1 or more, or null, got ${show(limit)}`,
    );
  }
  const spec = found.with({
    kwargs,
    maxEpisodeSteps: limit,
    disableEnvChecker: disableEnvChecker ?? found.disableEnvChecker,
  });
  if (spec.entryPoint === null) throw new RegistrationError(`${spec.id} has only a vector entry point; use makeVec`);
  let env = spec.entryPoint(kwargs) as Env<unknown, unknown>;
  if (typeof env?.step !== 'function') {
    throw new InvalidArgumentError(`${spec.id}: the entry point must return an environment, got ${showResult(env)}`);
  }
  Reflect.set(env.unwrapped ?? env, 'spec', spec);
  if (!spec.disableEnvChecker) env = new PassiveEnvChecker(env);
  if (spec.orderEnforce) env = new OrderEnforcing(env);
  return limit === null ? env : new TimeLimit(env, limit);
}

/**
 * Makes N copies of an environment that step together: the typed-array implementation where one is registered, else
 * single environments in a loop.
 * @example const envs = makeVec('CartPole-v1', { numEnvs: 8, autoresetMode: 'same-step' });
 */
export function makeVec(id: string | EnvSpec, options: MakeVecOptions = {}): VectorEnv {
  const found = id instanceof EnvSpec ? id : findSpec(id);
  checkOptions(options, found.id);
  const { vectorizationMode, wrappers = [], ...given } = options;
  checkWrappers(wrappers, found.id);
  const fast = found.vectorEntryPoint !== null && wrappers.length === 0 && given.renderMode == null;
  const usual = fast ? 'vector-entry-point' : 'sync';
  const mode = vectorizationMode === undefined ? usual : vectorizationMode;
  if (mode === 'sync') return makeSync(found, given, wrappers);
  if (mode !== 'vector-entry-point') {
    throw new InvalidArgumentError(
      `${found.id}: vectorizationMode must be 'sync' or 'vector-entry-point', got ${show(mode)}`,
    );
  }
  if (found.vectorEntryPoint === null)
    throw new RegistrationError(`${found.id} has no vector entry point; use vectorizationMode 'sync'`);
  if (wrappers.length > 0)
    throw new InvalidArgumentError(`${found.id}: wrappers of single environments need vectorizationMode 'sync'`);
  const kwargs: Record<string, unknown> = {
    maxEpisodeSteps: found.maxEpisodeSteps,
    ...copyData(found.kwargs),
    ...given,
  };
  if (kwargs.maxEpisodeSteps === -1) kwargs.maxEpisodeSteps = null;
  delete kwargs.disableEnvChecker;
  const spec = found.with({ kwargs });
  const envs = found.vectorEntryPoint(kwargs);
  if (typeof envs?.step !== 'function') {
    throw new InvalidArgumentError(
      `${found.id}: the vector entry point must return a vector environment, got ${showResult(envs)}`,
    );
  }
  Reflect.set(envs, 'spec', spec);
  return envs;
}

function makeSync(
  found: EnvSpec,
  options: MakeVecOptions,
  wrappers: NonNullable<MakeVecOptions['wrappers']>,
): VectorEnv {
  const { numEnvs, autoresetMode, ...given } = options;
  const count = checkNumEnvs(numEnvs ?? 1, found.id);
  const makeOne = (): Env<unknown, unknown> =>
    wrappers.reduce<Env<unknown, unknown>>((env, wrap) => wrap(env), make(found, copyData(given)));
  return new SyncVectorEnv(Array<() => Env<unknown, unknown>>(count).fill(makeOne), { autoresetMode });
}

function checkWrappers(wrappers: unknown, id: string): void {
  if (Array.isArray(wrappers) && wrappers.every((wrap) => typeof wrap === 'function')) return;
  throw new InvalidArgumentError(
    `${id}: wrappers must be a list of functions such as (env) => new ClipAction(env), got ${show(wrappers)}`,
  );
}

function checkOptions(options: unknown, id: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new InvalidArgumentError(
      `${id}: options must be an object such as { renderMode: 'svg' }, got ${show(options)}`,
    );
  }
}
