// Runs notebooks on a clean kernel, through scripts/execute_notebook.py.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '../files.mjs';
import { jupyterEnv, registerKernel, registerStockKernel } from '../jupyter.mjs';
import { cache, notebooks, root, scripts, venvPython } from '../paths.mjs';
import { lastLines } from '../problems.mjs';
import { run } from '../run.mjs';
import { lessonName, readNotebook } from './files.mjs';

const atOnce = 2;
/** Seconds that one cell may take: enough for a long one on a machine that has much else to do. */
export const cellLimit = 1200;
let runs = 0;

/**
 * The environment for a kernel other than the one in .venv.
 * @param {{ stock?: boolean, node?: string, figures?: string }} choice `stock`: tslab as npm has it;
 *   `node`: another Node binary; `figures`: where figures leave their numbers (default: data/figures)
 */
export function kernelEnv({ stock = false, node, figures = join(root, 'data', 'figures') } = {}) {
  const extra = { NOTEBOOK_FIGURES_DIR: figures };
  if (!stock && !node) return jupyterEnv(extra);
  const folder = join(cache, 'kernels', hashOf(stock, node ?? process.execPath));
  const register = stock ? registerStockKernel : registerKernel;
  register(join(folder, 'kernels', 'tslab'), node);
  return jupyterEnv({ ...extra, JUPYTER_PATH: folder, JUPYTER_PREFER_ENV_PATH: '0' });
}

/**
 * @param {string} path of a notebook
 * @param {{ env: NodeJS.ProcessEnv, timeout?: number }} options `timeout` in seconds for one cell
 * @returns {Promise<import('./outputs.mjs').Run>}
 */
export async function execute(path, { env, timeout = cellLimit }) {
  const folder = join(cache, 'executed');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${lessonName(path)}.${process.pid}.${runs++}.ipynb`);
  const started = performance.now();
  const program = join(scripts, 'execute_notebook.py');
  const done = await run(venvPython, ['-W', 'ignore', program, path, file, notebooks, String(timeout)], { env });
  const seconds = (performance.now() - started) / 1000;
  if (done.code !== 0) {
    const failure = { cell: -1, message: `it ended early: ${lastLines(done.output, 3)}`, thrown: false };
    return { notebook: readNotebook(path), file: '', failure, stderr: '', seconds };
  }
  const { failure } = JSON.parse(lastLines(done.stdout, 1));
  return { notebook: readNotebook(file), file, failure, stderr: done.stderr.trim(), seconds };
}

/** @param {import('./outputs.mjs').Run} result */
export function discard(result) {
  if (result.file) rmSync(result.file, { force: true });
}

/**
 * Works on all items, at most two kernels at a time.
 * @template T, R
 * @param {T[]} items
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>} results in the order of the items
 */
export async function eachOfTwo(items, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
