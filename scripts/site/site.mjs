// Makes the folder site/: JupyterLite with the kernel of the lessons in a worker, and every lesson.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { jupyterEnv } from '../lib/jupyter.mjs';
import { cache, notebooks, root, scripts } from '../lib/paths.mjs';
import { explain } from '../lib/problems.mjs';
import { run } from '../lib/run.mjs';
import { makeBook } from './book/book.mjs';
import { sealEdition, shipLessons } from './edition.mjs';
import { ensureTools } from './install.mjs';
import { bundlePage, bundleWorker, libraries, pageLibraries, plotlyNames } from './worker.mjs';

const require = createRequire(import.meta.url);
const own = join(scripts, 'site');
const work = join(cache, 'site-work');
/** What npm run site makes. */
export const site = join(root, 'site');
const extensions = { kernel: 'lesson-kernel-page', site: 'lesson-site' };

/**
 * Builds the site anew. The old one stays until the new one is whole.
 * @param {string} [folder]
 */
export async function buildSite(folder = site) {
  const python = await ensureTools();
  rmSync(work, { recursive: true, force: true });
  console.log('The kernel for the page');
  await makeKernel(join(work, 'labextensions', extensions.kernel));
  await makeSiteExtension(join(work, 'labextensions', extensions.site));
  console.log('JupyterLite');
  const output = join(work, 'site');
  await buildLite(python, output);
  // JupyterLite's picture in the title of a tab weighs 50 kB there, and less elsewhere.
  cpSync(join(output, 'tree', 'favicon.ico'), join(output, 'lab', 'favicon.ico'));
  addLessons(output);
  console.log('The book');
  await makeBook(output);
  sealEdition(output);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  renameSync(output, folder);
}

/**
 * The kernel as an extension of JupyterLite.
 * @param {string} folder
 */
async function makeKernel(folder) {
  const out = join(folder, 'static');
  mkdirSync(out, { recursive: true });
  await bundleWorker(join(out, 'worker.js'));
  const read = Object.entries(await declarations()).filter(([path]) => !ofOtherTools.test(path));
  const files = read.map(([path, text]) => [`/project/${path}`, brief(path, text)]);
  // The map of the course lists the lessons by their names.
  for (const name of lessonNames()) files.push([`/project/notebooks/${name}`, '']);
  const project = { files: Object.fromEntries(files), plotlyNames: plotlyNames() };
  writeFileSync(join(out, 'project.json'), JSON.stringify(project));
  for (const [name, script] of Object.entries(await pageLibraries()))
    writeText(join(out, 'libraries', `${name}.js`), script);
  cpSync(join(root, 'lib', 'kernel', 'assets', 'page.js'), join(out, 'page.js'));
  const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  // Threads need an isolated page, and would add in another order.
  for (const kind of ['', '-simd']) {
    const name = `tfjs-backend-wasm${kind}.wasm`;
    cpSync(join(wasm, 'dist', name), join(out, name));
  }
  writeManifest(folder, extensions.kernel);
}

/**
 * What the site does besides running cells, as an extension of JupyterLite.
 * @param {string} folder
 */
async function makeSiteExtension(folder) {
  await bundlePage(join(folder, 'static', 'page.js'));
  writeManifest(folder, extensions.site);
}

/** @param {string} folder @param {string} name of the extension in it */
function writeManifest(folder, name) {
  const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const jupyterlab = { extension: './extension', _build: { load: 'static/page.js', extension: './extension' } };
  writeJson(join(folder, 'package.json'), { name, version, license, jupyterlab });
}

/** What comes with packages that the project is built with, and that no library of the lessons names for readers. */
const ofOtherTools = /^node_modules\/(@types\/(estree|jsdom|json-schema|tough-cookie)|tough-cookie|parse5|entities)\//;
/** Modules of Node that no cell of a page can import; their names stay, because others refer to them. */
const ofNodeAlone = /^node_modules\/@types\/node\/(http2|inspector\.generated)\.d\.ts$/;
/** Declarations by other people, and of the document that no worker has. JavaScript's own keep what they say to readers. */
const ofOthers =
  /^node_modules\/((@types|@tensorflow|@webgpu|undici-types)\/.*|@tslab\/typescript-for-tslab\/lib\/lib\.dom.*)\.d\.ts$/;

/**
 * Declarations without comments where no reader looks for them: they are half of what the compiler's files weigh on the way.
 * @param {string} path
 * @param {string} text
 */
