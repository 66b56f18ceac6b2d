import { nearestFirst } from 'gymnasium-js';
import { requireCount, requireFinite } from '../numbers/validate';
import type { TrainOptions } from './trainOptions';

/**
 * A misspelt option would be ignored without a word.
 * @param name what takes the options, such as "train"
 * @throws TypeError if `options` is no object or has a field that is not `known`; the message gives the nearest one
 */
export function requireKnownOptions(name: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const got =
      typeof options === 'string' ? JSON.stringify(options) : Array.isArray(options) ? 'an array' : String(options);
    throw new TypeError(`${name}: got ${got}, expected an object of options: ${known.join(', ')}`);
  }
  for (const given of Object.keys(options)) {
    if (known.includes(given)) continue;
    const [nearest] = nearestFirst(given, known);
    throw new TypeError(`${name}: unknown option "${given}", did you mean "${nearest}"? It takes ${known.join(', ')}`);
  }
}

/** @throws TypeError at an unknown reason to stop, RangeError at a number that is none */
export function checkStopAt(stopAt: TrainOptions['stopAt']): void {
  if (stopAt === undefined) return;
  requireKnownOptions('stopAt', stopAt, ['meanReturn100', 'timesteps', 'iterations']);
  if (stopAt.meanReturn100 !== undefined) requireFinite('stopAt.meanReturn100', stopAt.meanReturn100);
  if (stopAt.timesteps !== undefined) requireCount('stopAt.timesteps', stopAt.timesteps);
  if (stopAt.iterations !== undefined) requireCount('stopAt.iterations', stopAt.iterations);
}
