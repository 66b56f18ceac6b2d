// Small file helpers: hashes, stamps, and writes that are complete or not there at all.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A short hash of texts; any change in any of them changes it.
 * @param {unknown[]} texts
 */
export function hashOf(...texts) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(String(text)).update('\0');
  return hash.digest('hex').slice(0, 20);
}

/**
 * The text of a file, or the fallback where there is none.
 * @template {string | null} T
 * @param {string} path
 * @param {T} fallback
 * @returns {string | T}
 */
export function readOr(path, fallback) {
  return existsSync(path) ? readFileSync(path, 'utf8') : fallback;
}

/**
 * Writes beside the target and renames, so that a reader never sees half a file. Says whether anything changed.
 * @param {string} path
 * @param {string} text
 */
export function writeWhole(path, text) {
  if (readOr(path, null) === text) return false;
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.part`;
  writeFileSync(aside, text);
  renameSync(aside, path);
  return true;
}

/**
 * Makes a folder by filling one aside and renaming it, so that an interrupted run leaves nothing that looks complete.
 * @param {string} target
 * @param {(aside: string) => Promise<void>} fill
 */
export async function makeFolder(target, fill) {
  const aside = `${target}.part`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  await fill(aside);
  rmSync(target, { recursive: true, force: true });
  renameSync(aside, target);
}
