// Opens and runs lessons of a site in a Chromium, as a reader would.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Milliseconds after which a page hangs. */
export const patience = 1_800_000;

/**
 * A reader with an empty browser, which has the site and nothing else of the world.
 * @param {import('playwright-core').Browser} browser
 * @param {string} address  of the site
 * @param {{ keeps?: boolean }} [options]  `keeps`: the browser may keep the site for visits without a network (requests of that are not seen)
 */
export async function newReader(browser, address, { keeps = false } = {}) {
  const serviceWorkers = keeps ? 'allow' : 'block';
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, serviceWorkers });
  context.setDefaultTimeout(patience);
  /** @type {string[]} */
  const foreign = [];
  if (!keeps)
    await context.route('**/*', (route) => {
      const url = route.request().url();
      if (url.startsWith(address) || /^(blob|data):/.test(url)) return route.continue();
      foreign.push(url);
      return route.abort();
    });
  return { context, foreign };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} address  of the site
 * @param {string} lesson
 */
export async function openLesson(page, address, lesson) {
  await page.goto(`${address}lab/index.html?path=${lesson}.ipynb`);
  await kernelIsReady(page);
}

/** @param {import('playwright-core').Page} page */
export async function kernelIsReady(page) {
  await page.waitForFunction(() => {
    const shown = /** @type {any} */ (globalThis).jupyterapp?.shell?.currentWidget;
    return shown?.content?.model?.cells?.length > 1 && shown.sessionContext?.session?.kernel?.status === 'idle';
  });
  await page.evaluate(async () => {
    const { kernel } = /** @type {any} */ (globalThis).jupyterapp.shell.currentWidget.sessionContext.session;
    await kernel.info;
  });
}

/**
 * Puts cells into the open lesson, in place of its own.
 * @param {import('playwright-core').Page} page
 * @param {string[]} sources
 */
export function writeCells(page, sources) {
  return page.evaluate((all) => {
    const { sharedModel } = /** @type {any} */ (globalThis).jupyterapp.shell.currentWidget.content.model;
    sharedModel.deleteCellRange(0, sharedModel.cells.length);
    const cells = all.map((source) => ({ cell_type: 'code', source, metadata: {}, outputs: [] }));
    sharedModel.insertCells(0, cells);
  }, sources);
}

/**
 * Runs the open lesson and presses the stop button when its page shows a text.
 * @param {import('playwright-core').Page} page
 * @param {string} text
 * @returns {Promise<{ notebook: import('../lib/notebooks/files.mjs').Notebook, milliseconds: number }>} from the button to the end of all cells
 */
export async function stopLesson(page, text) {
  await page.evaluate(runAll);
  await page.waitForFunction(shows, text);
  const milliseconds = await page.evaluate(async () => {
    const world = /** @type {any} */ (globalThis);
    const began = performance.now();
    await world.jupyterapp.commands.execute('notebook:interrupt-kernel');
    while (world.lessonRan !== true) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - began;
  });
  const notebook = await page.evaluate(() =>
    /** @type {any} */ (globalThis).jupyterapp.shell.currentWidget.content.model.toJSON(),
  );
  return { notebook, milliseconds };
}

/**
 * Runs the open lesson from top to bottom.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<import('../lib/notebooks/files.mjs').Notebook>}
 */
export async function runLesson(page) {
  await page.evaluate(runAll);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).lessonRan === true, null, { polling: 500 });
  return page.evaluate(() => /** @type {any} */ (globalThis).jupyterapp.shell.currentWidget.content.model.toJSON());
}

/** In the page: whether an output of the open lesson has the text. */
function shows(/** @type {string} */ text) {
  const { model } = /** @type {any} */ (globalThis).jupyterapp.shell.currentWidget.content;
  return model.toJSON().cells.some((/** @type {any} */ { outputs }) => JSON.stringify(outputs ?? []).includes(text));
}

/** In the page. */
function runAll() {
  const world = /** @type {any} */ (globalThis);
  const { model } = world.jupyterapp.shell.currentWidget.content;
  for (const cell of model.cells) {
    if (cell.type !== 'code') continue;
    cell.outputs.clear();
    cell.executionCount = null;
  }
  world.lessonRan = false;
  world.jupyterapp.commands.execute('notebook:run-all-cells').finally(() => (world.lessonRan = true));
}

/**
 * Bytes of files as a server sends them, gzipped.
 * @param {Iterable<string>} paths
 */
export function weightOf(paths) {
  return [...paths].map((path) => gzipSync(readFileSync(path)).length).reduce((sum, size) => sum + size, 0);
}

/**
 * Waits until the browser keeps the whole edition that the page is of.
 * @param {import('playwright-core').Page} page
 */
export async function editionIsKept(page) {
  await page.evaluate(async () => {
    const { navigator } = /** @type {any} */ (globalThis);
    // The browser gives a page to the worker when it has kept everything.
    while (navigator.serviceWorker.controller === null) await new Promise((resolve) => setTimeout(resolve, 200));
  });
}

/**
 * What went wrong in a lesson's cells.
 * @param {import('../lib/notebooks/files.mjs').Notebook} notebook
 */
export function errorsOf({ cells }) {
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.filter(({ ename }) => ename).map(({ ename, evalue }) => `${ename}: ${evalue}`);
}

/**
 * How many cells were run.
 * @param {import('../lib/notebooks/files.mjs').Notebook} notebook
 */
export function ranOf({ cells }) {
  return cells.filter((cell) => cell.cell_type === 'code' && /** @type {any} */ (cell).execution_count !== null).length;
}
