// npm run unit -- NAME: builds what is needed and runs the tests of the files whose name matches.
import { requireInstalled } from '../npm-packages.mjs';
import { Problem } from '../problems.mjs';
import { cleanEnv, allTestFiles } from '../test/unit.mjs';
import { buildWorkspaces } from '../workspaces.mjs';
import { runAttached } from './attached.mjs';

/** @typedef {import('../test/unit.mjs').TestFile} TestFile */

export async function unitCommand() {
  requireInstalled();
  const wanted = process.argv.slice(2);
  const all = allTestFiles();
  const chosen = await choose(wanted, all);
  const packages = chosen.flatMap(({ workspace }) => workspace ?? []);
  if (packages.length > 0) await buildWorkspaces([...new Set(packages)]);
  const files = chosen.map(({ file }) => file);
  process.exit(await runAttached(process.execPath, ['--test', '--test-reporter=spec', ...files], { env: cleanEnv() }));
}

/**
 * What a test file is called by: its name without the ending.
 * @param {TestFile} test
 */
const nameOf = ({ source }) => source.replace(/^.*\//, '').replace(/\.test\.m?[jt]s$/, '');

/**
 * A name is part of a file's name, whatever its case; with a slash it is part of the path from the root.
 * @param {string[]} wanted
 * @param {TestFile[]} all
 * @returns {Promise<TestFile[]>}
 */
export async function choose(wanted, all) {
  if (wanted.length === 0) throw new Problem("Which tests? Give a part of a file's name: npm run unit -- surrogate");
  const fits = (/** @type {TestFile} */ test, /** @type {string} */ name) =>
    (name.includes('/') ? test.source : nameOf(test)).toLowerCase().includes(name.toLowerCase());
  for (const name of wanted) {
    if (all.some((test) => fits(test, name))) continue;
    const near = (await nearest(name, all.map(nameOf))).slice(0, 5).join(', ');
    throw new Problem(`No test file's name contains "${name}". The nearest names are ${near}.`);
  }
  return all.filter((test) => wanted.some((name) => fits(test, name)));
}

/**
 * @param {string} wanted
 * @param {string[]} names
 */
async function nearest(wanted, names) {
  await buildWorkspaces(['gymnasium-js']);
  const { nearestFirst } = await import('gymnasium-js');
  return nearestFirst(wanted.replace(/^.*\//, ''), [...new Set(names)]);
}
