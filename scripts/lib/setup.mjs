// From a fresh clone to a project that runs. Every step looks first whether its work is done already.
import { buildWorkspaces } from './workspaces.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { ensureTfjsNode } from './tfjs-node.mjs';
import { ensureVenv } from './python.mjs';
import { locked } from './lock.mjs';
import { registerInVenv, trustNotebooks } from './jupyter.mjs';
import { Problem } from './problems.mjs';
import { step } from './steps.mjs';

/**
 * @param {{ retryNative?: boolean }} [options]
 * @returns {Promise<{ backend: 'tensorflow' | 'wasm', reason: string }>} the backend that the lessons will get
 */
export async function setUp({ retryNative = false } = {}) {
  if (process.platform === 'win32') {
    throw new Problem(
      'On Windows these lessons run inside WSL: install it (wsl --install), and run the same command there.',
    );
  }
  console.log('Setting up');
  return locked(async () => {
    /** @type {Awaited<ReturnType<typeof ensureTfjsNode>>} */
    let native = { backend: 'wasm', reason: '', way: '' };
    await step('npm packages', ensureNpmPackages);
    await step('Python environment with JupyterLab', ensureVenv);
    await step('native TensorFlow', async () => {
      native = await ensureTfjsNode({ retry: retryNative });
      return native.way || 'not available';
    });
    if (native.backend === 'wasm') {
      console.log(
        `  Notice: the lessons run on the slower WebAssembly backend, because ${native.reason}. To try again: npm start -- --retry-native`,
      );
    }
    await step('building the packages', () => buildWorkspaces());
    await step('Jupyter kernel and extensions', registerInVenv);
    await step('signing the notebooks', trustNotebooks);
    return native;
  });
}
