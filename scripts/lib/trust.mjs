// Trust: Jupyter runs the pages in a notebook's outputs only if it has signed them. Signed here are the lessons as they ship and what
// npm run notebooks has executed; a notebook that the reader edits in JupyterLab is signed by JupyterLab, as it is saved.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { hashOf, readOr, writeWhole } from './files.mjs';
import { jupyterEnv, own } from './jupyter.mjs';
import { myLessons, notebooks, root, scripts, venvPython } from './paths.mjs';
import { explain, lastLines } from './problems.mjs';
import { run } from './run.mjs';
import { contentHash, sortNotebooks } from './shipped.mjs';

/** @typedef {{ path: string, reason: string }} Untrusted */

const stamp = join(own, 'trusted');
const signatures = join(own, 'data', 'nbsignatures.db');

/**
 * Signs the lessons that are as they ship, so that their explorables run at once, and no other notebook.
 * @returns {Promise<{ signed: number, untrusted: Untrusted[] }>} `signed`: 0 if all were signed already;
 *   `untrusted`: the notebooks that nobody has signed, with the reason
 */
export async function trustLessons() {
  const folders = [notebooks, myLessons].filter((folder) => existsSync(folder)).map((folder) => sortNotebooks(folder));
  // A signature is one of the content: it holds for every copy of a lesson.
  const { shipped } = folders[0];
  const others = folders.flatMap((folder) => folder.others);
  const wanted = hashOf(...shipped.map(contentHash));
  const isNew = shipped.length > 0 && !(readOr(stamp, '') === wanted && existsSync(signatures));
  if (!isNew && others.length === 0) return { signed: 0, untrusted: [] };
  const signed = isNew ? shipped : [];
  const trusted = await notary({ sign: signed, check: others.map(({ path }) => path) });
  if (isNew) writeWhole(stamp, wanted);
  return { signed: signed.length, untrusted: others.filter((_, index) => !trusted[index]) };
}

/**
 * What to tell the reader about notebooks that are not trusted.
 * @param {Untrusted[]} untrusted
 * @param {string} [folder] that they lie below
 * @returns {string[]} lines; none if there are none
 */
export function trustNotice(untrusted, folder = root) {
  if (untrusted.length === 0) return [];
  const names = untrusted.map(({ path }) => relative(folder, path));
  const width = Math.max(...names.map((name) => name.length));
  return [
    'Notice: not trusted, so that nothing in their saved outputs runs before you run the cell (or choose File, Trust Notebook):',
    ...untrusted.map(({ reason }, index) => `  ${names[index].padEnd(width)}  ${reason}`),
  ];
}

/**
 * Signs these notebooks as they are now.
 * @param {string[]} files
 */
export async function signNotebooks(files) {
  if (files.length > 0) await notary({ sign: files, check: [] });
}

/**
 * @param {{ sign: string[], check: string[] }} work paths
 * @returns {Promise<boolean[]>} whether Jupyter has signed each of those to check, as it is now
 */
async function notary(work) {
  const args = [join(scripts, 'trust_notebooks.py'), JSON.stringify(work)];
  const done = await run(venvPython, args, { env: jupyterEnv() });
  if (done.code !== 0) throw explain('signing the lessons', done.output);
  return JSON.parse(lastLines(done.stdout, 1));
}
