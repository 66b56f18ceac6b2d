import { InvalidArgumentError, RegistrationError, UnknownEnvironmentError } from '../errors.js';
import { logger } from '../logger.js';
import { show } from '../text.js';
import { builtIn } from './builtin.js';
import { type EnvId, parseEnvId } from './envId.js';
import { EnvSpec } from './envSpec.js';
import type { EnvRegistration } from './registration.js';
import { nearestFirst } from './nearest.js';

const specs = new Map<string, EnvSpec>(
  builtIn.map((registration) => {
    const known = new EnvSpec(registration);
    return [known.id, known];
  }),
);

/** Every registered environment by id; `register` adds to it. */
export const registry: ReadonlyMap<string, EnvSpec> = specs;

/**
 * Makes an environment known to `make` and `makeVec`.
 * @throws RegistrationError for a malformed id, no entry point, or a version beside an unversioned namesake
 */
export function register(registration: EnvRegistration): EnvSpec {
  const added = new EnvSpec(registration);
  if (added.entryPoint === null && added.vectorEntryPoint === null) {
    throw new RegistrationError(`${added.id}: give entryPoint, vectorEntryPoint or both`);
  }
  const clash = [...specs.values()].find(
    (known) =>
      known.namespace === added.namespace &&
      known.name === added.name &&
      (known.version === null) !== (added.version === null),
  );
  if (clash !== undefined) {
    throw new RegistrationError(
      `${added.id}: ${clash.id} is registered; versioned and unversioned ids of one name exclude each other`,
    );
  }
  if (specs.has(added.id)) logger.warn(`${added.id} was registered before; the new registration replaces it`);
  specs.set(added.id, added);
  return added;
}

/**
 * The registered facts of an environment.
 * @throws UnknownEnvironmentError that names the nearest known ids and versions
 */
export function spec(id: string): EnvSpec {
  const known = specs.get(id);
  if (known !== undefined) return known;
  throw new UnknownEnvironmentError(explainUnknown(id, parseForLookup(id)));
}

/** As `spec`, but an id without version means the latest version (with a warning), as in Gymnasium. */
export function findSpec(id: string): EnvSpec {
  const known = specs.get(id);
  if (known !== undefined) return known;
  const wanted = parseForLookup(id);
  const latest = wanted.version === null ? versionsOf(wanted).at(-1) : undefined;
  if (latest === undefined) throw new UnknownEnvironmentError(explainUnknown(id, wanted));
  logger.warn(`${id} names no version; using the latest, ${latest.id}`);
  return latest;
}

function parseForLookup(id: string): EnvId {
  if (typeof id !== 'string')
    throw new InvalidArgumentError(`make: id must be a string such as 'CartPole-v1', got ${show(id)}`);
  try {
    return parseEnvId(id);
  } catch {
    return { namespace: null, name: id, version: null };
  }
}

/** Registered versions of one name, lowest first. */
function versionsOf({ namespace, name }: EnvId): EnvSpec[] {
  return [...specs.values()]
    .filter((known) => known.namespace === namespace && known.name === name)
    .sort((a, b) => (a.version ?? -1) - (b.version ?? -1));
}

function explainUnknown(id: string, wanted: EnvId): string {
  const versions = versionsOf(wanted);
  if (versions.length > 0) {
    const list = versions.map((known) => known.id).join(', ');
    const last = versions.at(-1);
    const older = wanted.version !== null && last?.version != null && wanted.version < last.version;
    const advice = older ? `version v${wanted.version} is gone, use ${last.id}` : 'that version does not exist';
    return `unknown environment ${show(id)}: ${advice}; registered: ${list}`;
  }
  if (wanted.namespace === null && /^LunarLander(Continuous)?$/.test(wanted.name)) {
    return `unknown environment ${show(id)}: it runs on Box2D; install planck 1.5.0 and write import 'gymnasium-js/box2d' first`;
  }
  const ids = nearestFirst(id, [...specs.keys()]);
  return `unknown environment ${show(id)}: did you mean ${ids[0] ?? 'to register it first'}? Registered, nearest first: ${ids.join(', ')}`;
}
