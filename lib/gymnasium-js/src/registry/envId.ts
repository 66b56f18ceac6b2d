import { RegistrationError } from '../errors.js';
import { show } from '../text.js';

/** `[namespace/]name[-v<version>]`, as in Gymnasium. */
const PATTERN = /^(?:([\w:-]+)\/)?([\w:.-]+?)(?:-v(\d+))?$/;

export interface EnvId {
  readonly namespace: string | null;
  readonly name: string;
  readonly version: number | null;
}

/**
 * Takes an id apart.
 * @example parseEnvId('toy/Maze-v2') // { namespace: 'toy', name: 'Maze', version: 2 }
 * @throws RegistrationError if it is no such id
 */
export function parseEnvId(id: unknown): EnvId {
  const match = typeof id === 'string' ? PATTERN.exec(id) : null;
  if (match === null) {
    throw new RegistrationError(
      `an environment id reads [namespace/]name[-v<version>], e.g. CartPole-v1; got ${show(id)}`,
    );
  }
  const [, namespace, name, version] = match;
  return { namespace: namespace ?? null, name, version: version === undefined ? null : Number(version) };
}

/** Puts an id together again. */
export function formatEnvId({ namespace, name, version }: EnvId): string {
  return `${namespace === null ? '' : `${namespace}/`}${name}${version === null ? '' : `-v${version}`}`;
}
