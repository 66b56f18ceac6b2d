// The site as readers have it, in a Chromium without a window. Opt-in: only where npm run site has installed JupyterLite.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findBrowser, launchBrowser } from '../lib/test/browser.mjs';
import { cache, notebooks } from '../lib/paths.mjs';
import { visitLesson } from './check.mjs';
import { sealEdition, shipLessons } from './edition.mjs';
import { canBuild } from './install.mjs';
import { serve } from './server.mjs';
import { buildSite } from './site.mjs';
import {
  editionIsKept,
  errorsOf,
  kernelIsReady,
  newReader,
  openLesson,
  patience,
  ranOf,
  runLesson,
  stopLesson,
  weightOf,
  writeCells,
} from './visit.mjs';

const browserPath = await findBrowser();
const skip = !canBuild()
  ? 'JupyterLite is not installed: run npm run site once'
  : browserPath === null && 'no Chromium: set CHROME_PATH or install one';
const below = '/a/course/';

describe('the site', { skip, timeout: patience }, () => {
  /** @type {string} */
  let folder;
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    folder = join(mkdtempSync(join(cache, 'site-test-')), 'site');
    await buildSite(folder);
    browser = await launchBrowser(String(browserPath), patience);
  });
  after(async () => {
    await browser?.close();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  it('prints in a page what the committed lessons show, and asks no other host', async () => {
    const server = await serve(folder, below);
    for (const lesson of ['00-start-here', '03-advantage']) {
      const { ran, cells, errors, differences, foreign } = await visitLesson(browser, server.address, lesson);
      assert.deepEqual({ ran, errors, differences, foreign }, { ran: cells, errors: [], differences: [], foreign: [] });
      if (lesson.startsWith('00'))
        assert.ok(weightOf(server.requested) <= 6e6, `the first visit is ${weightOf(server.requested)} bytes`);
    }
    await server.stop();
  });

  it('runs a lesson when the server is gone after one visit', async () => {
    const server = await serve(folder, below);
    const { context } = await newReader(browser, server.address, { keeps: true });
    const page = await context.newPage();
    await openLesson(page, server.address, '00-start-here');
    await editionIsKept(page);
    await server.stop();
    await assert.rejects(fetch(server.address), 'the server is really gone');
    await page.reload();
    await kernelIsReady(page);
    const notebook = await runLesson(page);
    assert.deepEqual(errorsOf(notebook), []);
    assert.ok(ranOf(notebook) > 40, `${ranOf(notebook)} cells ran`);
    // A lesson that was never opened, with a file that it reads.
    await openLesson(page, server.address, '13-scaling-out');
    await context.close();
  });

  it('stops: a training with what it learned, a waiting loop with its variables, a blocked one with the names that are gone', async (t) => {
    const server = await serve(folder, below);
    const { context } = await newReader(browser, server.address);
    const page = await context.newPage();
    await openLesson(page, server.address, 'statistics');

    await writeCells(page, [
      "import { compiledLearner, ppoConfig, train } from 'ppo-lib';\nimport { run } from 'notebook-kit';",
      `const run1 = await run(train({ config: ppoConfig('fast'), learner: compiledLearner, seed: 1, stopAt: { iterations: 1e6 } }),
        { id: 'stopped', alt: 'Mean return over environment steps.', totalTimesteps: 1e9 });
      console.log(run1.interrupted, run1.records.length > 0);`,
    ]);
    const training = await stopLesson(page, 'plotly');
    t.diagnostic(`a training ended ${training.milliseconds.toFixed(0)} ms after the button`);
    assert.deepEqual(errorsOf(training.notebook), []);
    assert.match(JSON.stringify(training.notebook.cells[1].outputs), /true true/);

    const wait =
      "const kept = 42; console.log('waits'); for (;;) await new Promise((resolve) => setTimeout(resolve, 20));";
    await writeCells(page, [wait]);
    const waiting = await stopLesson(page, 'waits');
    t.diagnostic(`a waiting loop ended ${waiting.milliseconds.toFixed(0)} ms after the button`);
    assert.match(errorsOf(waiting.notebook)[0], /Interrupted/);
    await writeCells(page, ['console.log(kept)']);
    assert.match(JSON.stringify((await runLesson(page)).cells[0].outputs), /42/);

    await writeCells(page, [
      "console.log('blocks'); await 0;",
      "console.log('now'); await new Promise((r) => setTimeout(r, 300)); for (;;) {}",
    ]);
    const blocked = await stopLesson(page, 'now');
    t.diagnostic(`a blocked loop ended ${blocked.milliseconds.toFixed(0)} ms after the button`);
    assert.match(errorsOf(blocked.notebook)[0], /started anew\. What cells had made is gone: .*kept, .*run1/);
    await writeCells(page, ['console.log(6 * 7)']);
    assert.match(JSON.stringify((await runLesson(page)).cells[0].outputs), /42/);
    await context.close();
    await server.stop();
  });

  it('says in both tabs that a lesson is open in two', async () => {
    const server = await serve(folder, below);
    const { context } = await newReader(browser, server.address);
    const one = await context.newPage();
    await openLesson(one, server.address, 'statistics');
    const warning = (/** @type {import('playwright-core').Page} */ page) => page.getByText('is open in another tab');
    assert.equal(await warning(one).count(), 0);
    const other = await context.newPage();
    await openLesson(other, server.address, 'statistics');
    for (const page of [one, other]) {
      await page.bringToFront();
      await warning(page).first().waitFor();
    }
    await context.close();
    await server.stop();
  });

  it('offers a new edition and keeps what the reader wrote', async () => {
    const server = await serve(folder, below);
    const { context } = await newReader(browser, server.address, { keeps: true });
    const page = await context.newPage();
    const lesson = 'statistics';
    await openLesson(page, server.address, lesson);
    await page.getByRole('note').getByText('nothing installed').waitFor();
    await editionIsKept(page);
    await page.evaluate(writeAndSave, 'my own words');

    publish(folder, lesson, 'a new beginning');
    await openLesson(page, server.address, lesson);
    assert.match(await firstCell(page), /my own words/);
    assert.deepEqual(await offers(page), [], 'the old edition is whole until the reader takes the new one');
    await page.getByRole('button', { name: 'Load it' }).click();
    await page.waitForEvent('load');

    await kernelIsReady(page);
    assert.match(await firstCell(page), /my own words/);
    await page.getByRole('button', { name: 'Take the new edition' }).click();
    await page.getByText(`This is the new edition of ${lesson}.ipynb`).waitFor();
    await page.waitForFunction(isOpen, `${lesson}.ipynb`);
    assert.match(await firstCell(page), /a new beginning/);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download my work' }).click();
    const archive = readFileSync(await (await download).path(), 'utf8');
    assert.match(archive, /statistics\.mine-1\.ipynb/);
    assert.match(archive, /my own words/);

    await page.evaluate(writeAndSave, 'words to forget');
    await page.getByRole('button', { name: 'Start afresh' }).click();
    await page.getByRole('button', { name: `Only ${lesson}.ipynb` }).click();
    await page.getByText(`${lesson}.ipynb is as it ships`).waitFor();
    assert.match(await firstCell(page), /a new beginning/);
    const left = await page.evaluate(() =>
      /** @type {any} */ (globalThis).jupyterapp.serviceManager.contents.get('statistics.mine-1.ipynb', {
        content: true,
      }),
    );
    assert.match(JSON.stringify(left.content), /my own words/);
    await context.close();
    await server.stop();
  });
});

