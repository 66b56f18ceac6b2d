// The numbers of the lessons' figures, in data/figures: compared with those of a fresh run.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { compareNumbers, defaultTolerance } from './compare.mjs';

const committedFigures = join(root, 'data', 'figures');

/**
 * Compares the numbers that figures have left with the committed ones.
 * @param {string} fresh a folder
 * @param {{ committed?: string, tolerance?: number }} [options] `committed`: their folder
 */
export function compareFigureFiles(fresh, { committed: folder = committedFigures, tolerance = defaultTolerance } = {}) {
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
  return readdirSync(fresh).flatMap((name) => {
    const committed = join(folder, name);
    if (!existsSync(committed)) return [`data/figures/${name} is missing: run npm run notebooks and commit it`];
    const difference = compareNumbers(read(committed), read(join(fresh, name)), tolerance, `data/figures/${name}`);
    return difference ? [difference] : [];
  });
}

/**
 * What no lesson shows any more: files of numbers that none of them has left. The long runs (`.runs.json`) are made by npm run figures.
 * @param {string[]} made names of the files that all lessons together have left
 * @param {string} [folder] of the committed figures
 * @returns {string[]}
 */
export function orphanedFigures(made, folder = committedFigures) {
  const numbers = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.runs.json'));
  return numbers
    .filter((name) => !made.includes(name))
    .map((name) => `data/figures/${name}: no lesson makes it; remove it`);
}
