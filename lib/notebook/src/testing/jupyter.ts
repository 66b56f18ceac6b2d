import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const own = join(__dirname, '..', '..');
const root = join(own, '..', '..');
const jupyter = join(root, '.venv', 'bin', 'jupyter');
const assets = join(own, 'dist', 'jupyter');

/** Why a test with Jupyter is skipped; false where the set-up has been done. `npm test` does it before the tests. */
export function skipWithoutJupyter(): string | false {
  if (!existsSync(jupyter)) return 'no .venv: run npm start once';
  return existsSync(join(assets, 'nbconvert'))
    ? false
    : 'no built assets: run npm run build:assets --workspace notebook-kit';
}

/** A folder inside the project, so that notebooks in it find the packages; removed by `remove`. */
export function workFolder(): { path: string; remove(): void } {
  mkdirSync(join(own, 'dist', 'work'), { recursive: true });
  const path = mkdtempSync(join(own, 'dist', 'work', 'test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Jupyter sees the project's own renderer and template, and keeps everything it writes inside `folder`. */
function jupyterEnv(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    JUPYTER_PATH: assets,
    JUPYTER_DATA_DIR: join(folder, 'data'),
    JUPYTER_CONFIG_DIR: join(folder, 'config'),
    JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
    JUPYTERLAB_SETTINGS_DIR: join(folder, 'settings'),
    JUPYTERLAB_WORKSPACES_DIR: join(folder, 'workspaces'),
    JUPYTER_PREFER_ENV_PATH: '1',
    NOTEBOOK_FIGURES_DIR: '',
    NOTEBOOK_PROGRESS_DIR: '',
  };
}

/** A cell of a notebook file; a code cell may carry its outputs. */
export interface Cell {
  readonly cell_type: 'markdown' | 'code';
  readonly source: string;
  readonly outputs?: readonly object[];
  readonly metadata?: object;
}

export function writeNotebook(path: string, cells: readonly Cell[]): void {
  const full = cells.map((cell, index) => {
    const common = { id: `cell-${index}`, metadata: {}, ...cell };
    return cell.cell_type === 'code' ? { execution_count: null, outputs: [], ...common } : common;
  });
  const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
  const metadata = {
    kernelspec,
    language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript' },
  };
  writeFileSync(path, JSON.stringify({ cells: full, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1));
}

/** Exports a notebook of `folder` with the template `lesson`; returns the path of the page. */
export async function exportHtml(folder: string, name: string): Promise<string> {
  const args = ['nbconvert', '--to', 'html', '--template', 'lesson', `${name}.ipynb`];
  await promisify(execFile)(jupyter, args, { cwd: folder, env: jupyterEnv(folder) });
  return join(folder, `${name}.html`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A JupyterLab on loopback with its own token, serving `folder`. */
export interface Lab {
  address(notebook: string): string;
  stop(): Promise<void>;
}

export async function startLab(folder: string): Promise<Lab> {
  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  const flags = [
    '--no-browser',
    '--allow-root',
    '--expose-app-in-browser',
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
  ];
  const news = join(folder, 'settings', '@jupyterlab', 'apputils-extension');
  mkdirSync(news, { recursive: true });
  writeFileSync(join(news, 'notification.jupyterlab-settings'), '{ "fetchNews": "false" }');
  const args = ['lab', ...flags, `--IdentityProvider.token=${token}`, `--ServerApp.root_dir=${folder}`];
  const child = spawn(jupyter, args, { cwd: folder, env: jupyterEnv(folder), stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (text: Buffer) => (log += text.toString()));
  const base = `http://127.0.0.1:${port}`;
  await untilUp(`${base}/api/status?token=${token}`, child, () => log);
  return {
    address: (notebook) => `${base}/lab/tree/${notebook}?token=${token}`,
    stop: async () => {
      await shutKernels(base, token);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilUp(address: string, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`JupyterLab ended with ${child.exitCode}:\n${log()}`);
    const up = await fetch(address).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function shutKernels(base: string, token: string): Promise<void> {
  const headers = { Authorization: `token ${token}` };
  const kernels = (await (await fetch(`${base}/api/kernels`, { headers })).json()) as { id: string }[];
  for (const { id } of kernels) await fetch(`${base}/api/kernels/${id}`, { method: 'DELETE', headers });
}
