// What npm run release -- check needs besides the project, under .cache: scripts/release/tools pins it.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readOr } from '../lib/files.mjs';
import { isInstalled, runNpm } from '../lib/npm-packages.mjs';
import { cache, scripts } from '../lib/paths.mjs';
import { explain } from '../lib/problems.mjs';

const pinned = join(scripts, 'release', 'tools');
const folder = join(cache, 'release', 'tools');
const packages = join(folder, 'node_modules');

/**
 * @typedef {object} Tools
 * @property {string} publint  programs for Node
 * @property {string} attw
 * @property {string} vite
 * @property {{ version: string, tsc: string }[]} typescripts  from the oldest to the newest
 * @property {string | null} deno  binaries, null where there is none for this computer
 * @property {string | null} bun
 */

/** @returns {Promise<Tools>} */
export async function ensureTools() {
  const names = ['package.json', 'package-lock.json'];
  const same = names.every((name) => readOr(join(folder, name), null) === readOr(join(pinned, name), null));
  if (!same || !isInstalled(folder)) {
    console.log('Installing what scripts/release/tools names into .cache/release (once, 650 MB)');
    mkdirSync(folder, { recursive: true });
    for (const name of names) cpSync(join(pinned, name), join(folder, name));
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn'];
    const done = await runNpm(args, { cwd: folder });
    if (done.code !== 0) throw explain('installing the tools of npm run release', done.output);
  }
  return {
    publint: join(packages, 'publint', 'src', 'cli.js'),
    attw: join(packages, '@arethetypeswrong', 'cli', 'dist', 'index.js'),
    vite: join(packages, 'vite', 'bin', 'vite.js'),
    typescripts: typescripts(),
    deno: binary('@deno', ['deno', 'deno.exe']),
    bun: binary('@oven', ['bin/bun', 'bin/bun.exe']),
  };
}

function typescripts() {
  const folders = readdirSync(packages).filter((name) => name.startsWith('typescript-'));
  const versionOf = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')).version;
  return folders.sort().map((name) => ({ version: versionOf(name), tsc: join(packages, name, 'bin', 'tsc') }));
}

/**
 * npm installs of a scope only the packages that fit this computer.
 * @param {string} scope
 * @param {string[]} names
 */
function binary(scope, names) {
  const scoped = join(packages, scope);
  const fitting = existsSync(scoped) ? readdirSync(scoped) : [];
  const paths = fitting.flatMap((one) => names.map((name) => join(scoped, one, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}
