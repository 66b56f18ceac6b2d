// npm run site -- pdf: the whole book as one PDF, printed by a Chromium without a window.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape } from '../../course/html.mjs';
import { Problem } from '../../lib/problems.mjs';
import { findBrowser, launchBrowser } from '../../lib/test/browser.mjs';
import { sealEdition } from '../edition.mjs';
import { serve } from '../server.mjs';
import { patience } from '../visit.mjs';
import { readLessons } from './book.mjs';
import { contentsPage } from './contents.mjs';
import { parts } from './pages.mjs';

const name = 'ppo-cell-by-cell.pdf';
const style = 'font: 11px sans-serif; width: 100%; padding: 0 15mm; color: #444; text-align: right;';

/** @param {string} site  a folder that npm run site has made */
export async function printBook(site) {
  const folder = join(site, 'book');
  if (!existsSync(join(folder, 'index.html'))) throw new Problem('There is no site/book/ yet: run npm run site first.');
  const browserPath = await findBrowser();
  if (browserPath === null) throw new Problem('There is no Chromium: install one, or name it in CHROME_PATH.');
  const lessons = readLessons();
  const whole = join(folder, 'whole.html');
  writeFileSync(
    whole,
    wholeBook(lessons, (lesson) => readFileSync(join(folder, `${lesson}.html`), 'utf8')),
  );
  const server = await serve(site, '/');
  const browser = await launchBrowser(browserPath);
  try {
    const page = await browser.newPage({ colorScheme: 'light' });
    page.setDefaultTimeout(patience);
    await page.goto(`${server.address}book/whole.html`);
    await page.evaluate(() => /** @type {any} */ (globalThis).MathJax.startup.promise);
    await page.pdf({
      path: join(folder, name),
      format: 'A4',
      margin: { top: '18mm', bottom: '18mm', left: '18mm', right: '18mm' },
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: `<div style="${style}"><span class="pageNumber"></span> / <span class="totalPages"></span></div>`,
      outline: true,
      tagged: true,
    });
  } finally {
    await browser.close();
    await server.stop();
    rmSync(whole);
  }
  writeFileSync(join(folder, 'index.html'), contentsPage(lessons, name));
  sealEdition(site);
}

/**
 * All lessons as one page. Figures are the pictures beside them, and scripts are left out but those that set formulas.
 * @param {readonly import('./pages.mjs').Lesson[]} lessons
 * @param {(name: string) => string} pageOf
 */
export function wholeBook(lessons, pageOf) {
  const pages = lessons.map(({ name }) => ({ name, page: pageOf(name) }));
  const formulas = pages.map(({ page }) => formulaScripts(page)).find((scripts) => scripts !== '') ?? '';
  const entries = lessons.map(({ name, title }) => `<li><a href="#${name}">${escape(title)}</a></li>`);
  const chapters = pages.map(
    ({ name, page }) => `<section id="${name}" class="chapter">${chapter(name, page)}</section>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>PPO, cell by cell</title>
<link rel="stylesheet" href="shared/book.css">
<style>.chapter { break-before: page; } .for-print { display: block; } .lesson-figure { display: none; }</style>
${formulas}
</head>
<body class="jp-Notebook" data-jp-theme-light="true">
<main class="jp-RenderedHTMLCommon">
<h1>PPO, cell by cell</h1>
<ul>
${entries.join('\n')}
</ul>
${chapters.join('\n')}
</main>
</body>
</html>
`;
}

/** @param {string} page */
const formulaScripts = (page) =>
  /<script>\s*window\.MathJax = [\s\S]*?<\/script>\s*<script defer src="[^"]+"><\/script>/.exec(page)?.[0] ?? '';

/**
 * Names of places are unique in the whole, and links between lessons stay inside it.
 * @param {string} name
 * @param {string} page
 */
function chapter(name, page) {
  return parts(page)
    .body.replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/ loading="lazy"/g, '')
    .replace(/ id="([^"]*)"/g, ` id="${name}/$1"`)
    .replace(/ href="#([^"]*)"/g, ` href="#${name}/$1"`)
    .replace(
      / href="([\w-]+)\.html(?:#([^"]*))?"/g,
      (_, other, place) => ` href="#${other}${place ? `/${place}` : ''}"`,
    );
}
