// npm run site -- check: opens lessons of site/ in a headless Chromium that reaches nothing but a static server on loopback, runs each
// from top to bottom, and compares what it prints with the committed notebook.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareNotebooks } from '../lib/notebooks/compare.mjs';
import { notebooks } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { findBrowser, launchBrowser } from '../lib/test/browser.mjs';
import { serve } from './server.mjs';
import { site } from './site.mjs';
import { errorsOf, newReader, openLesson, ranOf, runLesson, weightOf } from './visit.mjs';

/** Compared as the numbers of figures are in npm test, but TensorFlow.js in a page adds in float32 in another order. */
const tolerance = 1e-4;
/** Lessons that need what no page has: at the first cell that does they stop, with this sentence. */
const needsThreads = /^Error: threadWorkers: a page has no threads of Node: open the lesson in the installed edition/;
const stopping = ['13-scaling-out', '13b-nothing-lost'];
/** Tags of cells that may print something else here: clocks, and what the place where a lesson runs decides. */
const free = ['timing', 'backend'];

/** @typedef {{ lesson: string, ran: number, cells: number, errors: string[], differences: string[], foreign: string[], seconds: number, kernelSeconds: number }} Visit */

/** @param {string[]} wanted  beginnings of names; none: all lessons */
export async function checkSite(wanted) {
  if (!existsSync(join(site, 'index.html'))) throw new Problem('There is no site/ yet: run npm run site first.');
  const names = readdirSync(join(site, 'files'))
    .filter((name) => name.endsWith('.ipynb'))
    .map((name) => name.slice(0, -6));
  const lessons = names.filter(
    (name) => wanted.length === 0 || wanted.some((one) => name.split('-')[0] === one || name === one),
  );
  if (lessons.length === 0)
    throw new Problem(`No lesson is called ${wanted.join(' or ')}. There are ${names.join(', ')}.`);
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Problem('There is no Chromium: install one, or name it in CHROME_PATH.');
  const server = await serve(site, '/a/course/');
  const browser = await launchBrowser(executablePath);
  /** @type {Visit[]} */
  const visits = [];
  try {
    for (const lesson of lessons) {
      server.requested.clear();
      const visit = await visitLesson(browser, server.address, lesson);
      visits.push(visit);
      tell(visit);
      if (visits.length === 1)
        console.log(
          `  first visit: ${server.requested.size} files, ${(weightOf(server.requested) / 1e6).toFixed(2)} MB when gzipped`,
        );
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  summary(visits);
}

/**
 * Runs one lesson as a new reader would, and compares it with the committed one.
 * @param {import('playwright-core').Browser} browser
 * @param {string} address
 * @param {string} lesson
 * @returns {Promise<Visit>}
 */
export async function visitLesson(browser, address, lesson) {
  const { context, foreign } = await newReader(browser, address);
  const page = await context.newPage();
  const began = performance.now();
  await openLesson(page, address, lesson);
  const ready = performance.now();
  const fresh = await runLesson(page);
  const ended = performance.now();
  await context.close();
  const committed = JSON.parse(readFileSync(join(notebooks, `${lesson}.ipynb`), 'utf8'));
  const length = stopping.includes(lesson) ? stopOf(fresh) : fresh.cells.length;
  const [before, after] = [committed, fresh].map((one) => forPage({ ...one, cells: one.cells.slice(0, length) }));
  return {
    lesson,
    ran: ranOf(after),
    cells: after.cells.filter((cell) => cell.cell_type === 'code').length,
    errors: errorsOf(after),
    differences: compareNotebooks(before, after, tolerance, free),
    foreign,
    kernelSeconds: (ready - began) / 1000,
    seconds: (ended - ready) / 1000,
  };
}

/**
 * How many cells run before a lesson says that it needs threads; all of them, if it says something else or nothing.
 * @param {import('../lib/notebooks/files.mjs').Notebook} fresh
 */
function stopOf(fresh) {
  const at = fresh.cells.findIndex((cell) =>
    errorsOf({ ...fresh, cells: [cell] }).some((error) => needsThreads.test(error)),
  );
  return at < 0 ? fresh.cells.length : at;
}

/**
 * Without what a page has in another form: no static picture is drawn there, the slider is alive, and code inside a page is bundled by
 * another tool.
 * @param {import('../lib/notebooks/files.mjs').Notebook} notebook
 */
function forPage(notebook) {
  const cells = notebook.cells.map((cell) => ({ ...cell, outputs: (cell.outputs ?? []).map(withoutPictures) }));
  return { ...notebook, cells };
}

/** @param {any} output */
function withoutPictures(output) {
  if (output.data === undefined) return output;
  const data = without(output.data, ['image/png', 'application/vnd.jupyter.widget-view+json']);
  const html = [data['text/html'] ?? []].flat().join('');
  const bare = html.replace(/<script(?: data-code)?>[\s\S]*?<\/script>/g, '').replace(/<img src="data:[^>]*>/g, '');
  if (html !== '') data['text/html'] = bare;
  return { ...output, data, metadata: without(output.metadata ?? {}, ['image/png']) };
}

/** @param {Record<string, any>} object @param {string[]} names */
const without = (object, names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** @param {Visit} visit */
function tell({ lesson, ran, cells, errors, differences, foreign, kernelSeconds, seconds }) {
  const counts = `${errors.length} errors, ${differences.length} cells differ, ${foreign.length} requests elsewhere`;
  console.log(
    `${lesson}: ${ran} of ${cells} cells, ${counts}; kernel ready after ${kernelSeconds.toFixed(1)} s, run in ${seconds.toFixed(1)} s`,
  );
  for (const line of [...errors, ...differences, ...foreign]) console.log(`  ${line.slice(0, 600)}`);
}

/** @param {Visit[]} visits */
function summary(visits) {
  const failed = visits.filter(
    ({ errors, foreign, differences, ran, cells }) =>
      errors.length + foreign.length + differences.length > 0 || ran < cells,
  );
  console.table(
    Object.fromEntries(
      visits.map(({ lesson, ran, cells, errors, differences, seconds }) => [
        lesson,
        { cells, ran, errors: errors.length, differ: differences.length, seconds: Number(seconds.toFixed(1)) },
      ]),
    ),
  );
  if (failed.length > 0)
    throw new Problem(
      `${failed.length} of ${visits.length} lessons did not run as they should: ${failed.map(({ lesson }) => lesson).join(', ')}.`,
    );
}
