import fc from 'fast-check';
import type { Random } from '../numbers/random';

/** Normal numbers. */
export const column = (random: Random, length: number, center = 0, spread = 1): Float64Array =>
  Float64Array.from({ length }, () => random.normal(center, spread));

/** Any minibatch; a few rows, so that finite differences rarely straddle a kink. */
export const anyBatch = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 1, max: 12 }),
  width: fc.integer({ min: 1, max: 5 }),
  clipRange: fc.constantFrom(0, 0.1, 0.2, 0.4),
  klCoef: fc.constantFrom(0, 0.7),
  entropyCoef: fc.constantFrom(0, 0.01, 0.5),
});

/** True if a central difference around these ratios would step over the edge of the band. */
export function nearKink(logProbs: ArrayLike<number>, old: ArrayLike<number>, clipRange: number): boolean {
  return Array.from(logProbs).some((logProb, b) => {
    const ratio = Math.exp(logProb - old[b]);
    return Math.min(Math.abs(ratio - 1 - clipRange), Math.abs(ratio - 1 + clipRange)) < 1e-4;
  });
}
