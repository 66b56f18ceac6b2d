// Sets up JupyterLab inside the project: the tslab kernel, our extensions and settings.
// Nothing is written to the user's home, and nothing there is read.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './files.mjs';
import { cache, jupyterShare, root, venv } from './paths.mjs';

const ours = join(root, 'lib', 'notebook', 'dist', 'jupyter');
/** Where Jupyter keeps what is the project's own: signatures, settings of the reader, files of running servers. */
export const own = join(cache, 'jupyter');

/**
 * The environment in which every Jupyter program of the project runs.
 * @param {NodeJS.ProcessEnv} [extra]
 */
export function jupyterEnv(extra = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    PATH: `${join(venv, 'bin')}:${process.env.PATH}`,
    JUPYTER_DATA_DIR: join(own, 'data'),
    JUPYTER_CONFIG_DIR: join(own, 'config'),
    JUPYTER_RUNTIME_DIR: join(own, 'runtime'),
    JUPYTER_PREFER_ENV_PATH: '1',
    IPYTHONDIR: join(own, 'ipython'),
    ...extra,
  };
  const fromOutside = [
    'JUPYTER_PATH',
    'JUPYTER_CONFIG_PATH',
    'JUPYTER_TOKEN',
    'JUPYTER_TOKEN_FILE',
    'PYTHONHOME',
    'PYTHONPATH',
    'JUPYTERLAB_SETTINGS_DIR',
    'JUPYTERLAB_WORKSPACES_DIR',
  ];
  for (const name of fromOutside) if (!(name in extra)) delete env[name];
  return env;
}

/** The kernel `tslab`, our renderer and export template, and JupyterLab's settings, all in .venv. */
export async function registerInVenv() {
  registerKernel(join(jupyterShare, 'kernels', 'tslab'));
  rmSync(join(jupyterShare, 'kernels', 'python3'), { recursive: true, force: true });
  for (const kind of ['labextensions', 'nbconvert/templates']) linkEach(join(ours, kind), join(jupyterShare, kind));
  writeJson(join(jupyterShare, 'lab', 'settings', 'overrides.json'), {
    '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
    '@jupyterlab/notebook-extension:tracker': { codeCellConfig: { lineWrap: true } },
  });
  writeJson(join(venv, 'etc', 'jupyter', 'jupyter_server_config.json'), {
    ServerApp: { ip: '127.0.0.1' },
    IdentityProvider: { cookie_options: { samesite: 'Lax' } },
    KernelSpecManager: { ensure_native_kernel: false, allowed_kernelspecs: ['tslab'] },
    MappingKernelManager: { default_kernel_name: 'tslab' },
    LabApp: { extension_manager: 'readonly' },
  });
}

/**
 * Writes the spec of the project's kernel, started by the Node that runs now, or by `node`.
 * @param {string} folder
 * @param {string} [node]
 */
export function registerKernel(folder, node = process.execPath) {
  const source = join(root, 'lib', 'kernel', 'kernels', 'tslab');
  const spec = JSON.parse(readFileSync(join(source, 'kernel.json'), 'utf8'));
  const argv = spec.argv.map((/** @type {string} */ part) => part.replaceAll('{resource_dir}', () => source));
  writeJson(join(folder, 'kernel.json'), { ...spec, argv: [node, ...argv.slice(1)] });
}

/**
 * Writes the spec of tslab as it comes from npm, for the tests that the lessons run there too.
 * @param {string} folder
 * @param {string} [node]
 */
export function registerStockKernel(folder, node = process.execPath) {
  const tslab = join(root, 'node_modules', 'tslab', 'bin', 'tslab');
  const argv = [node, tslab, 'kernel', '--config-path', '{connection_file}'];
  writeJson(join(folder, 'kernel.json'), { argv, display_name: 'TypeScript (stock tslab)', language: 'typescript' });
}

/**
 * @param {string} path
 * @param {unknown} value
 */
function writeJson(path, value) {
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkEach(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of existsSync(from) ? readdirSync(from) : []) {
    rmSync(join(to, name), { recursive: true, force: true });
    symlinkSync(join(from, name), join(to, name));
  }
}
