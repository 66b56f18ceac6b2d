import type { NumpyGenerator } from '../random/numpyGenerator.js';
import type { Point } from '../render/svg.js';
import { HEIGHT, PAD_HEIGHT, WIDTH } from './lunarConstants.js';

const CHUNKS = 11;
const MIDDLE = 5;

/** Left and right end of the landing pad. */
export const PAD: readonly [number, number] = [
  (WIDTH / (CHUNKS - 1)) * (MIDDLE - 1),
  (WIDTH / (CHUNKS - 1)) * (MIDDLE + 1),
];

/** The surface of the moon from left to right, [11] points: drawn heights, each the mean of three, flat around the pad. */
export function drawTerrain(random: NumpyGenerator): Point[] {
  const heights = Float64Array.from({ length: CHUNKS + 1 }, () => random.uniform(0, HEIGHT / 2));
  heights.fill(PAD_HEIGHT, MIDDLE - 2, MIDDLE + 3);
  return Array.from({ length: CHUNKS }, (_, i) => {
    // Python's index -1 is the last entry: the twelfth height is the left neighbour of the first.
    const sum = heights[(i + CHUNKS) % (CHUNKS + 1)] + heights[i] + heights[i + 1];
    return [(WIDTH / (CHUNKS - 1)) * i, 0.33 * sum];
  });
}
