// The files that npm run figures writes into data/.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeWhole } from '../lib/files.mjs';
import { root } from '../lib/paths.mjs';

const require = createRequire(import.meta.url);
const data = join(root, 'data');

export const tenSeeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
export const twentySeeds = [...tenSeeds, ...tenSeeds.map((seed) => seed + 10)];

/** What the runs were made with. */
const versions = {
  'ppo-lib': require('ppo-lib/package.json').version,
  'gymnasium-js': require('gymnasium-js/package.json').version,
  node: process.versions.node,
};

/**
 * data/figures/NAME.runs.json, where everything but the runs stands first and every run has a line of its own.
 * @param {string} name
 * @param {{ runs: object[], [key: string]: unknown }} content
 */
export function writeLines(name, { runs, ...head }) {
  const fields = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(',\n');
  const text = `{\n${fields.join('')}  "runs": [\n${lines}\n  ]\n}\n`;
  writeWhole(join(data, 'figures', `${name}.runs.json`), text);
}

/**
 * The same, with the versions of what made the runs.
 * @param {string} name
 * @param {{ runs: object[], [key: string]: unknown }} content
 */
export const writeRuns = (name, { runs, ...head }) => writeLines(name, { ...head, versions, runs });

/**
 * data/NAME
 * @param {string} name
 * @param {string} text
 */
export const writeText = (name, text) => writeWhole(join(data, name), text);
