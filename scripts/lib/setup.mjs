// From a fresh clone to a project that runs. Every step looks first whether its work is done already.
import { buildWorkspaces } from './workspaces.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { ensureTfjsNode } from './tfjs-node.mjs';
import { ensureVenv } from './python.mjs';
import { removeOldScratch } from './leftovers.mjs';
import { locked } from './lock.mjs';
import { registerInVenv } from './jupyter.mjs';
import { Problem } from './problems.mjs';
import { step } from './steps.mjs';
import { trustLessons, trustNotice } from './trust.mjs';

/**
 * @param {{ retryNative?: boolean, uncheckedDownload?: boolean }} [options] as of ensureTfjsNode
 * @returns {Promise<{ backend: 'tensorflow' | 'wasm', reason: string }>} the backend that the lessons will get
 */
export async function setUp({ retryNative = false, uncheckedDownload = false } = {}) {
  if (process.platform === 'win32') {
    throw new Problem(
      'On Windows these lessons run inside WSL: install it (wsl --install), and run the same command there.',
    );
  }
  console.log('Setting up');
  return locked(async () => {
    removeOldScratch();
    /** @type {Awaited<ReturnType<typeof ensureTfjsNode>>} */
    let native = { backend: 'wasm', reason: '', way: '' };
    await step('npm packages', ensureNpmPackages);
    await step('Python environment with JupyterLab', ensureVenv);
    await step('native TensorFlow', async () => {
      native = await ensureTfjsNode({ retry: retryNative, unchecked: uncheckedDownload });
      return native.way || 'not available';
    });
    if (native.backend === 'wasm') {
      console.log(
        `  Notice: the lessons run on the slower WebAssembly backend, because ${native.reason}. To try again: npm start -- --retry-native`,
      );
    }
    await step('building the packages', () => buildWorkspaces());
    await step('Jupyter kernel and extensions', registerInVenv);
    /** @type {string[]} */
    let notice = [];
    await step('signing the lessons', async () => {
      const { signed, untrusted } = await trustLessons();
      notice = trustNotice(untrusted);
      return signed > 0 ? `${signed} notebooks` : 'up to date';
    });
    for (const line of notice) console.log(`  ${line}`);
    return native;
  });
}
