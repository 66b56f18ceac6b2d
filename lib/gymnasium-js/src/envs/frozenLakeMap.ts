import { InvalidArgumentError } from '../errors.js';
import { NumpyGenerator } from '../random/numpyGenerator.js';
import { checkSeed } from '../random/seed.js';
import { show } from '../text.js';

/** Gymnasium's two lakes: S start, F frozen, H hole, G goal. */
export const LAKES = {
  '4x4': ['SFFF', 'FHFH', 'FFFH', 'HFFG'],
  '8x8': ['SFFFFFFF', 'FFFFFFFF', 'FFFHFFFF', 'FFFFFHFF', 'FFFHFFFF', 'FHHFFFHF', 'FHFFHFHF', 'FFFHFFFG'],
} as const;

/** Above this many tiles drawn in vain a map is given up: hardly any map of this size and share of ice has a path. */
const MOST_TILES = 2_000_000;
const LARGEST_SIZE = 256;

/**
 * A random square map with a path from the start (top left) to the goal (bottom right), as Gymnasium's `generate_random_map`.
 * @param size of each side, from 2 to 256
 * @param p probability that a tile is frozen, above 0 and at most 1
 * @param seed integer in [0, 2^53]: same seed, same map; null for fresh entropy
 * @example make('FrozenLake-v1', { desc: generateRandomMap(6, 0.8, 42) })
 */
export function generateRandomMap(size = 8, p = 0.8, seed: number | null = null): string[] {
  if (!Number.isInteger(size) || size < 2 || size > LARGEST_SIZE) {
    throw new InvalidArgumentError(
      `generateRandomMap: size must be an integer from 2 to ${LARGEST_SIZE}, got ${show(size)}`,
    );
  }
  if (typeof p !== 'number' || !(p > 0 && p <= 1)) {
    throw new InvalidArgumentError(`generateRandomMap: p must be above 0 and at most 1, got ${show(p)}`);
  }
  const random = new NumpyGenerator(seed === null ? null : checkSeed(seed, 'generateRandomMap: seed'));
  for (let tiles = 0; tiles < MOST_TILES; tiles += size * size) {
    const map = drawMap(size, p, random);
    if (hasPath(map)) return map;
  }
  throw new InvalidArgumentError(
    `generateRandomMap: no map of size ${size} with a path was found at p = ${p}; raise p`,
  );
}

function drawMap(size: number, p: number, random: NumpyGenerator): string[] {
  const probabilities = [p, 1 - p];
  const rows = Array.from({ length: size }, () =>
    Array.from({ length: size }, () => 'FH'[random.choice(probabilities)]),
  );
  rows[0][0] = 'S';
  rows[size - 1][size - 1] = 'G';
  return rows.map((row) => row.join(''));
}

/** Whether one can walk from the top left tile to a goal without a hole. */
function hasPath(map: readonly string[]): boolean {
  const ncol = map[0].length;
  const seen = new Uint8Array(map.length * ncol);
  const frontier = [0];
  for (let place = frontier.pop(); place !== undefined; place = frontier.pop()) {
    if (seen[place] === 1) continue;
    seen[place] = 1;
    const [row, col] = [Math.floor(place / ncol), place % ncol];
    const around = [[row + 1, col], [row, col + 1], [row - 1, col], [row, col - 1]]; // prettier-ignore
    for (const [r, c] of around) {
      const tile = map[r]?.[c] ?? 'H';
      if (tile === 'G') return true;
      if (tile !== 'H') frontier.push(r * ncol + c);
    }
  }
  return false;
}

/** The map as a list of its own, checked: equally long rows of S, F, H and G, with a start. */
export function checkMap(desc: unknown, title: string): readonly string[] {
  const rows = Array.from(Array.isArray(desc) ? (desc as string[]) : []); // a hole becomes undefined
  const isList = rows.length > 0 && rows.every((row) => typeof row === 'string');
  if (!isList || rows.some((row) => row.length !== rows[0].length || !/^[SFHG]+$/.test(row))) {
    throw new InvalidArgumentError(
      `${title}: desc must be a list of equally long rows of S, F, H and G such as ["SF", "FG"], got ${show(desc)}`,
    );
  }
  if (!rows.some((row) => row.includes('S'))) {
    throw new InvalidArgumentError(`${title}: desc needs a start S, got ${show(desc)}`);
  }
  return Object.freeze(rows);
}
