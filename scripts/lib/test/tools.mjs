// Lint, format, the types of the scripts, and the imports. The types of the packages are checked by their build.
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { run } from '../run.mjs';
import { tsc } from '../workspaces.mjs';

const bin = (/** @type {string} */ name, /** @type {string} */ path) => join(root, 'node_modules', name, path);
const eslint = bin('eslint', 'bin/eslint.js');
const prettier = bin('prettier', 'bin/prettier.cjs');
const cruiser = bin('dependency-cruiser', 'bin/dependency-cruise.mjs');
const rules = 'scripts/lib/imports.cjs';

/**
 * @param {string[]} args
 * @returns {Promise<{ seconds: number, messages: string[] }>}
 */
async function tool(args) {
  const started = performance.now();
  const done = await run(process.execPath, args, { cwd: root });
  const messages = done.code === 0 ? [] : [done.output.trim() || `exit code ${done.code}`];
  return { seconds: (performance.now() - started) / 1000, messages };
}

/** @param {{ fast?: boolean }} [options] `fast` trusts the results of the last run for files that did not change */
export function lint({ fast = false } = {}) {
  const cache = fast ? ['--cache', '--cache-location', '.cache/eslint'] : [];
  return tool([eslint, '.', '--max-warnings', '0', ...cache]);
}

/** @param {{ fast?: boolean }} [options] as of `lint` */
export function format({ fast = false } = {}) {
  const cache = fast ? ['--cache', '--cache-location', '.cache/prettier'] : [];
  return tool([prettier, '--check', '--log-level', 'warn', '.', ...cache]);
}

/** The types of scripts/ and of the packages' own scripts. */
export function typesOfScripts() {
  return tool([tsc, '-p', 'scripts', '--pretty', 'false']);
}

/** Who may import whom: the rules of scripts/layers.cjs. */
export function imports() {
  return tool([cruiser, '--config', rules, 'lib/*/src', 'lib/*/scripts', 'scripts']);
}
