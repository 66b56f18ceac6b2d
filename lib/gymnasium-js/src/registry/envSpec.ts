import { copyData } from '../copyData.js';
import type { EnvSpecLike } from '../env.js';
import { formatEnvId, parseEnvId } from './envId.js';
import { checkRegistration, type EntryPoint, type EnvRegistration, type VectorEntryPoint } from './registration.js';

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
    checkRegistration(registration);
    const parsed = parseEnvId(registration.id);
    this.id = formatEnvId(parsed);
    ({ namespace: this.namespace, name: this.name, version: this.version } = parsed);
    this.entryPoint = registration.entryPoint ?? null;
    this.vectorEntryPoint = registration.vectorEntryPoint ?? null;
    this.rewardThreshold = registration.rewardThreshold ?? null;
    this.nondeterministic = registration.nondeterministic ?? false;
    this.maxEpisodeSteps = registration.maxEpisodeSteps === -1 ? null : (registration.maxEpisodeSteps ?? null);
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
