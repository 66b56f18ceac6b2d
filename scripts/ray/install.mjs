// The Pythons of npm run ray, under .cache: Ray itself, and RLlib with PyTorch. Nothing else of the project needs them.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readOr, writeWhole } from '../lib/files.mjs';
import { cache, scripts } from '../lib/paths.mjs';
import { explain } from '../lib/problems.mjs';
import { pipEnv } from '../lib/python.mjs';
import { run } from '../lib/run.mjs';

/** @typedef {'ray' | 'rllib'} RayPython */

/** @type {Record<RayPython, { requirements: string, hashes: string[] }>} */
const kinds = {
  ray: { requirements: 'requirements.txt', hashes: ['--require-hashes'] },
  rllib: { requirements: 'requirements-rllib.txt', hashes: [] },
};

const folderOf = (/** @type {RayPython} */ kind) => join(cache, kind);
const requirementsOf = (/** @type {RayPython} */ kind) => join(scripts, 'ray', kinds[kind].requirements);

/**
 * Its interpreter if it is there with exactly these packages, else null.
 * @param {RayPython} kind
 */
export function installedPython(kind) {
  const python = join(folderOf(kind), 'venv', 'bin', 'python');
  const wanted = readFileSync(requirementsOf(kind), 'utf8');
  return readOr(join(folderOf(kind), 'ready'), '') === wanted && existsSync(python) ? python : null;
}

/**
 * Installs it if it is not there: some 300 MB for Ray, 1.7 GB for RLlib.
 * @param {RayPython} kind
 * @returns {Promise<string>} its interpreter
 */
export async function ensureRay(kind) {
  const there = installedPython(kind);
  if (there) return there;
  const folder = folderOf(kind);
  const python = join(folder, 'venv', 'bin', 'python');
  console.log(`Installing what scripts/ray/${kinds[kind].requirements} names into .cache/${kind} (once)`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = await run(process.env.PYTHON ?? 'python3', ['-m', 'venv', join(folder, 'venv')]);
  if (made.code !== 0) throw explain(`making .cache/${kind}/venv`, made.output);
  const args = ['-m', 'pip', 'install', '--quiet', '--no-input', ...kinds[kind].hashes, '-r', requirementsOf(kind)];
  const installed = await run(python, args, { env: pipEnv });
  if (installed.code !== 0) throw explain(`installing ${kind}`, installed.output);
  writeWhole(join(folder, 'ready'), readFileSync(requirementsOf(kind), 'utf8'));
  return python;
}
