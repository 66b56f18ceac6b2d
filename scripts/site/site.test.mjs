// The site as readers have it, in a Chromium without a window. Opt-in: only where npm run site has installed JupyterLite.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findBrowser, launchBrowser } from '../lib/test/browser.mjs';
import { cache } from '../lib/paths.mjs';
import { serve } from './server.mjs';
import { buildSite, canBuild } from './site.mjs';
import { editionIsKept, errorsOf, kernelIsReady, newReader, openLesson, patience, ranOf, runLesson } from './visit.mjs';

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
});
