import { InvalidArgumentError } from './errors.js';
import { editDistance, nearestFirst } from './registry/nearest.js';
import { show } from './text.js';

/** Throws if a constructor was given an option it does not know; the message lists the known ones. */
export function checkKnownOptions(options: object, known: readonly string[], title: string): void {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidArgumentError(`${title}: options must be an object, got ${show(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new InvalidArgumentError(
        `${title}: unknown option ${show(key)};${meant(key, known)} known: ${known.join(', ')}`,
      );
    }
  }
}

/** Options of `make` and `makeVec` themselves: misspelt, they arrive at the environment. */
const OF_MAKE = ['maxEpisodeSteps', 'disableEnvChecker', 'numEnvs', 'autoresetMode', 'vectorizationMode', 'wrappers'];

/** The option that was probably meant, if one is near enough. */
function meant(key: string, known: readonly string[]): string {
  const [nearest] = nearestFirst(key, [...known, ...OF_MAKE]);
  const isNear = editDistance(key.toLowerCase(), nearest.toLowerCase()) <= Math.max(1, key.length / 3);
  return isNear ? ` did you mean ${nearest}?` : '';
}
