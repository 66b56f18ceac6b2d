// The programs that npm run bench measures, each run in a process of its own: ours in Node, the peers in a Python of their own.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { writeWhole } from '../lib/files.mjs';
import { cache, scripts } from '../lib/paths.mjs';
import { lastLine } from './numbers.mjs';

const bench = join(scripts, 'bench');

/**
 * A Python environment under .cache with exactly these packages, made when it is missing or they changed.
 * @param {string} name          folder under .cache
 * @param {string} requirements  file in scripts/bench
 * @returns {string} its interpreter
 */
export function ensurePython(name, requirements) {
  const wanted = join(bench, requirements);
  const folder = join(cache, name);
  const ready = join(folder, 'ready');
  const python = join(folder, 'venv', 'bin', 'python');
  const packages = readFileSync(wanted, 'utf8');
  if (existsSync(ready) && readFileSync(ready, 'utf8') === packages) return python;
  console.log(`Installing what ${requirements} names into .cache/${name} (once)`);
  mkdirSync(dirname(ready), { recursive: true });
  execFileSync('python3', ['-m', 'venv', join(folder, 'venv')], { stdio: 'inherit' });
  const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', wanted];
  execFileSync(python, pip, { stdio: ['ignore', 'ignore', 'inherit'] });
  writeWhole(ready, packages);
  return python;
}

/** @typedef {[command: string, ...args: string[]]} Program */

/**
 * A Python program of scripts/bench.
 * @param {string} python
 * @param {string} program
 * @param {(string | number)[]} args
 * @returns {Program}
 */
export const pythonProgram = (python, program, ...args) => [python, join(bench, program), ...args.map(String)];

/**
 * A measurement of measure.cjs.
 * @param {(string | number)[]} args
 * @returns {Program}
 */
export const nodeProgram = (...args) => [process.execPath, join(bench, 'measure.cjs'), ...args.map(String)];

const options = /** @type {const} */ ({ encoding: 'utf8', maxBuffer: 2 ** 26 });

/**
 * What a program prints last.
 * @param {Program} program
 */
export const runProgram = ([command, ...args]) => lastLine(execFileSync(command, args, options));

/**
 * The same, while others run.
 * @param {Program} program
 */
export const runBeside = async ([command, ...args]) =>
  lastLine((await promisify(execFile)(command, args, options)).stdout);

/** @param {Parameters<typeof pythonProgram>} args */
export const runPython = (...args) => runProgram(pythonProgram(...args));

/** @param {Parameters<typeof nodeProgram>} args */
export const runNode = (...args) => runProgram(nodeProgram(...args));