function brief(path, text) {
  if (ofNodeAlone.test(path)) return '';
  return ofOthers.test(path) ? text.replace(/\/\*\*[\s\S]*?\*\//g, '').replace(/\n\s*\n/g, '\n') : text;
}

/** @returns {Promise<Record<string, string>>} the files that the compiler reads, by path from the project's root */
async function declarations() {
  const modules = [...libraries, 'node:fs', 'node:path', 'node:os'];
  const args = [join(own, 'declarations.cjs'), JSON.stringify(modules)];
  const done = await run(process.execPath, args, { cwd: notebooks });
  if (done.code !== 0) throw explain('reading the declarations of the libraries', done.stderr);
  return JSON.parse(done.stdout);
}

const lessonNames = () => readdirSync(notebooks).filter((name) => name.endsWith('.ipynb'));

/** @param {string} python @param {string} output */
async function buildLite(python, output) {
  const figures = join(root, 'lib', 'notebook', 'dist', 'jupyter', 'labextensions', 'notebook-kit-figures');
  cpSync(figures, join(work, 'labextensions', 'notebook-kit-figures'), { recursive: true });
  cpSync(join(own, 'jupyter-lite.json'), join(work, 'jupyter-lite.json'));
  writeJson(join(work, 'jupyter_lite_config.json'), {
    FederatedExtensionAddon: { extra_labextensions_path: [join(work, 'labextensions')] },
  });
  writeJson(join(work, 'overrides.json'), {
    '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
    '@jupyterlab/notebook-extension:tracker': { codeCellConfig: { lineWrap: true } },
  });
  const flags = ['--lite-dir', work, '--output-dir', output, '--no-sourcemaps', '--no-unused-shared-packages'];
  const args = ['-m', 'jupyterlite_core', 'build', ...flags, '--apps', 'lab', '--apps', 'notebooks', '--apps', 'tree'];
  const done = await run(python, args, { cwd: work, env: jupyterEnv() });
  if (done.code !== 0) throw explain('jupyter lite build', done.output);
}

/**
 * The lessons and the data that they read, listed as a Jupyter server would.
 * @param {string} output
 */
function addLessons(output) {
  const files = join(output, 'files');
  const lessons = lessonNames();
  mkdirSync(files, { recursive: true });
  shipLessons(output, Object.fromEntries(lessons.map((name) => [name, readFileSync(join(notebooks, name), 'utf8')])));
  for (const path of dataOfLessons(lessons)) cpSync(join(root, path), join(files, path), { recursive: true });
  list(files, '', join(output, 'api', 'contents'));
  const config = join(output, 'jupyter-lite.json');
  const settings = JSON.parse(readFileSync(config, 'utf8'));
  settings['jupyter-config-data'].contentsAllJsonFile = 'all.json';
  writeJson(config, settings);
}

/**
 * Files of data/ that lessons name; where a lesson makes the name itself, the folder.
 * @param {string[]} lessons
 */
function dataOfLessons(lessons) {
  const texts = lessons.map((name) => readFileSync(join(notebooks, name), 'utf8'));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/projectFile\(['"`](data\/[\w./-]+)/g)].map((match) => match[1]),
  );
  return [...new Set(names)].filter((path) => existsSync(join(root, path)));
}

/** @param {string} files @param {string} path below it @param {string} api */
function list(files, path, api) {
  const entries = readdirSync(join(files, path), { withFileTypes: true });
  const content = entries.map((entry) => {
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) list(files, below, api);
    return described(files, below, entry.isDirectory());
  });
  writeJson(join(api, path, 'all.json'), { ...described(files, path, true), format: 'json', content });
}

/** @param {string} files @param {string} path @param {boolean} isFolder */
function described(files, path, isFolder) {
  const { mtime, size } = statSync(join(files, path));
  const type = isFolder ? 'directory' : path.endsWith('.ipynb') ? 'notebook' : 'file';
  const time = mtime.toISOString();
  const common = { name: path.split('/').at(-1), path, created: time, last_modified: time, writable: true, type };
  return { ...common, content: null, format: null, mimetype: null, size: isFolder ? null : size };
}

/** @param {string} path @param {string} text */
function writeText(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** @param {string} path @param {unknown} value */
const writeJson = (path, value) => writeText(path, `${JSON.stringify(value, null, 1)}\n`);
