import { checkKnownOptions } from '../knownOptions.js';
import { RegistrationError } from '../errors.js';
import { show } from '../text.js';
import type { Env } from '../env.js';
import type { VectorEnv } from '../vector/vectorEnv.js';

/** Builds an environment from the keyword arguments given to `make`. */
export type EntryPoint = (kwargs: Readonly<Record<string, unknown>>) => Env<never, never> | Env<unknown, unknown>;

/** Builds a vector environment; gets `numEnvs`, `autoresetMode` and `maxEpisodeSteps` beside the keyword arguments. */
export type VectorEntryPoint = (kwargs: Readonly<Record<string, unknown>>) => VectorEnv;

/** What `register` takes. */
export interface EnvRegistration {
  /** `[namespace/]name[-v<version>]` */
  readonly id: string;
  readonly entryPoint?: EntryPoint;
  /** A faster vector implementation; without it `makeVec` runs single environments in a loop. */
  readonly vectorEntryPoint?: VectorEntryPoint;
  /** Mean return at which the environment counts as solved. */
  readonly rewardThreshold?: number | null;
  /** True if the same seed and actions may give different episodes. */
  readonly nondeterministic?: boolean;
  /** Steps after which `make` truncates; null (or -1) for no limit. */
  readonly maxEpisodeSteps?: number | null;
  /** Whether `make` adds `OrderEnforcing`; default true. */
  readonly orderEnforce?: boolean;
  /** Whether `make` leaves out `PassiveEnvChecker`; default false. */
  readonly disableEnvChecker?: boolean;
  /** Keyword arguments of the entry point, copied for every environment (`copyData`); those given to `make` win. */
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

const FIELDS = [
  'id',
  'entryPoint',
  'vectorEntryPoint',
  'rewardThreshold',
  'nondeterministic',
  'maxEpisodeSteps',
  'orderEnforce',
  'disableEnvChecker',
  'kwargs',
] as const;

/** Throws unless every field of a registration is known and of the right type; the message names the id, the field and the value. */
export function checkRegistration(registration: EnvRegistration): void {
  if (typeof registration !== 'object' || registration === null) {
    throw new RegistrationError(`register takes an object such as { id, entryPoint }, got ${show(registration)}`);
  }
  const title = typeof registration.id === 'string' ? registration.id : 'register';
  checkKnownOptions(registration, FIELDS, title);
  const refuse = (field: keyof EnvRegistration, wanted: string): never => {
    throw new RegistrationError(`${title}: ${field} must be ${wanted}, got ${show(registration[field])}`);
  };
  for (const field of ['entryPoint', 'vectorEntryPoint'] as const) checkEntryPoint(registration[field], field, title);
  for (const field of ['nondeterministic', 'orderEnforce', 'disableEnvChecker'] as const) {
    if (registration[field] !== undefined && typeof registration[field] !== 'boolean') refuse(field, 'true or false');
  }
  const { rewardThreshold, maxEpisodeSteps, kwargs } = registration;
  if (rewardThreshold != null && !Number.isFinite(rewardThreshold))
    refuse('rewardThreshold', 'a finite number or null');
  if (
    maxEpisodeSteps != null &&
    maxEpisodeSteps !== -1 &&
    !(Number.isInteger(maxEpisodeSteps) && maxEpisodeSteps > 0)
  ) {
    refuse('maxEpisodeSteps', 'an integer, 1 or more, or null for no limit');
  }
  if (kwargs !== undefined && (typeof kwargs !== 'object' || kwargs === null || Array.isArray(kwargs))) {
    refuse('kwargs', 'an object of keyword arguments');
  }
}

/** A class cannot be called without `new`, so it is no entry point, though it looks like one. */
function checkEntryPoint(point: unknown, field: string, title: string): void {
  if (point === undefined || point === null) return;
  if (typeof point !== 'function') {
    throw new RegistrationError(
      `${title}: ${field} must be a function that returns an environment, got ${show(point)}`,
    );
  }
  if (!Function.prototype.toString.call(point).startsWith('class')) return;
  const name = point.name || 'MyEnv';
  throw new RegistrationError(
    `${title}: ${field} is the class ${name}; write ${field}: (kwargs) => new ${name}(kwargs)`,
  );
}
