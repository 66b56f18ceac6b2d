import { describe } from '../numbers/validate';
import type { TrainingEnv, TrainingStep } from './environment';

/**
 * Something impossible that an environment gave. Whoever finds it knows which environment; `collectRollout` knows at which step and makes
 * the error that names both.
 */
export class EnvironmentFault extends RangeError {
  /** @param environment index among those side by side   @param what such as "reward NaN" */
  constructor(
    readonly environment: number,
    readonly what: string,
  ) {
    super(`environment ${environment}: ${what}`);
  }
}

/**
 * "step 2001 of environment 3 (CartPole-v1): reward NaN"; anything else that was thrown stays what it is.
 * @param step counted from 1; 0 is the reset
 */
export function atStep(error: unknown, step: number, env: TrainingEnv): unknown {
  if (!(error instanceof EnvironmentFault)) return error;
  const id = env.spec?.id;
  const name = id === undefined ? '' : ` (${id})`;
  const when = step === 0 ? 'reset' : `step ${step}`;
  return new RangeError(`${when} of environment ${error.environment}${name}: ${error.what}`);
}

const NOT_FINITE = 'must be a finite number; look for a division by 0 or log(0) in the environment';

/** @throws EnvironmentFault at the first reward that is no finite number */
export function requireRewards(rewards: ArrayLike<number>): void {
  for (let n = 0; n < rewards.length; n++) {
    if (!Number.isFinite(rewards[n])) throw new EnvironmentFault(n, `reward ${describe(rewards[n])}, ${NOT_FINITE}`);
  }
}

/** Index of the first number that is not finite, -1 if there is none. Quick where there is none, as in nearly every rollout. */
export function firstNotFinite(numbers: Float64Array): number {
  let check = 0; // x - x is 0, or NaN for NaN and infinities
  for (let i = 0; i < numbers.length; i++) check += numbers[i] - numbers[i];
  return check === 0 ? -1 : numbers.findIndex((x) => !Number.isFinite(x));
}

/** @throws EnvironmentFault at the first environment whose observation, `size` numbers of [N,O], is not finite */
export function requireObservations(observations: ArrayLike<number>, size: number, name = 'observation'): void {
  for (let i = 0; i < observations.length; i++) {
    if (Number.isFinite(observations[i])) continue;
    const what = `${name}[${i % size}] ${describe(observations[i])}, ${NOT_FINITE}`;
    throw new EnvironmentFault(Math.floor(i / size), what);
  }
}

/** Checks what `reset` returned. @throws TypeError or RangeError that names what is wrong with it */
export function requireStart(start: { readonly observations: Float32Array }, env: TrainingEnv, size: number): void {
  if (typeof start !== 'object' || (start as object | null) === null || start instanceof Promise) {
    throw new TypeError(`env.reset: got ${describe(start)}, expected { observations }; resets are not awaited`);
  }
  requireColumn('observations', start.observations, env.numEnvs * size, 'numEnvs * observationSize', 'env.reset');
  try {
    requireObservations(start.observations, size);
  } catch (error) {
    throw atStep(error, 0, env);
  }
}

/**
 * Checks what `step` returned, all but the numbers themselves: a column that is missing or too short would be read as zeros.
 * @throws TypeError or RangeError that names the column, EnvironmentFault at a flag that is neither yes nor no
 */
export function requireOutcome(outcome: TrainingStep, numEnvs: number, observationSize: number): void {
  if (typeof outcome !== 'object' || (outcome as TrainingStep | null) === null || outcome instanceof Promise) {
    throw new TypeError(
      `env.step: got ${describe(outcome)}, expected { observations, rewards, terminated, truncated, info }; steps are not awaited`,
    );
  }
  const { observations, rewards, terminated, truncated, info } = outcome;
  requireColumn('observations', observations, numEnvs * observationSize, 'numEnvs * observationSize');
  requireColumn('rewards', rewards, numEnvs, 'numEnvs');
  requireColumn('terminated', terminated, numEnvs, 'numEnvs');
  requireColumn('truncated', truncated, numEnvs, 'numEnvs');
  if (typeof info !== 'object' || (info as object | null) === null) {
    throw new TypeError(`env.step: info: got ${describe(info)}, expected an object such as {}`);
  }
  for (let n = 0; n < numEnvs; n++) {
    if (isFlag(terminated[n]) && isFlag(truncated[n])) continue;
    const [name, flag] = isFlag(terminated[n]) ? ['truncated', truncated[n]] : ['terminated', terminated[n]];
    throw new EnvironmentFault(n, `${name} ${describe(flag)}, must be true, false, 1 or 0`);
  }
}

const isFlag = (flag: unknown): boolean => flag === 0 || flag === 1 || flag === true || flag === false;

function requireColumn(
  name: string,
  column: ArrayLike<number> | undefined,
  length: number,
  like: string,
  method = 'env.step',
): void {
  if (column?.length === length) return;
  const got = column?.length === undefined ? describe(column) : `${column.length} elements`;
  throw new RangeError(`${method}: ${name}: got ${got}, expected ${length} (as many as ${like})`);
}

/** A copy of what environment n was cut at, whole and finite. @throws TypeError or RangeError if it is missing, short or not finite */
export function finalObservationOf({ info }: TrainingStep, n: number, numEnvs: number, size: number): Float32Array {
  const { finalObservation } = info;
  if (finalObservation === undefined) {
    throw new TypeError(
      `env.step: environment ${n} was truncated but info.finalObservation is missing; use autoresetMode "same-step"`,
    );
  }
  requireColumn('info.finalObservation', finalObservation, numEnvs * size, 'numEnvs * observationSize');
  const row = finalObservation.slice(n * size, (n + 1) * size);
  for (let k = 0; k < size; k++) {
    if (!Number.isFinite(row[k])) throw new EnvironmentFault(n, `finalObservation[${k}] ${row[k]}, ${NOT_FINITE}`);
  }
  return row;
}
