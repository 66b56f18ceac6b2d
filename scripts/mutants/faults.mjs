// The planted faults: lists in faults/, one file for each kind, and where each of them belongs in the sources.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem } from '../lib/problems.mjs';
import { readOr } from '../lib/files.mjs';

/**
 * @typedef {object} Fault  a fault as the lists have it
 * @property {string} id
 * @property {string} kind     the name of the list
 * @property {string} file     from the root of the project
 * @property {string} find     text that occurs there exactly once
 * @property {string} replace  the fault
 * @property {string} because  what goes wrong for whoever uses it
 */

/**
 * @typedef {object} Mutant  a fault at its place
 * @property {string} id
 * @property {string} kind
 * @property {string} file
 * @property {number} line     of the fault, from 1
 * @property {string} original the whole file
 * @property {string} text     the whole file with the fault
 * @property {string} change   what was changed, on one line
 * @property {string} because
 */

/**
 * The lists of a folder. A list exports `faults`, whose entries have no kind: it is the list's name.
 * @param {string} folder
 * @returns {Promise<Fault[]>}
 */
export async function readFaults(folder) {
  /** @type {Fault[]} */
  const all = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .sort()) {
    /** @type {{ faults: Omit<Fault, 'kind'>[] }} */
    const { faults } = await import(pathToFileURL(join(folder, name)).href);
    all.push(...faults.map((fault) => ({ ...fault, kind: name.replace(/\.mjs$/, '') })));
  }
  const ids = all.map(({ id }) => id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  if (twice.length > 0) throw new Problem(`These ids are given to more than one fault: ${twice.join(', ')}.`);
  return all;
}

/**
 * Finds the place of every fault. One that no longer fits its file is an error that names it, and all others like it.
 * @param {string} root of the project
 * @param {Fault[]} faults
 * @returns {Mutant[]}
 */
export function placeAll(root, faults) {
  const misfits = faults.flatMap((fault) => misfitOf(root, fault) ?? []);
  if (misfits.length > 0) {
    throw new Problem(`${misfits.join('\n')}\nMend these entries of scripts/mutants/faults to fit the sources again.`);
  }
  return faults.map((fault) => {
    const original = readFileSync(join(root, fault.file), 'utf8');
    const at = original.indexOf(fault.find);
    return { ...fault, ...mutated(original, at, at + fault.find.length, fault.replace) };
  });
}

/**
 * @param {string} root
 * @param {Fault} fault
 */
function misfitOf(root, { id, kind, file, find, replace }) {
  const text = readOr(join(root, file), null);
  const where = `${kind}/${id}`;
  if (text === null) return `${where}: there is no file ${file}`;
  if (find === replace) return `${where}: changes nothing`;
  const count = find === '' ? 0 : text.split(find).length - 1;
  return count === 1 ? null : `${where}: ${JSON.stringify(find)} occurs ${count} times in ${file}, not once`;
}

/**
 * @param {string} original
 * @param {number} from
 * @param {number} to
 * @param {string} replacement
 */
export function mutated(original, from, to, replacement) {
  const found = original.slice(from, to);
  const common = sharedStart(found, replacement);
  return {
    original,
    text: original.slice(0, from) + replacement + original.slice(to),
    line: original.slice(0, from + common).split('\n').length,
    change: `${onOneLine(found)} -> ${onOneLine(replacement)}`,
  };
}

/**
 * How long the beginning is that two texts share.
 * @param {string} a
 * @param {string} b
 */
function sharedStart(a, b) {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** @param {string} text */
function onOneLine(text) {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat === '' ? '(nothing)' : flat.length <= 70 ? flat : `${flat.slice(0, 67)}...`;
}
