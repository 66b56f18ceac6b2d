import type { EnvSpecLike, Info, Metadata } from '../env.js';
import { InvalidArgumentError, InvalidSeedError } from '../errors.js';
import { checkSeed, MAX_SEED } from '../random/seed.js';
import type { Space } from '../spaces/space.js';
import { show } from '../text.js';

/**
 * What happens when one of the environments ends:
 * - `next-step` (Gymnasium's default): the next `step` ignores its action, resets it and returns reward 0;
 * - `same-step`: it is reset at once; the last observation and info are in `info.finalObservation` and `info.finalInfo`;
 * - `disabled`: the caller resets it with `reset({ options: { resetMask } })` before the next step.
 */
export type AutoresetMode = 'next-step' | 'same-step' | 'disabled';

export const AUTORESET_MODES: readonly AutoresetMode[] = ['next-step', 'same-step', 'disabled'];

/** What every vector environment can be told. */
export interface VectorOptions {
  /** Number of environments, 1 by default. */
  readonly numEnvs?: number | undefined;
  /** See `AutoresetMode`; 'next-step' by default, as in Gymnasium. */
  readonly autoresetMode?: AutoresetMode | undefined;
}

/**
 * Extras of a vector step. In same-step mode, exactly when some environment ended, `finalObservation` [N,O] holds the
 * true last observation in the rows of the ended ones (the current observation elsewhere) and `finalInfo` their infos.
 * Infos of the environments are gathered by key, with a mask `_key` of who had it, as in Gymnasium.
 */
export interface VectorInfo<Obs = Float32Array> {
  finalObservation?: Obs;
  finalInfo?: (Info | null)[];
  [key: string]: unknown;
}

export interface VectorResetOptions {
  /** One seed s for all (environment i gets s + i), or one per environment. */
  readonly seed?: number | readonly (number | null)[] | undefined;
  /** Passed to every environment, except `resetMask` [N], 0/1: reset only those (all observations are returned). */
  readonly options?: Info | undefined;
}

export interface VectorResetResult<Obs = Float32Array> {
  /** [N,O] row-major, a fresh copy. */
  observations: Obs;
  info: VectorInfo<Obs>;
}

export interface VectorStepResult<Obs = Float32Array> {
  /** [N,O] row-major, a fresh copy: what to act on next. */
  observations: Obs;
  /** [N] */
  rewards: Float64Array;
  /** [N], 0 or 1 */
  terminated: Uint8Array;
  /** [N], 0 or 1 */
  truncated: Uint8Array;
  info: VectorInfo<Obs>;
}

/**
 * N copies of one environment, stepped together.
 * @typeParam Obs all observations at once: [N,O] row-major for boxes
 * @typeParam Act all actions at once: [N] integers, or [N,A] numbers row-major
 */
export interface VectorEnv<Obs = Float32Array, Act = ArrayLike<number>> {
  readonly numEnvs: number;
  readonly autoresetMode: AutoresetMode;
  readonly singleObservationSpace: Space<unknown>;
  readonly singleActionSpace: Space<unknown>;
  readonly observationSpace: Space<unknown>;
  readonly actionSpace: Space<unknown>;
  readonly metadata: Metadata;
  readonly spec: EnvSpecLike | null;
  reset(options?: VectorResetOptions): VectorResetResult<Obs>;
  step(actions: Act): VectorStepResult<Obs>;
  /** Everything that later steps depend on, as plain data. Present exactly if all environments and wrappers can save themselves. */
  getState?(): unknown;
  /** Continues exactly where a vector made in the same way was when `getState` was called. */
  setState?(saved: unknown): void;
  close(): void;
}

/** Checks an autoreset mode. */
export function checkAutoresetMode(mode: unknown, name: string): AutoresetMode {
  const known = AUTORESET_MODES.find((candidate) => candidate === mode);
  if (known === undefined) {
    throw new InvalidArgumentError(
      `${name}: autoresetMode must be one of ${AUTORESET_MODES.map(show).join(', ')}, got ${show(mode)}`,
    );
  }
  return known;
}

/** More environments than this fit into no memory. */
const MOST_ENVS = 2 ** 24;

/** Checks a number of environments. */
export function checkNumEnvs(numEnvs: unknown, name: string): number {
  if (!Number.isInteger(numEnvs) || (numEnvs as number) < 1 || (numEnvs as number) > MOST_ENVS) {
    throw new InvalidArgumentError(`${name}: numEnvs must be an integer from 1 to 2^24, got ${show(numEnvs)}`);
  }
  return numEnvs as number;
}

/** One seed per environment: s, s + 1, ... for a number, as given for a list, null where nothing should be seeded. */
export function spreadSeeds(seed: VectorResetOptions['seed'], numEnvs: number, name: string): (number | null)[] {
  if (seed === undefined) return Array<null>(numEnvs).fill(null);
  if (typeof seed === 'number') {
    checkSeed(seed, `${name}: seed`);
    if (seed > MAX_SEED - (numEnvs - 1)) {
      throw new InvalidSeedError(
        `${name}: seed + ${numEnvs - 1} must not exceed 2^53, got seed ${seed} for ${numEnvs} environments`,
      );
    }
    return Array.from({ length: numEnvs }, (_, i) => seed + i);
  }
  if (!Array.isArray(seed)) {
    throw new InvalidArgumentError(`${name}: seed must be an integer or a list of ${numEnvs}, got ${show(seed)}`);
  }
  if (seed.length !== numEnvs) {
    throw new InvalidArgumentError(
      `${name}: seed must have one entry for each of the ${numEnvs} environments, got ${seed.length}`,
    );
  }
  return seed.map((value: number | null, i) => (value === null ? null : checkSeed(value, `${name}: seed[${i}]`)));
}

/** The environments to reset, or null for all of them. */
export function readResetMask(options: Info | undefined, numEnvs: number, name: string): Uint8Array | null {
  if (options === undefined || !('resetMask' in options)) return null;
  const mask = options.resetMask as ArrayLike<number | boolean>;
  if ((!Array.isArray(mask) && !ArrayBuffer.isView(mask)) || mask.length !== numEnvs) {
    throw new InvalidArgumentError(`${name}: options.resetMask must have ${numEnvs} entries, got ${show(mask)}`);
  }
  const flags = new Uint8Array(numEnvs);
  for (let i = 0; i < numEnvs; i++) {
    const flag: unknown = mask[i];
    if (flag !== true && flag !== false && flag !== 1 && flag !== 0) {
      throw new InvalidArgumentError(`${name}: options.resetMask[${i}] must be true, false, 1 or 0, got ${show(flag)}`);
    }
    flags[i] = flag ? 1 : 0;
  }
  if (!flags.includes(1))
    throw new InvalidArgumentError(`${name}: options.resetMask must name at least one environment`);
  return flags;
}
