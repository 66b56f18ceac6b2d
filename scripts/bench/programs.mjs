// The programs that npm run bench measures, each run in a process of its own: ours in Node, the peers in a Python of their own.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/**
 * What a Python program of scripts/bench prints last.
 * @param {string} python
 * @param {string} program
 * @param {(string | number)[]} args
 */
export function runPython(python, program, ...args) {
  const options = /** @type {const} */ ({ encoding: 'utf8', maxBuffer: 2 ** 26 });
  return lastLine(execFileSync(python, [join(bench, program), ...args.map(String)], options));
}

/**
 * One measurement of measure.cjs.
 * @param {(string | number)[]} args
 */
export function runNode(...args) {
  return lastLine(
    execFileSync(process.execPath, [join(bench, 'measure.cjs'), ...args.map(String)], { encoding: 'utf8' }),
  );
}
