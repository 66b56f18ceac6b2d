// The lessons as a book, for readers who do not run anything: a page each, in the folder book/ of the site. nbconvert exports them with the
// template that "Save as HTML" has (cards, replays and explorables work in it, which tests hold up); here they become pages of one book.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { jupyterEnv } from '../../lib/jupyter.mjs';
import { findNotebooks, lessonName, readNotebook, textOf } from '../../lib/notebooks/files.mjs';
import { cache, scripts, venvPython } from '../../lib/paths.mjs';
import { Problem, explain } from '../../lib/problems.mjs';
import { run } from '../../lib/run.mjs';
import { packages } from '../install.mjs';
import { contentsPage } from './contents.mjs';
import { hash } from '../edition.mjs';
import { SharedFiles, bookPage } from './pages.mjs';
import { sectionsOf } from './search.mjs';

const own = join(scripts, 'site', 'book');
const plotly = 'extensions/notebook-kit-figures/static/plotly.min.js';

/**
 * @param {string} site  the folder of the site, which has plotly already
 */
export async function makeBook(site) {
  if (!existsSync(venvPython)) throw new Problem('There is no .venv: run npm start or npm test once.');
  const folder = join(site, 'book');
  const write = (/** @type {string} */ path, /** @type {string | Buffer} */ content) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const known = { [hash(readFileSync(join(site, plotly), 'utf8').trim())]: `../${plotly}` };
  const shared = new SharedFiles(write, known);
  const lessons = readLessons();
  const exported = await exportLessons();
  try {
    lessons.forEach((lesson, at) => {
      const page = readFileSync(join(exported, `${lesson.name}.html`), 'utf8');
      write(`${lesson.name}.html`, bookPage(page, at, lessons, shared));
    });
  } finally {
    rmSync(exported, { recursive: true, force: true });
  }
  write('index.html', contentsPage(lessons, null));
  write('shared/book.css', styles(shared));
  const sections = findNotebooks().flatMap((path, at) => sectionsOf(lessons[at], readNotebook(path)));
  write('shared/search.json', JSON.stringify(sections.map((section, id) => ({ id, ...section }))));
  await bundleScript(join(folder, 'shared', 'book.js'));
}

/** The lessons by their numbers, then what one looks things up in. */
export function readLessons() {
  return findNotebooks().map((path) => {
    const name = lessonName(path);
    const source = textOf(readNotebook(path).cells[0].source);
    const title = /^# (.*)$/m.exec(source)?.[1] ?? name;
    return { name, title, question: /\*\*The one question:\*\* \*(.*)\*/.exec(source)?.[1] ?? '' };
  });
}

/** @returns {Promise<string>} a folder with every lesson as nbconvert's page */
async function exportLessons() {
  const folder = mkdtempSync(join(cache, 'book-'));
  const args = ['nbconvert', '--to', 'html', '--template', 'lesson', '--no-prompt', '--output-dir', folder];
  const done = await run(venvPython, ['-m', ...args, ...findNotebooks()], { env: jupyterEnv() });
  if (done.code !== 0) throw explain('exporting the lessons', done.output);
  return folder;
}

/**
 * What the exported pages bring, the colours of JupyterLab's dark theme, and the book's own.
 * @param {SharedFiles} shared
 */
function styles(shared) {
  const lab = join(dirname(dirname(venvPython)), 'share', 'jupyter', 'nbconvert', 'templates', 'lab', 'static');
  const dark = readFileSync(join(lab, 'theme-dark.css'), 'utf8');
  const book = readFileSync(join(own, 'book.css'), 'utf8');
  return [...shared.styles, `@media screen and (prefers-color-scheme: dark) {\n${dark}\n}`, book].join('\n');
}

/** @param {string} outfile */
async function bundleScript(outfile) {
  await build({
    entryPoints: [join(scripts, 'site', 'page', 'book.mjs')],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    nodePaths: [join(packages, 'node_modules')],
    logLevel: 'silent',
  });
}
