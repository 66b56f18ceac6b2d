// Starts JupyterLab on the project, opened at the first lesson of a folder, on this machine's loopback only, with a token.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { jupyterEnv } from './jupyter.mjs';
import { removeStaleServers } from './leftovers.mjs';
import { root, venvPython } from './paths.mjs';

/**
 * @typedef {object} LabOptions
 * @property {boolean} browser
 * @property {number} [port]  used or refused, never replaced
 * @property {string} folder  that it is started in: by default the lessons that it opens, inside the project
 * @property {string} [page]  that opens, relative to the server's address; by default the folder's first lesson
 * @property {string} [python]  that JupyterLab is installed for; by default the project's
 * @property {NodeJS.ProcessEnv} [env]  besides the usual one
 */

/**
 * Runs JupyterLab until it is stopped (Ctrl-C).
 * @param {LabOptions} options
 * @returns {Promise<number>} its exit code
 */
export async function runLab({ browser, port, folder, page = firstPage(folder), python = venvPython, env: more }) {
  const env = jupyterEnv({ ...more, JUPYTER_TOKEN_FILE: '/dev/fd/3' });
  const runtime = String(env.JUPYTER_RUNTIME_DIR);
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  await removeStaleServers(runtime);
  const secret = openSecret(runtime, randomBytes(24).toString('hex'));
  const child = spawn(python, labArguments({ browser, port, page }), {
    env,
    cwd: folder,
    stdio: ['inherit', 'inherit', 'inherit', secret],
  });
  closeSync(secret);
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ? 0 : code)));
  // Ctrl-C reaches JupyterLab by itself, which then ends the kernels; we only have to outlive it.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  const info = join(runtime, `jpserver-${child.pid}.json`);
  const address = await Promise.race([waitForAddress(info, page), ended.then(() => null)]);
  if (address) {
    console.log(
      `\nJupyterLab is running. Its address, with the token that lets you in:\n\n  ${address}\n\nStop it with Ctrl-C.`,
    );
  }
  const code = await ended;
  rmSync(info, { force: true });
  return code;
}

/**
 * A file without a name, which only those can read who get it open. In the environment, kernels and terminals would inherit the token.
 * @param {string} folder  @param {string} text
 * @returns {number} its descriptor
 */
function openSecret(folder, text) {
  const path = join(folder, `token-${process.pid}`);
  rmSync(path, { force: true });
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  const descriptor = openSync(path, 'r');
  rmSync(path);
  return descriptor;
}

/**
 * @param {string} folder
 * @returns {string} the page that opens, relative to the server's address: the folder's first lesson, or the folder if it has none
 */
export function firstPage(folder) {
  const first = readdirSync(folder)
    .filter((name) => name.endsWith('.ipynb'))
    .sort()
    .slice(0, 1);
  const parts = [...relative(root, folder).split(sep), ...first];
  return `lab/tree/${parts.map(encodeURIComponent).join('/')}`;
}

/** @param {{ browser: boolean, port?: number, page: string }} options */
function labArguments({ browser, port, page }) {
  // The root is the whole project, so that links from a lesson to the README work.
  const args = ['-m', 'jupyterlab', `--ServerApp.root_dir=${root}`, '--ServerApp.ip=127.0.0.1'];
  args.push('--ServerApp.answer_yes=True', '--Application.log_level=ERROR');
  args.push(`--LabApp.default_url=/${page}`);
  if (!browser) args.push('--no-browser');
  if (port) args.push(`--ServerApp.port=${port}`, '--ServerApp.port_retries=0');
  if (process.getuid?.() === 0) args.push('--allow-root');
  return args;
}

/**
 * JupyterLab writes its port and token into a file once it listens.
 * @param {string} file
 * @param {string} page
 */
async function waitForAddress(file, page) {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 100));
  const { url, token } = JSON.parse(readFileSync(file, 'utf8'));
  return `${url}${page}?token=${token}`;
}
