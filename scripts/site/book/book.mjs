// The lessons as a book, for readers who do not run anything: a page each, in the folder book/ of the site. nbconvert exports them with the
// template that "Save as HTML" has (cards, replays and explorables work in it, which tests hold up); here they become pages of one book.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { jupyterEnv } from '../../lib/jupyter.mjs';
import { cache, notebooks, scripts, venvPython } from '../../lib/paths.mjs';
import { Problem, explain } from '../../lib/problems.mjs';
import { run } from '../../lib/run.mjs';
import { packages } from '../install.mjs';
import { contentsPage } from './contents.mjs';
import { SharedFiles, bookPage, sha256 } from './pages.mjs';
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
  const known = { [sha256(readFileSync(join(site, plotly), 'utf8').trim())]: `../${plotly}` };
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
  const sections = lessons.flatMap((lesson) => sectionsOf(lesson, notebookOf(lesson.name)));
  write('shared/search.json', JSON.stringify(sections.map((section, id) => ({ id, ...section }))));
  await bundleScript(join(folder, 'shared', 'book.js'));
}

/** @param {string} name @returns {import('../../lib/notebooks/files.mjs').Notebook} */
const notebookOf = (name) => JSON.parse(readFileSync(join(notebooks, `${name}.ipynb`), 'utf8'));

/** The lessons by their numbers, then what one looks things up in. */
export function readLessons() {
  const names = readdirSync(notebooks).filter((name) => name.endsWith('.ipynb'));
  return names.sort().map((file) => {
    const name = file.slice(0, -'.ipynb'.length);
    const source = [notebookOf(name).cells[0].source].flat().join('');
    const title = /^# (.*)$/m.exec(source)?.[1] ?? name;
    return { name, title, question: /\*\*The one question:\*\* \*(.*)\*/.exec(source)?.[1] ?? '' };
  });
}

/** @returns {Promise<string>} a folder with every lesson as nbconvert's page */
async function exportLessons() {
  const folder = mkdtempSync(join(cache, 'book-'));
  const args = ['nbconvert', '--to', 'html', '--template', 'lesson', '--no-prompt', '--output-dir', folder];
  const files = readdirSync(notebooks).filter((name) => name.endsWith('.ipynb'));
  const done = await run(venvPython, ['-m', ...args, ...files.map((name) => join(notebooks, name))], {
    env: jupyterEnv(),
  });
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
