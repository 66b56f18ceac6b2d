// For tests: what students hand in, made from a lesson's own notebook.
import { readFileSync } from 'node:fs';
import { findNotebooks } from '../../lib/notebooks/files.mjs';
import { readLesson } from '../lesson/exercises.mjs';

export const [path] = findNotebooks(['01']);
export const lesson = readLesson(path);

/**
 * Right answers to lesson 01, as a student writes them.
 * @type {Record<string, string>}
 */
export const right = {
  slope: `function slopeOfObjective(ratio: number, advantage: number, range: number): number {
  if (advantage > 0) return ratio > 1 + range ? 0 : advantage;
  return ratio < 1 - range ? 0 : advantage;
}`,
  dead: `function deadFractionOf(ratios: number[], batchAdvantages: number[], range: number): number {
  let dead = 0;
  ratios.forEach((r, i) => {
    if (batchAdvantages[i] > 0 ? r > 1 + range : r < 1 - range) dead++;
  });
  return dead / ratios.length;
}`,
  cap: `function largestObjective(advantage: number, range: number): number {
  return advantage * (1 + Math.sign(advantage) * range);
}`,
};

/** @typedef {{ cell_type: string, id?: string, metadata: any, source: any, outputs?: any[], execution_count?: any }} RawCell */
/** @typedef {{ cells: RawCell[], metadata: any, nbformat: number, nbformat_minor: number }} RawNotebook */

/**
 * @param {Record<string, string>} [answers] by exercise; the others stay as they were handed out
 * @returns {RawNotebook}
 */
export function handedIn(answers = right) {
  const notebook = /** @type {RawNotebook} */ (JSON.parse(readFileSync(path, 'utf8')));
  for (const [id, source] of Object.entries(answers)) cell(notebook, `stub-${id}`).source = source;
  return notebook;
}

/** @param {RawNotebook} notebook @param {string} id @returns {RawCell} */
export function cell(notebook, id) {
  const found = notebook.cells.find((one) => one.id === id);
  if (!found) throw new Error(`no cell ${id}`);
  return found;
}

/** @param {RawNotebook} notebook */
export const bytesOf = (notebook) => Buffer.from(JSON.stringify(notebook));

/** @param {string} id @param {string} source @returns {RawCell} a cell of the student's own */
export function own(id, source) {
  return { cell_type: 'code', id, metadata: {}, source, outputs: [], execution_count: null };
}

/**
 * A zip archive, its files packed or not.
 * @param {{ name: string, bytes: Buffer, claims?: number }[]} files
 * @param {{ deflate?: (bytes: Buffer) => Buffer, mode?: number }} [options]
 * @returns {Buffer}
 */
export function zipOf(files, { deflate, mode = 0o100644 } = {}) {
  /** @type {Buffer[]} */
  const bodies = [];
  /** @type {Buffer[]} */
  const entries = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const body = deflate ? deflate(bytes) : bytes;
    const label = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(deflate ? 8 : 0, 8);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(deflate ? 8 : 0, 10);
    entry.writeUInt16LE(0x5a21, 14);
    entry.writeUInt32LE(body.length, 20);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    bodies.push(head, label, body);
    entries.push(entry, label);
    offset += 30 + label.length + body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}
