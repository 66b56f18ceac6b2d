// The Python of npm run tensorboard, under .cache.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readOr, writeWhole } from '../lib/files.mjs';
import { cache, scripts } from '../lib/paths.mjs';
import { explain } from '../lib/problems.mjs';
import { pipEnv } from '../lib/python.mjs';
import { run } from '../lib/run.mjs';

const folder = join(cache, 'tensorboard');
const requirements = join(scripts, 'tensorboard', 'requirements.txt');

/**
 * Installs TensorBoard if exactly these packages are not there: some 100 MB.
 * @returns {Promise<string>} its interpreter
 */
export async function ensureTensorboard() {
  const python = join(folder, 'venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const wanted = readFileSync(requirements, 'utf8');
  if (readOr(join(folder, 'ready'), '') === wanted && existsSync(python)) return python;
  console.log('Installing what scripts/tensorboard/requirements.txt names into .cache/tensorboard (once)');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = await run(process.env.PYTHON ?? 'python3', ['-m', 'venv', join(folder, 'venv')]);
  if (made.code !== 0) throw explain('making .cache/tensorboard/venv', made.output);
  const args = ['-m', 'pip', 'install', '--quiet', '--no-input', '--require-hashes', '-r', requirements];
  const installed = await run(python, args, { env: pipEnv });
  if (installed.code !== 0) throw explain('installing TensorBoard', installed.output);
  writeWhole(join(folder, 'ready'), wanted);
  return python;
}
