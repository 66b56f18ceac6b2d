// The same program in every runtime that can be had here: import and require.
import assert from 'node:assert/strict';
import { available, fetchNode, versions } from '../lib/test/nodes.mjs';
import { skippedFor } from './check.mjs';
import { printed } from './project.mjs';
import { asCommonJs, asModule } from './programs.mjs';

/** @typedef {import('./check.mjs').Check} Check */

/**
 * @param {import('./project.mjs').Project} project
 * @param {import('./tools.mjs').Tools} tools
 * @param {string} expected
 * @returns {Check[]}
 */
export function runtimeChecks(project, { deno, bun }, expected) {
  project.write('module.mjs', asModule);
  project.write('common.cjs', asCommonJs);
  const both = async (/** @type {string} */ command, /** @type {string[]} */ args) => {
    for (const file of ['module.mjs', 'common.cjs'])
      assert.equal(await printed(project, command, [...args, file]), expected);
  };
  const orSkipped = (/** @type {string | null} */ command, /** @type {string[]} */ args) => async () =>
    command === null ? skippedFor('npm has no binary for this computer') : both(command, args);
  const nodes = Object.keys(versions).map((version) => ({
    name: `Node ${version}, import and require`,
    work: async () => (available ? both(await fetchNode(version), []) : skippedFor('only on Linux x64')),
  }));
  return [
    { name: `Node ${process.versions.node}, import and require`, work: () => both(process.execPath, []) },
    ...nodes,
    { name: 'Deno, import and require', work: orSkipped(deno, ['run', '--no-remote', '--allow-read', '--allow-env']) },
    { name: 'Bun, import and require', work: orSkipped(bun, ['run']) },
  ];
}
