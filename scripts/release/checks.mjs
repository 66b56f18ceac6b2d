// All that a tarball is asked before it may be published.
import assert from 'node:assert/strict';
import { runNpm } from '../lib/npm-packages.mjs';
import { findBrowser } from '../lib/test/browser.mjs';
import { skippedFor } from './check.mjs';
import { versionFaults, provenanceFault } from './manifest.mjs';
import { printed } from './project.mjs';
import { expectedLine } from './programs.mjs';
import { box2dChecks } from './box2d.mjs';
import { bundlerChecks } from './bundlers.mjs';
import { pageLine } from './page.mjs';
import { runtimeChecks } from './runtimes.mjs';
import { typeChecks } from './types.mjs';

/** @typedef {import('./project.mjs').Project} Project */
/** @typedef {import('./tools.mjs').Tools} Tools */
/** @typedef {import('./check.mjs').Check} Check */

/**
 * @param {Project} project
 * @param {Tools} tools
 * @returns {Promise<Check[]>}
 */
export async function allChecks(project, tools) {
  const expected = await expectedLine();
  const browser = await findBrowser();
  return [
    ...packageChecks(project, tools),
    ...typeChecks(project, tools),
    ...runtimeChecks(project, tools, expected),
    ...bundlerChecks(project, tools, expected, browser),
    ...box2dChecks(project),
    { name: 'a page without a bundler, in Chromium', work: () => page(project, expected, browser) },
  ];
}

/**
 * @param {Project} project
 * @param {Tools} tools
 * @returns {Check[]}
 */
function packageChecks(project, tools) {
  const lint = async (/** @type {string[]} */ args) => {
    await printed(project, process.execPath, [...args, project.tarball]);
  };
  return [
    { name: 'publint, warnings and suggestions are errors', work: () => lint([tools.publint, 'run', '--strict']) },
    { name: 'attw, every resolution', work: () => lint([tools.attw, '--no-definitely-typed', '--profile', 'strict']) },
    { name: 'version and changelog', work: async () => ({ messages: versionFaults() }) },
    { name: 'publish, as a rehearsal', work: () => rehearsal(project) },
    { name: 'provenance', work: async () => skippedFor(provenanceFault()) },
  ];
}

/** @param {Project} project */
async function rehearsal({ tarball, folder }) {
  const done = await runNpm(['publish', '--dry-run', '--json', tarball], { cwd: folder });
  assert.equal(done.code, 0, done.output);
  assert.match(done.stdout, /"name": "gymnasium-js"/);
}

/**
 * @param {Project} project
 * @param {string} expected
 * @param {string | null} browser
 */
async function page({ folder }, expected, browser) {
  if (browser === null) return skippedFor('no Chromium (set CHROME_PATH)');
  const module = 'node_modules/gymnasium-js/dist/browser/gymnasium.mjs';
  assert.equal(await pageLine(folder, module, browser), expected);
}
