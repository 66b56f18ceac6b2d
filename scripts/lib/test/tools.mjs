// Lint and format. The build is the type check.
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { run } from '../run.mjs';

const bin = (name, path) => join(root, 'node_modules', name, path);
const eslint = bin('eslint', 'bin/eslint.js');
const prettier = bin('prettier', 'bin/prettier.cjs');

/** @returns {Promise<{ seconds: number, messages: string[] }>} */
async function tool(args) {
  const started = performance.now();
  const done = await run(process.execPath, args, { cwd: root });
  const messages = done.code === 0 ? [] : [done.output.trim()];
  return { seconds: (performance.now() - started) / 1000, messages };
}

/** `fast` trusts the results of the last run for files that did not change. */
export function lint({ fast = false } = {}) {
  const cache = fast ? ['--cache', '--cache-location', '.cache/eslint'] : [];
  return tool([eslint, '.', '--max-warnings', '0', ...cache]);
}

export function format({ fast = false } = {}) {
  const cache = fast ? ['--cache', '--cache-location', '.cache/prettier'] : [];
  return tool([prettier, '--check', '--log-level', 'warn', '.', ...cache]);
}
