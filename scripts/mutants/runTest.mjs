// One test file in a process of its own, up to its first failure.
import { spawn } from 'node:child_process';
import { cleanEnv } from '../lib/test/unit.mjs';

/**
 * @typedef {object} Outcome
 * @property {'passed' | 'failed' | 'hung'} verdict
 * @property {string} test    the first test that failed; empty if the file itself did
 * @property {number} seconds
 */

/** Processes that run now: each leads a group of its own. @type {Set<number>} */
const running = new Set();

/** Ends every test that still runs, with what it has started. */
export function stopAll() {
  for (const pid of running) endGroup(pid);
}

/**
 * @param {string} file absolute
 * @param {{ cwd: string, limitSeconds: number }} options
 * @returns {Promise<Outcome>}
 */
export function runTestFile(file, { cwd, limitSeconds }) {
  const started = performance.now();
  const args = ['--max-old-space-size=2048', '--test-reporter=tap', file];
  const child = spawn(process.execPath, args, {
    cwd,
    env: cleanEnv(),
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { pid } = child; // undefined if there was no process: the group 0 would be our own
  if (pid !== undefined) running.add(pid);
  return new Promise((resolve) => {
    let done = false;
    const finish = (/** @type {Outcome['verdict']} */ verdict, test = '') => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      if (pid !== undefined) {
        running.delete(pid);
        endGroup(pid);
      }
      resolve({ verdict, test, seconds: (performance.now() - started) / 1000 });
    };
    const timer = setTimeout(() => finish('hung'), limitSeconds * 1000);
    const failure = firstFailure();
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      const test = failure(text);
      if (test !== null) finish('failed', test);
    });
    child.on('error', () => finish('failed'));
    child.on('close', (code) => finish(code === 0 ? 'passed' : 'failed'));
    child.on('exit', (code) => setTimeout(() => finish(code === 0 ? 'passed' : 'failed'), 1000).unref());
  });
}

/** Reads TAP as it comes; the name of the first test that fails, or null until then. */
export function firstFailure() {
  let rest = '';
  return (/** @type {string} */ text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const found = /^\s*not ok \d+ - (.*)$/.exec(line);
      if (found !== null && !/ # (TODO|SKIP)\b/.test(line)) return found[1];
    }
    return null;
  };
}

/** @param {number} pid of the process that leads the group */
function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended, and so has everything that it started.
  }
}
