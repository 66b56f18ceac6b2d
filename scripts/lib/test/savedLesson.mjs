// A committed lesson as its saved page, opened in a Chromium without a window: no kernel, and the network off.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jupyterEnv } from '../jupyter.mjs';
import { cache, notebooks, venvPython } from '../paths.mjs';
import { run } from '../run.mjs';
import { findBrowser, launchBrowser } from './browser.mjs';

/** Milliseconds after which something hangs, also where twenty other programs load the machine. */
export const patience = 1_800_000;

const browserPath = await findBrowser();

/** Why such a test cannot run here; false where it can. */
export const skip = !existsSync(venvPython)
  ? 'no .venv: run npm start once'
  : browserPath === null && !process.env.BROWSER_REQUIRED && 'no Chromium: set CHROME_PATH or install one';

/**
 * @param {import('node:test').TestContext} t  closes the browser and removes the page at its end
 * @param {string} lesson                      such as 07-full-loop
 * @returns {Promise<{ page: import('playwright-core').Page, errors: string[], asked: string[] }>} the page, the errors that it throws, and
 *   the addresses that it asks for from elsewhere than itself
 */
export async function openSavedLesson(t, lesson) {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'saved-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = await savedPage(lesson, folder);
  assert.ok(browserPath !== null, 'no Chromium was found, and here this test must run');
  const browser = await launchBrowser(browserPath, patience);
  t.after(() => browser.close());
  const page = await (await browser.newContext({ offline: true, viewport: { width: 1100, height: 1000 } })).newPage();
  page.setDefaultTimeout(patience);
  /** @type {string[]} */
  const errors = [];
  /** @type {string[]} */
  const asked = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) asked.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  return { page, errors, asked };
}

/**
 * @param {string} lesson
 * @param {string} folder
 * @returns {Promise<string>} the path of the lesson, exported as a page into the folder
 */
async function savedPage(lesson, folder) {
  const args = ['nbconvert', '--to', 'html', '--template', 'lesson', '--output-dir', folder, '--output', lesson];
  const { code, output } = await run(venvPython, ['-m', ...args, join(notebooks, `${lesson}.ipynb`)], {
    env: jupyterEnv(),
  });
  assert.equal(code, 0, output);
  return join(folder, `${lesson}.html`);
}
