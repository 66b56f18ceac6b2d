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
import { ensurePython, installedPython } from '../lib/optionalPython.mjs';
import { isInstalled, runNpm } from '../lib/npm-packages.mjs';
import { cache, notebooks, root, scripts } from '../lib/paths.mjs';
import { explain } from '../lib/problems.mjs';
import { run } from '../lib/run.mjs';
import { sealEdition, shipLessons } from './edition.mjs';
import { bundlePage, bundleWorker, libraries, packages, pageLibraries, plotlyNames } from './worker.mjs';

const require = createRequire(import.meta.url);
const own = join(scripts, 'site');
const work = join(cache, 'site-work');
/** What npm run site makes. */
export const site = join(root, 'site');
const extensions = { kernel: 'lesson-kernel-page', site: 'lesson-site' };
const jupyterLite = { name: 'site', requirements: join(own, 'requirements.txt'), size: '20 MB' };
/** Whether everything that the site is built with is installed. */
export const canBuild = () => installedPython(jupyterLite) !== null && isInstalled(packages);

/**
 * Builds the site anew. The old one stays until the new one is whole.
 * @param {string} [folder]
 */
export async function buildSite(folder = site) {
  const python = await ensurePython(jupyterLite);
  await ensurePackages();
  rmSync(work, { recursive: true, force: true });
  console.log('The kernel for the page');
  await makeKernel(join(work, 'labextensions', extensions.kernel));
  await makeSiteExtension(join(work, 'labextensions', extensions.site));
  console.log('JupyterLite');
  const output = join(work, 'site');
  await buildLite(python, output);
  addLessons(output);
  sealEdition(output);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  renameSync(output, folder);
}

async function ensurePackages() {
  const names = ['package.json', 'package-lock.json'];
  const same = (/** @type {string} */ name) =>
    existsSync(join(packages, name)) &&
    readFileSync(join(packages, name), 'utf8') === readFileSync(join(own, 'packages', name), 'utf8');
  if (names.every(same) && isInstalled(packages)) return;
  mkdirSync(packages, { recursive: true });
  for (const name of names) cpSync(join(own, 'packages', name), join(packages, name));
  const done = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn'], {
    cwd: packages,
  });
  if (done.code !== 0) throw explain('installing the packages of the site', done.output);
}

/**
 * The kernel as an extension of JupyterLite.
 * @param {string} folder
 */
async function makeKernel(folder) {
  const out = join(folder, 'static');
  mkdirSync(out, { recursive: true });
  await bundleWorker(join(out, 'worker.js'));
  const files = Object.entries(await declarations()).map(([path, text]) => [`/project/${path}`, brief(path, text)]);
  // The map of the course lists the lessons by their names.
  for (const name of lessonNames()) files.push([`/project/notebooks/${name}`, '']);
  const project = { files: Object.fromEntries(files), libraries: await pageLibraries(), plotlyNames: plotlyNames() };
  writeFileSync(join(out, 'project.json'), JSON.stringify(project));
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

/**
 * Declarations of other people's packages without their comments, which are half of what the compiler's files weigh on the way.
 * @param {string} path
 * @param {string} text
 */
function brief(path, text) {
  const others = /^node_modules\/(@types|@tensorflow|@webgpu|undici-types)\/.*\.d\.ts$/;
  return others.test(path) ? text.replace(/\/\*\*[\s\S]*?\*\//g, '') : text;
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

/** @param {string} path @param {unknown} value */
function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 1)}\n`);
}
