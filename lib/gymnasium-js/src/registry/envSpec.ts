import { copyData } from '../copyData.js';
import type { Env, EnvSpecLike } from '../env.js';
import type { VectorEnv } from '../vector/vectorEnv.js';
import { formatEnvId, parseEnvId } from './envId.js';

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
  /** Steps after which `make` truncates; null for no limit. */
  readonly maxEpisodeSteps?: number | null;
  /** Whether `make` adds `OrderEnforcing`; default true. */
  readonly orderEnforce?: boolean;
  /** Whether `make` leaves out `PassiveEnvChecker`; default false. */
  readonly disableEnvChecker?: boolean;
  /** Keyword arguments of the entry point, copied for every environment (`copyData`); those given to `make` win. */
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

/** A registered environment. Immutable; `with` makes variants. */
export class EnvSpec implements EnvSpecLike {
  readonly id: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly version: number | null;
  readonly entryPoint: EntryPoint | null;
  readonly vectorEntryPoint: VectorEntryPoint | null;
  readonly rewardThreshold: number | null;
  readonly nondeterministic: boolean;
  readonly maxEpisodeSteps: number | null;
  readonly orderEnforce: boolean;
  readonly disableEnvChecker: boolean;
  readonly kwargs: Readonly<Record<string, unknown>>;

  private readonly registration: EnvRegistration;

  constructor(registration: EnvRegistration) {
    const parsed = parseEnvId(registration.id);
    this.id = formatEnvId(parsed);
    ({ namespace: this.namespace, name: this.name, version: this.version } = parsed);
    this.entryPoint = registration.entryPoint ?? null;
    this.vectorEntryPoint = registration.vectorEntryPoint ?? null;
    this.rewardThreshold = registration.rewardThreshold ?? null;
    this.nondeterministic = registration.nondeterministic ?? false;
    this.maxEpisodeSteps = registration.maxEpisodeSteps ?? null;
    this.orderEnforce = registration.orderEnforce ?? true;
    this.disableEnvChecker = registration.disableEnvChecker ?? false;
    this.kwargs = Object.freeze(copyData({ ...registration.kwargs }));
    this.registration = { ...registration, kwargs: this.kwargs };
    Object.freeze(this);
  }

  /** The same environment with some facts changed. */
  with(changes: Partial<EnvRegistration>): EnvSpec {
    return new EnvSpec({ ...this.registration, ...changes });
  }
}
