// The book as readers have it, in a Chromium without a window. Opt-in: only where npm run site has installed what it is built with.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { cache, root, venvPython } from '../../lib/paths.mjs';
import { findBrowser, launchBrowser } from '../../lib/test/browser.mjs';
import { canBuild, packages } from '../install.mjs';
import { serve } from '../server.mjs';
import { patience } from '../visit.mjs';
import { makeBook } from './book.mjs';

const browserPath = await findBrowser();
const skip =
  !canBuild() || !existsSync(venvPython)
    ? 'JupyterLite or .venv is not installed: run npm start and npm run site once'
    : browserPath === null && 'no Chromium: set CHROME_PATH or install one';
const renderer = 'extensions/notebook-kit-figures/static';
/** Pages with figures, formulas, guesses, explorables and code, and the one that has the search. */
const looked = ['index', '01-ratio-and-clip', '14-rlhf', 'glossary'];

describe('the book', { skip, timeout: patience }, () => {
  /** @type {string} */
  let site;
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    site = mkdtempSync(join(cache, 'book-test-'));
    const from = join(root, 'lib', 'notebook', 'dist', 'jupyter', 'labextensions', 'notebook-kit-figures', 'static');
    mkdirSync(join(site, dirname(renderer)), { recursive: true });
    cpSync(from, join(site, renderer), { recursive: true });
    await makeBook(site);
    server = await serve(site, '/a/course/');
    browser = await launchBrowser(String(browserPath), patience);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(site, { recursive: true, force: true });
  });

  /** @param {string} name @param {import('playwright-core').BrowserContextOptions} [options] */
  async function open(name, options = {}) {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })).newPage();
    page.setDefaultTimeout(patience);
    /** @type {string[]} */
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(server.address) && !/^(data|blob):/.test(request.url())) faults.push(request.url());
    });
    await page.goto(`${server.address}book/${name}.html`);
    await page.evaluate(() => /** @type {any} */ (globalThis).MathJax?.startup.promise);
    if ((await page.locator('.lesson-figure').count()) > 0)
      await page.locator('.lesson-figure .main-svg').first().waitFor();
    return { page, faults };
  }

  it('has a page for every lesson, none above 500 kB, and every link and file in it leads somewhere', () => {
    const folder = join(site, 'book');
    const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
    assert.equal(
      pages.length,
      readdirSync(join(root, 'notebooks')).filter((name) => name.endsWith('.ipynb')).length + 1,
    );
    assert.deepEqual(
      pages.filter((name) => statSync(join(folder, name)).size > 500_000),
      [],
    );
    const texts = new Map(pages.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    assert.deepEqual(
      pages.flatMap((name) => brokenLinks(name, texts, folder)),
      [],
    );
  });

  it('has no serious fault for axe, nothing wider than a telephone, in light and dark', async () => {
    const axe = readFileSync(join(packages, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
    for (const colorScheme of /** @type {const} */ (['light', 'dark']))
      for (const name of looked) {
        const { page, faults } = await open(name, { colorScheme, viewport: { width: 390, height: 800 } });
        assert.equal(
          await page.evaluate(() => document.body.getAttribute('data-jp-theme-light')),
          String(colorScheme === 'light'),
        );
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, `${name} is wider`);
        await page.evaluate(axe);
        assert.deepEqual(await page.evaluate(seriousFaults), [], `${name}, ${colorScheme}`);
        assert.deepEqual(faults, []);
        await page.context().close();
      }
  });

  it('has lines of 75 to 90 characters', async () => {
    const { page } = await open('01-ratio-and-clip');
    const lengths = await page.evaluate(lineLengths);
    const typical = lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)];
    assert.ok(lengths.length > 50 && typical >= 75 && typical <= 90, `half of the lines are below ${typical}`);
    await page.context().close();
  });

  it('is alive without a kernel: a guess is kept, an explorable answers, a figure shows its numbers', async () => {
    const { page, faults } = await open('01-ratio-and-clip');
    const guess = page
      .getByRole('group', { name: /^Predict/ })
      .first()
      .getByRole('button')
      .first();
    await guess.click();
    await page.reload();
    assert.equal(await guess.getAttribute('aria-pressed'), 'true');
    const explorable = page
      .getByRole('group')
      .filter({ has: page.getByRole('slider') })
      .first();
    const before = await explorable.innerHTML();
    await explorable.getByRole('slider').first().focus();
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await explorable.innerHTML(), before);
    await page.locator('.lesson-figure .main-svg').first().waitFor();
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  it('finds a section, and leads to the place in the edition that runs', async () => {
    const { page } = await open('index');
    await page.getByRole('searchbox').fill('log space');
    await page
      .getByRole('region')
      .or(page.locator('#found'))
      .getByRole('link', { name: /Why in log space/ })
      .click();
    await page.waitForURL(/01-ratio-and-clip\.html#cell-id=/);
    const place = new URL(page.url()).hash;
    const link = page.getByRole('link', { name: 'Run this lesson' });
    await link.focus();
    await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), place.slice(1));
    await link.evaluate((node) => node.dispatchEvent(new Event('pointerdown')));
    assert.equal(
      await link.getAttribute('href'),
      `${server.address}lab/index.html?path=01-ratio-and-clip.ipynb${place}`,
    );
    await page.context().close();
  });

  it('lets the keyboard skip to the lesson first', async () => {
    const { page } = await open('glossary');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'lesson');
    await page.context().close();
  });
});

/** @param {string} name @param {Map<string, string>} texts @param {string} folder */
function brokenLinks(name, texts, folder) {
  const links = [...(texts.get(name) ?? '').matchAll(/<(?:a|link|script|img)\b[^>]*\b(?:href|src)="([^"]*)"/g)];
  return links.flatMap(([, link]) => {
    if (/^(https?|data):/.test(link) || link.startsWith('../lab/')) return [];
    const [path, place] = link.split('#');
    const target = path.replace(/\?.*$/, '') || name;
    if (!existsSync(join(folder, target))) return [`${name}: ${link}`];
    if (!place || place.startsWith('cell-id=')) return [];
    return texts.get(target)?.includes(`id="${place}"`) ? [] : [`${name}: ${link}`];
  });
}

// These run in the page.
async function seriousFaults() {
  const { violations } = await /** @type {any} */ (globalThis).axe.run();
  const serious = violations.filter((/** @type {any} */ { impact }) => impact === 'serious' || impact === 'critical');
  return serious.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}
/** Characters of every line that is followed by another, of the paragraphs. */
function lineLengths() {
  return [...document.querySelectorAll('main .jp-RenderedMarkdown > p')].flatMap((paragraph) => {
    const lines = new Map();
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    if (paragraph.querySelector('mjx-container')) return [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (let at = 0; at < (node.textContent ?? '').length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const top = Math.round(range.getBoundingClientRect().bottom / 6);
        lines.set(top, (lines.get(top) ?? 0) + 1);
      }
    return [...lines.values()].slice(0, -1);
  });
}