/**
 * The site with a lesson that begins otherwise.
 * @param {string} folder  @param {string} lesson  @param {string} beginning
 */
function publish(folder, lesson, beginning) {
  const names = readdirSync(join(folder, 'files')).filter((name) => name.endsWith('.ipynb'));
  const texts = Object.fromEntries(names.map((name) => [name, readFileSync(join(notebooks, name), 'utf8')]));
  const notebook = JSON.parse(texts[`${lesson}.ipynb`]);
  notebook.cells[0].source = beginning;
  shipLessons(folder, { ...texts, [`${lesson}.ipynb`]: JSON.stringify(notebook) });
  sealEdition(folder);
}

/** @param {import('playwright-core').Page} page */
const firstCell = (page) =>
  page.evaluate(() =>
    String(
      /** @type {any} */ (globalThis).jupyterapp.shell.currentWidget.content.model.cells.get(0).sharedModel.source,
    ),
  );

/**
 * What the page offers at the moment.
 * @param {import('playwright-core').Page} page
 */
const offers = (page) => page.getByRole('button', { name: 'Take the new edition' }).allTextContents();

// These run in the page.
async function writeAndSave(/** @type {string} */ words) {
  const { context } = /** @type {any} */ (globalThis).jupyterapp.shell.currentWidget;
  context.model.cells.get(0).sharedModel.setSource(words);
  await context.save();
}
function isOpen(/** @type {string} */ path) {
  const { context } = /** @type {any} */ (globalThis).jupyterapp.shell.currentWidget ?? {};
  return context?.path === path && context.isReady;
}
