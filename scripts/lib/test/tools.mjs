// Lint, format, the types of the scripts, and the imports. The types of the packages are checked by their build.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, scripts } from '../paths.mjs';
import { run } from '../run.mjs';
import { tsc } from '../workspaces.mjs';

const bin = (/** @type {string} */ name, /** @type {string} */ path) => join(root, 'node_modules', name, path);
const eslint = bin('eslint', 'bin/eslint.js');
const prettier = bin('prettier', 'bin/prettier.cjs');
const cruiser = bin('dependency-cruiser', 'bin/dependency-cruise.mjs');

/**
 * @param {string[]} args
 * @returns {Promise<{ seconds: number, messages: string[] }>}
 */
function tool(args) {
  return timed(() => run(process.execPath, args, { cwd: root }));
}

/** @param {() => ReturnType<typeof run>} work */
async function timed(work) {
  const started = performance.now();
  const done = await work();
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

/** The types of scripts/, of the packages' own scripts, and of what the site has for pages. */
export async function typesOfScripts() {
  const all = [];
  for (const project of ['scripts', 'scripts/site/page'])
    all.push(await tool([tsc, '-p', project, '--pretty', 'false']));
  return {
    seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    messages: all.flatMap(({ messages }) => messages),
  };
}

/**
 * Who may import whom: the rules of scripts/layers.cjs.
 * @param {string} [folder] of the project
 * @returns {Promise<import('./tally.mjs').Result>}
 */
export async function imports(folder = root) {
  if (folder.includes('#'))
    return { skipped: 1, messages: ['dependency-cruiser follows no import in a folder with a # in its path'] };
  return timed(() => cruise(folder, ['lib/*/src', 'lib/*/scripts', 'scripts']));
}

/**
 * Runs dependency-cruiser. It cannot load rules that are a program from a folder whose name has a %, so it gets them as JSON.
 * @param {string} folder to check, with its package.json
 * @param {string[]} args  paths from there, and options
 */
export async function cruise(folder, args) {
  const outside = mkdtempSync(join(tmpdir(), 'imports-'));
  try {
    const print = 'process.stdout.write(JSON.stringify(require(process.argv[1])))';
    const rules = await run(process.execPath, ['-e', print, join(scripts, 'lib', 'imports.cjs')], { cwd: folder });
    if (rules.code !== 0) return rules;
    writeFileSync(join(outside, 'rules.json'), rules.stdout);
    return await run(process.execPath, [cruiser, '--config', join(outside, 'rules.json'), ...args], { cwd: folder });
  } finally {
    rmSync(outside, { recursive: true, force: true });
  }
}
