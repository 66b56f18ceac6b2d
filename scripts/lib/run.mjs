// Starting other programs.
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and keeps what it printed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, limitSeconds?: number }} [options]
 *   `show` passes the output through as it comes.
 * @returns {Promise<{ code: number, output: string, stdout: string, stderr: string, missing: boolean, timedOut: boolean }>}
 *   never rejects; `missing` says that there is no such program.
 */
export function run(command, args, { cwd, env, show = false, limitSeconds } = {}) {
  return new Promise((resolve) => {
    const result = { code: 1, output: '', stdout: '', stderr: '', missing: false, timedOut: false };
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = limitSeconds && setTimeout(() => stop(child, result), limitSeconds * 1000);
    const keep = (/** @type {'stdout' | 'stderr'} */ name) => (/** @type {string} */ chunk) => {
      result[name] += chunk;
      result.output += chunk;
      if (show) process[name].write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', keep('stdout'));
    child.stderr.setEncoding('utf8').on('data', keep('stderr'));
    child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      result.missing = error.code === 'ENOENT';
      result.output += error.message;
      finish();
    });
    child.on('close', (code) => {
      result.code = code ?? 1;
      finish();
    });
    function finish() {
      clearTimeout(timer);
      resolve(result);
    }
  });
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {{ timedOut: boolean }} result
 */
function stop(child, result) {
  result.timedOut = true;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 2000).unref();
  // What the program started in turn may live on and hold these open; nobody waits for it.
  for (const stream of [child.stdout, child.stderr]) stream.destroy();
}
