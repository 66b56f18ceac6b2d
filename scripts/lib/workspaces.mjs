// Builds the packages under lib/: TypeScript first, then whatever a package makes besides (its script `build:assets`).
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { hashOf, readOr, writeWhole } from './files.mjs';
import { cache, root } from './paths.mjs';
import { Problem, explain, kindOfFailure } from './problems.mjs';
import { runNpm } from './npm-packages.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} Workspace
 * @property {string} name
 * @property {string} path    from the root, such as lib/ppo
 * @property {string} folder  absolute
 * @property {string} main    the file that it exports, absolute
 * @property {Record<string, string>} scripts
 * @property {string[]} needs names of the workspaces that it depends on
 */

// node_modules/.bin/tsc belongs to tslab's own fork of TypeScript, so the compiler is named by its path.
export const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/**
 * The workspaces, in the order in which they build on each other.
 * @param {string} [base] the project's folder, if it is not this one
 * @returns {Workspace[]}
 */
export function workspaces(base = root) {
  const read = (/** @type {string} */ folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  /** @type {{ path: string, manifest: any }[]} */
  const found = read(base).workspaces.map((/** @type {string} */ path) => ({ path, manifest: read(join(base, path)) }));
  const names = found.map(({ manifest }) => manifest.name);
  return found.map(({ path, manifest: { name, main, scripts = {}, dependencies = {} } }) => {
    const folder = join(base, path);
    const needs = names.filter((other) => other in dependencies);
    return { name, path, folder, scripts, needs, main: join(folder, main) };
  });
}

/**
 * Builds these workspaces and those that they need; what has not changed since its last build is left alone.
 * @param {string[]} [names] default: all of them
 */
export async function buildWorkspaces(names) {
  const wanted = withNeeds(names);
  const hashes = sourceHashes(wanted);
  const stamp = (/** @type {Workspace} */ { name }) => join(cache, 'builds', name);
  const stale = wanted.filter((one) => readOr(stamp(one), '') !== hashes.get(one.name) || !existsSync(one.main));
  if (stale.length === 0) return 'up to date';
  for (const one of stale) rmSync(stamp(one), { force: true });
  const pretty = process.stdout.isTTY ? ['--pretty'] : [];
  const done = await run(process.execPath, [tsc, '-b', ...pretty, ...stale.map(({ path }) => path)], { cwd: root });
  if (done.code !== 0) throw buildProblem('TypeScript', done.output);
  for (const one of stale) {
    if (one.scripts['build:assets']) await buildAssets(one.name);
    writeWhole(stamp(one), /** @type {string} */ (hashes.get(one.name)));
  }
}

/** @param {string} name */
async function buildAssets(name) {
  const made = await runNpm(['run', '--silent', 'build:assets', '--workspace', name], { cwd: root });
  if (made.code !== 0) throw buildProblem(`${name} (build:assets)`, made.output);
}

/** @param {string[]} [names] */
function withNeeds(names) {
  const all = workspaces();
  const wanted = new Set(names ?? all.map(({ name }) => name));
  for (const name of wanted) for (const needed of all.find((one) => one.name === name)?.needs ?? []) wanted.add(needed);
  return all.filter(({ name }) => wanted.has(name));
}

/**
 * By name: a hash of a workspace's sources, of those of the workspaces that it needs, and of the settings that all share.
 * @param {Workspace[]} list
 */
function sourceHashes(list) {
  const shared = readOr(join(root, 'tsconfig.json'), '');
  /** @type {Map<string, string>} */
  const hashes = new Map();
  /** @type {(name: string) => string} */
  const hashFor = (name) => {
    const { folder, needs } = /** @type {Workspace} */ (list.find((one) => one.name === name));
    if (!hashes.has(name)) hashes.set(name, hashOf(shared, ...needs.map(hashFor), ...sourceTexts(folder)));
    return /** @type {string} */ (hashes.get(name));
  };
  for (const { name } of list) hashFor(name);
  return hashes;
}

/**
 * @param {string} what
 * @param {string} output
 */
function buildProblem(what, output) {
  if (kindOfFailure(output) !== null) return explain('building the packages', output);
  return new Problem(`${what} does not build: mend the errors above, then run the same command again.`, output);
}

/**
 * Name and content of every source file of a package, whatever its kind.
 * @param {string} folder
 * @returns {string[]}
 */
function sourceTexts(folder) {
  const texts = [];
  for (const entry of readdirSync(folder).sort()) {
    if (entry === 'dist' || entry === 'node_modules') continue;
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) texts.push(...sourceTexts(path));
    else texts.push(relative(root, path), readFileSync(path, 'latin1'));
  }
  return texts;
}
