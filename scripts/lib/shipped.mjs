// Which notebooks are the project's lessons, by content: scripts/lessons.sha256 has a line for each, as sha256sum writes it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { writeWhole } from './files.mjs';
import { notebooks, scripts } from './paths.mjs';

export const listFile = join(scripts, 'lessons.sha256');

/**
 * SHA-256 of everything in a notebook: source, outputs, metadata. CRLF counts as LF, which changes nothing that a notebook says, as
 * a string in JSON holds no line end.
 * @param {string} path
 */
export function contentHash(path) {
  const text = readFileSync(path, 'latin1').replaceAll('\r\n', '\n');
  return createHash('sha256').update(text, 'latin1').digest('hex');
}

/**
 * @param {string} [file]
 * @returns {Map<string, string>} name of a lesson's file -> hash of its content; none where there is no list
 */
export function shippedLessons(file = listFile) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return new Map([...text.matchAll(/^([0-9a-f]{64}) [ *](.+?)\r?$/gm)].map(([, hash, name]) => [name, hash]));
}

/**
 * Every notebook of a folder, also in folders inside it. What counts is the content: a lesson under another name is one still.
 * @param {string} [folder]
 * @param {string} [file] the list
 * @returns {{ shipped: string[], others: { path: string, reason: string }[] }} absolute paths
 */
export function sortNotebooks(folder = notebooks, file = listFile) {
  const lessons = shippedLessons(file);
  const hashes = new Set(lessons.values());
  /** @type {ReturnType<typeof sortNotebooks>} */
  const sorted = { shipped: [], others: [] };
  for (const path of notebooksUnder(folder)) {
    if (hashes.has(contentHash(path))) sorted.shipped.push(path);
    else sorted.others.push({ path, reason: reasonFor(relative(folder, path), lessons) });
  }
  return sorted;
}

/**
 * @param {string} name
 * @param {Map<string, string>} lessons
 */
function reasonFor(name, lessons) {
  if (lessons.size === 0) return 'scripts/lessons.sha256, the list of the lessons, is missing or empty';
  return lessons.has(name) ? 'changed since it was shipped' : "not one of this project's lessons";
}

/** @param {string} folder */
function notebooksUnder(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ipynb') && !name.split(sep).includes('.ipynb_checkpoints'))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * The lessons that are, under their own names, as the list has them.
 * @param {string} [folder]
 * @param {string} [file] the list
 */
export function unchangedLessons(folder = notebooks, file = listFile) {
  return [...shippedLessons(file)]
    .map(([name, hash]) => ({ path: join(folder, name), hash }))
    .filter(({ path, hash }) => existsSync(path) && contentHash(path) === hash)
    .map(({ path }) => path);
}

/**
 * Writes down that these notebooks ship as they are now. The lines of lessons that are gone go, too.
 * @param {string[]} files in the folder
 * @param {string} [folder]
 * @param {string} [file] the list
 */
export function recordLessons(files, folder = notebooks, file = listFile) {
  if (files.length === 0) return;
  const lessons = shippedLessons(file);
  for (const path of files) lessons.set(relative(folder, path), contentHash(path));
  const names = [...lessons.keys()].filter((name) => existsSync(join(folder, name))).sort();
  writeWhole(file, names.map((name) => `${lessons.get(name)}  ${name}\n`).join(''));
}
