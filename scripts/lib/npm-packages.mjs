// Installs exactly what package-lock.json says, and only when node_modules differs from it.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { Problem, explain, kindOfFailure } from './problems.mjs';
import { run } from './run.mjs';

// No package's own install script runs: the native binding is fetched by us, with a time limit and a fallback.
const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000'];
const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=warn', ...patience];

export async function ensureNpmPackages() {
  if (isInstalled(root)) return 'already there';
  const done = await runNpm(['ci', ...flags], { cwd: root });
  // On a full disk npm only warns of files that it could not unpack, and ends as if all were well.
  const warned = kindOfFailure(done.output) === 'disk';
  if (done.code === 0 && !warned && isInstalled(root)) return;
  rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true });
  throw explain('installing the npm packages', done.output);
}

/** For commands that set nothing up themselves. */
export function requireInstalled() {
  if (!isInstalled(root)) throw new Problem('The project is not set up yet: run npm start or npm test once.');
}

/**
 * Runs the npm that belongs to this Node (or the one on PATH).
 * @param {string[]} args
 * @param {{ cwd?: string }} [options]
 */
export async function runNpm(args, options = {}) {
  const cli = process.env.npm_execpath;
  const viaNode = cli && /npm-cli\.js$/.test(cli) && existsSync(cli);
  const done = viaNode ? await run(process.execPath, [cli, ...args], options) : await run('npm', args, options);
  if (done.missing)
    throw new Problem('npm was not found: install Node with npm (nodejs.org), then run the same command again.');
  return done;
}

/**
 * npm writes node_modules/.package-lock.json as the last thing of an install; it holds what is really there.
 * Packages for other platforms are optional, and may be missing.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const [wanted, present] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) => {
    const path = join(folder, name);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')).packages ?? {}) : null;
  });
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const there = present[path];
    if (!there) return entry.optional === true || entry.peer === true;
    return there.version === entry.version && (there.link || existsSync(join(folder, path, 'package.json')));
  });
}
