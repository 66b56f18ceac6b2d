// Which unit tests are quick, and so part of `npm run check:fast`: by the folder of the source, the longest entry that fits.
// A test that lies in no folder of this list fails the check of the tests themselves.

/** @typedef {'quick' | 'slow'} Tier */

/**
 * Folder -> tier.
 * @type {Record<string, Tier>}
 */
export const folders = {
  'lib/engine/src': 'quick',
  'lib/gymnasium-js/src': 'quick',
  'lib/gymnasium-js/src/packaging': 'slow',
  'lib/gymnasium-js/src/workers': 'slow',
  'lib/ppo/src': 'quick',
  'lib/clinic/src': 'slow',
  'lib/notebook/src': 'quick',
  'lib/kernel/src': 'slow',
  scripts: 'quick',
};

/**
 * Slow tests among quick ones, by the package they belong to: long trainings, whole processes, browsers.
 * @type {Record<string, string[]>}
 */
export const slowFiles = {
  'lib/engine': [],
};

/**
 * How many tests check:fast has to run at least, by package. Add to it as tests are added; it is there so that none are lost unseen.
 * @type {Record<string, number>}
 */
export const atLeast = {
  'lib/engine': 20,
};

/**
 * @param {{ source: string, group: string }} test
 * @returns {Tier | null} null where no folder fits
 */
export function tierOf({ source, group }) {
  const name = source.slice(source.lastIndexOf('/') + 1);
  if (slowFiles[group]?.includes(name)) return 'slow';
  const fitting = Object.keys(folders).filter((folder) => source.startsWith(`${folder}/`));
  if (fitting.length === 0) return null;
  return folders[fitting.reduce((longest, folder) => (folder.length > longest.length ? folder : longest))];
}
