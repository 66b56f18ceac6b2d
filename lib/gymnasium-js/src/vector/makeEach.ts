import type { Env } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { showResult } from './innerResults.js';

/** Makes one environment. */
export type EnvMaker = () => Env<unknown, unknown>;

/**
 * The environments that the functions make.
 * @throws InvalidArgumentError unless every function makes an environment of its own, with the same spaces as the first
 */
export function makeEach(makers: readonly EnvMaker[], name: string): Env<unknown, unknown>[] {
  if (!Array.isArray(makers) || makers.length === 0) {
    throw new InvalidArgumentError(`${name}: expected a list of functions that make environments, got ${show(makers)}`);
  }
  const envs = Array.from(makers as readonly EnvMaker[]).map((maker, i) => {
    if (typeof maker !== 'function') {
      const advice = isEnv(maker) ? '; write () => make(...), so that each is made anew' : '';
      throw new InvalidArgumentError(
        `${name}: entry ${i} must be a function that makes an environment, got ${show(maker)}${advice}`,
      );
    }
    const env: unknown = maker();
    if (isEnv(env)) return env;
    throw new InvalidArgumentError(`${name}: function ${i} must return an environment, got ${showResult(env)}`);
  });
  checkApart(envs, name);
  envs.forEach((env, i) => checkSameSpaces(env, i, envs[0], name));
  return envs;
}

function isEnv(value: unknown): value is Env<unknown, unknown> {
  const { step, reset } = (value ?? {}) as Partial<Env<unknown, unknown>>;
  return typeof step === 'function' && typeof reset === 'function';
}

/** One environment that stands twice in a vector would be stepped twice each time. */
function checkApart(envs: readonly Env<unknown, unknown>[], name: string): void {
  const seen = new Map<unknown, number>();
  envs.forEach((env, i) => {
    const bare = env.unwrapped ?? env;
    const first = seen.get(bare);
    if (first !== undefined) {
      throw new InvalidArgumentError(
        `${name}: functions ${first} and ${i} return the same environment; make a new one in every call`,
      );
    }
    seen.set(bare, i);
  });
}

function checkSameSpaces(env: Env<unknown, unknown>, i: number, first: Env<unknown, unknown>, name: string): void {
  for (const key of ['observationSpace', 'actionSpace'] as const) {
    if (typeof env[key]?.equals !== 'function') {
      throw new InvalidArgumentError(`${name}: ${key} of environment ${i} must be a space, got ${show(env[key])}`);
    }
    if (first[key].equals(env[key])) continue;
    throw new InvalidArgumentError(
      `${name}: ${key} of environment ${i} is ${String(env[key])}, but that of environment 0 is ${String(first[key])}`,
    );
  }
}
