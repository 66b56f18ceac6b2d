// Finds a Python and makes the project's own .venv with JupyterLab in it.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, readOr, writeWhole } from './files.mjs';
import { scripts, venv, venvPython } from './paths.mjs';
import { Problem, explain, kindOfFailure } from './problems.mjs';
import { run } from './run.mjs';

const oldest = [3, 10];
const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const requirements = join(scripts, 'requirements.txt');
const stamp = join(venv, '.complete');

/** pip's settings that a user may have and that would break an install into .venv; mirrors and proxies stay. */
export const pipEnv = {
  ...process.env,
  PIP_USER: '0',
  PIP_REQUIRE_VIRTUALENV: '0',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
};

/** Makes .venv from requirements.txt unless it is there and complete. */
export async function ensureVenv() {
  const wanted = hashOf(venv, readFileSync(requirements, 'utf8'));
  if (readOr(stamp, '') === wanted && (await run(venvPython, ['-c', 'pass'])).code === 0) {
    return 'already there';
  }
  const python = await findPython();
  rmSync(venv, { recursive: true, force: true });
  await makeVenv(python);
  await pip(['install', '--require-hashes', '--requirement', requirements], 'installing JupyterLab');
  writeWhole(join(venv, 'package.json'), '{ "type": "commonjs" }\n');
  writeWhole(stamp, wanted);
  return `Python ${python.version}`;
}

/**
 * Runs pip in .venv; a failure becomes a Problem.
 * @param {string[]} args
 * @param {string} doing what is being done, for the message
 */
export async function pip(args, doing) {
  const quiet = ['--quiet', '--no-input', '--retries', '3', '--timeout', '30'];
  const result = await run(venvPython, ['-m', 'pip', ...args, ...quiet], { env: pipEnv });
  if (result.code !== 0) throw explain(doing, result.output);
  return result.stdout;
}

/** The first Python of at least 3.10 on PATH. */
async function findPython() {
  const tooOld = [];
  for (const name of process.env.PYTHON ? [process.env.PYTHON] : names) {
    const ask = await run(name, ['-c', 'import sys; print(*sys.version_info[:3], sep=".")'], { limitSeconds: 120 });
    const version = /^(\d+)\.(\d+)\.(\d+)$/.exec(ask.stdout.trim());
    if (ask.code !== 0 || !version) continue;
    const [major, minor] = [Number(version[1]), Number(version[2])];
    if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return { name, version: version[0] };
    tooOld.push(version[0]);
  }
  const found = tooOld.length > 0 ? `only Python ${tooOld.join(', ')} was found` : 'no working Python was found';
  throw new Problem(
    `Python ${oldest.join('.')} or newer is needed, but ${found}: install it (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python), then run the same command again.`,
  );
}

/** @param {{ name: string, version: string }} python */
async function makeVenv({ name, version }) {
  const made = await run(name, ['-m', 'venv', venv]);
  if (made.code === 0) return;
  if (kindOfFailure(made.output) !== null) throw explain('making .venv', made.output);
  if (/ensurepip|No module named '?venv/i.test(made.output)) {
    throw new Problem(
      `Python ${version} has no venv module: install it (Debian, Ubuntu: sudo apt install python3-venv), then run the same command again.`,
    );
  }
  throw explain('making .venv', made.output);
}
