// A stranger's project: an empty folder outside the repository, in which the packed package is installed.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runNpm } from '../lib/npm-packages.mjs';
import { root } from '../lib/paths.mjs';
import { explain } from '../lib/problems.mjs';
import { run } from '../lib/run.mjs';

/**
 * @typedef {object} Project
 * @property {string} folder
 * @property {string} tarball
 * @property {string} installed  the package in its node_modules
 * @property {(name: string, text: string) => string} write  gives the path
 */

/**
 * @template T
 * @param {(project: Project) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inProject(work) {
  const folder = mkdtempSync(join(tmpdir(), 'gymnasium-release-'));
  try {
    return await work(await makeProject(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder  @returns {Promise<Project>} */
async function makeProject(folder) {
  const packed = await runNpm(['pack', '--json', '--pack-destination', folder], {
    cwd: join(root, 'lib', 'gymnasium-js'),
  });
  if (packed.code !== 0) throw explain('packing gymnasium-js', packed.output);
  const [{ filename }] = JSON.parse(packed.stdout);
  const tarball = join(folder, filename);
  const write = (/** @type {string} */ name, /** @type {string} */ text) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  write('package.json', '{ "name": "stranger", "private": true, "type": "module" }');
  const args = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball];
  const done = await runNpm(args, { cwd: folder });
  const installed = join(folder, 'node_modules', 'gymnasium-js');
  if (done.code !== 0 || !existsSync(installed)) throw explain('installing the tarball', done.output);
  return { folder, tarball, installed, write };
}

/**
 * Runs a program in the project; what it prints, or an error that shows it.
 * @param {Project} project
 * @param {string} command
 * @param {string[]} args
 */
export async function printed({ folder }, command, args) {
  const env = { ...process.env, NO_COLOR: '1', CI: '1' };
  const done = await run(command, args, { cwd: folder, env, limitSeconds: 1200 });
  if (done.code !== 0) throw new Error(done.output.trim() || `${command} ended with ${done.code}`);
  return done.stdout.trim();
}
