// Pythons of commands that few need, each in a folder of its own under .cache.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readOr, writeWhole } from './files.mjs';
import { cache } from './paths.mjs';
import { explain } from './problems.mjs';
import { pipEnv } from './python.mjs';
import { run } from './run.mjs';

/**
 * @typedef {{ name: string, requirements: string, size: string, hashes?: boolean }} OptionalPython
 *   `requirements`: a file, with hashes unless `hashes` is false; `size`: in words
 */

/** @param {string} name */
const pythonIn = (name) =>
  join(cache, name, 'venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/**
 * @param {OptionalPython} wanted
 * @returns {string | null} its interpreter, if exactly these packages are there
 */
export function installedPython({ name, requirements }) {
  const ready = readOr(join(cache, name, 'ready'), '') === readFileSync(requirements, 'utf8');
  return ready && existsSync(pythonIn(name)) ? pythonIn(name) : null;
}

/**
 * Installs it if it is not there.
 * @param {OptionalPython} wanted
 * @returns {Promise<string>} its interpreter
 */
export async function ensurePython({ name, requirements, size, hashes = true }) {
  const there = installedPython({ name, requirements, size });
  if (there) return there;
  console.log(`Installing ${name} into .cache/${name} (once, ${size})`);
  const folder = join(cache, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = await run(process.env.PYTHON ?? 'python3', ['-m', 'venv', join(folder, 'venv')]);
  if (made.code !== 0) throw explain(`making .cache/${name}/venv`, made.output);
  const args = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-input',
    ...(hashes ? ['--require-hashes'] : []),
    '-r',
    requirements,
  ];
  const installed = await run(pythonIn(name), args, { env: pipEnv });
  if (installed.code !== 0) throw explain(`installing ${name}`, installed.output);
  writeWhole(join(folder, 'ready'), readFileSync(requirements, 'utf8'));
  return pythonIn(name);
}
