// The buttons of lesson 13b, as it is committed: its saved page trains in workers that are killed, with the network off and no kernel.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import ppoLib from 'ppo-lib';
import { jupyterEnv } from './lib/jupyter.mjs';
import { cache, notebooks, venvPython } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { findBrowser } from './lib/test/browser.mjs';

const { compiledLearner, fingerprint, threadWorkers, train } = ppoLib;
/** Milliseconds after which something hangs, also where twenty other programs load the machine. */
const patience = 1_800_000;
const browserPath = await findBrowser();
const skip = !existsSync(venvPython)
  ? 'no .venv: run npm start once'
  : browserPath === null && !process.env.BROWSER_REQUIRED && 'no Chromium: set CHROME_PATH or install one';

/** @param {string} folder @returns {Promise<string>} the path of the lesson, exported as a page into the folder */
async function savedPage(folder) {
  const args = ['nbconvert', '--to', 'html', '--template', 'lesson', '--output-dir', folder, '--output', 'lesson-13b'];
  const { code, output } = await run(venvPython, ['-m', ...args, join(notebooks, '13b-nothing-lost.ipynb')], {
    env: jupyterEnv(),
  });
  assert.equal(code, 0, output);
  return join(folder, 'lesson-13b.html');
}

/** A headless browser that asks nothing of the network by itself. */
async function launch() {
  assert.ok(browserPath !== null, 'no Chromium was found, and here this test must run');
  const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map((name) => `--disable-${name}`);
  const args = ['--no-sandbox', '--no-first-run', ...quiet];
  return chromium.launch({ executablePath: browserPath, args, timeout: patience });
}

/** The same run on threads of Node, which nobody disturbs. */
async function inNode() {
  const options = { learner: compiledLearner, workers: threadWorkers(2), stopAt: { iterations: 60 } };
  const { result } = await train({ config: 'fast', seed: 1, ...options }).whole();
  return fingerprint(result.checkpoint.parameters);
}

/** @param {import('playwright-core').Page} page */
const groupOf = (page) => page.getByRole('group', { name: /^Buttons kill/ });
/** @param {import('playwright-core').Page} page */
const statusOf = (page) => groupOf(page).locator('[role=status]');

/**
 * Waits until the page has come so far in its run.
 * @param {import('playwright-core').Page} page
 * @param {RegExp} text
 */
async function says(page, text) {
  await statusOf(page).filter({ hasText: text }).waitFor();
  return statusOf(page).innerText();
}

test(
  'lesson 13b, saved as a page: whoever is killed, the curve goes on to the parameters of Node',
  { skip, timeout: patience },
  async (t) => {
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, 'lesson-13b-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const file = await savedPage(folder);
    const browser = await launch();
    t.after(() => browser.close());
    const page = await (await browser.newContext({ offline: true, viewport: { width: 1100, height: 1000 } })).newPage();
    page.setDefaultTimeout(patience);
    /** @type {string[]} */
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(pathToFileURL(file).href);
    await groupOf(page).scrollIntoViewIfNeeded();

    await says(page, /^Iteration [1-9]/);
    assert.equal(page.workers().length, 5, 'a learner and four workers');
    for (const worker of [1, 2, 3, 4])
      await groupOf(page)
        .getByRole('button', { name: `Kill worker ${worker}` })
        .click();
    await says(page, /: 4 workers killed/);
    await groupOf(page).getByRole('button', { name: 'Kill all four' }).click();
    await says(page, /^Iteration [23]\d: 8 workers killed, [1-8] of them at work$/);
    assert.equal(page.workers().length, 5, 'others have taken their seats');
    if (process.env.KIT_SCREENSHOTS)
      await groupOf(page).screenshot({ path: join(process.env.KIT_SCREENSHOTS, 'lesson13b.png') });
    const end = await says(page, /^Done/);
    assert.match(end, new RegExp(`^Done: 8 workers killed, [1-8] of them at work. The same .*: ${await inNode()}$`));
    const points = (await groupOf(page).locator('polyline').last().getAttribute('points')) ?? '';
    assert.equal(points.split(' ').length, 60);

    await groupOf(page).getByRole('button', { name: 'Train again' }).click();
    await says(page, /^Iteration \d+: 0 workers killed, 0 of them at work$/);
    assert.deepEqual(errors, []);
  },
);
