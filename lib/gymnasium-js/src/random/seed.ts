import { InvalidSeedError } from '../errors.js';
import { show } from '../text.js';

/** The largest seed: every integer up to 2^53 is exact in a JavaScript number, the next one is not. */
export const MAX_SEED = 2 ** 53;

/**
 * Checks a seed and returns it.
 * @param seed what the caller passed
 * @param name how the message should call it, e.g. `seed` or `seed[3]`
 * @throws InvalidSeedError if it is not an integer in [0, 2^53]
 */
export function checkSeed(seed: unknown, name = 'seed'): number {
  const wanted = 'an integer from 0 to 2^53 (9007199254740992)';
  if (typeof seed !== 'number')
    throw new InvalidSeedError(`${name} must be ${wanted}, got ${typeof seed} ${show(seed)}`);
  if (Number.isNaN(seed)) throw new InvalidSeedError(`${name} must be ${wanted}, got NaN`);
  if (seed < 0) throw new InvalidSeedError(`${name} must be ${wanted}, got ${seed}, which is negative`);
  if (seed > MAX_SEED) {
    throw new InvalidSeedError(
      `${name} must be ${wanted}, got ${seed}: above 2^53 neighbouring integers are the same number`,
    );
  }
  if (!Number.isInteger(seed))
    throw new InvalidSeedError(`${name} must be ${wanted}, got ${seed}, which is fractional`);
  return seed === 0 ? 0 : seed;
}
