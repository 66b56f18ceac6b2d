/** What is kept of a reader's progress across kernels: small JSON files in a folder of the project that git does not track. */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeIfChanged } from './files';
import { projectRoot } from './project';

/**
 * The lesson that this kernel belongs to, by its notebook's name without folder and ending: JupyterLab names it to every kernel that it
 * starts. A new edition beside a reader's copy (`.new`) and what a reader had before (`.mine-1`) are the same lesson. Null elsewhere, so that
 * a lesson executed by a command leaves no traces.
 */
export function currentLesson(): string | null {
  return /([^/\\]+?)(\.new|\.mine-\d+)?\.ipynb/.exec(process.env.JPY_SESSION_NAME ?? '')?.[1] ?? null;
}

/**
 * Where progress is kept: `NOTEBOOK_PROGRESS_DIR` if set (the empty string: nowhere), else `.ppo-progress` of the project around the
 * working folder in a kernel that JupyterLab started, else nowhere (null).
 */
export function progressFolder(): string | null {
  const chosen = process.env.NOTEBOOK_PROGRESS_DIR;
  if (chosen !== undefined) return chosen === '' ? null : resolve(chosen);
  const root = currentLesson() === null ? null : projectRoot();
  return root === null ? null : join(root, '.ppo-progress');
}

/**
 * A kept value. A file that cannot be read as one is set aside as `<name>.damaged.json`, and nothing is known.
 * @param name     of the file, without its ending
 * @param isValid  whether what the file holds is such a value
 */
export function readKept<T>(name: string, isValid: (value: unknown) => value is T): T | null {
  const folder = progressFolder();
  if (folder === null) return null;
  const path = join(folder, `${name}.json`);
  try {
    if (!existsSync(path)) return null;
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isValid(value)) return value;
  } catch {
    // Half a file, or no JSON: set aside below.
  }
  quietly(() => renameSync(path, join(folder, `${name}.damaged.json`)));
  return null;
}

/**
 * Keeps a value, in one step: a reader of the file sees the old value or the new one. A folder that cannot be written costs the progress,
 * never the lesson.
 * @returns whether it is kept
 */
export function writeKept(name: string, value: unknown): boolean {
  return writeKeptText(`${name}.json`, `${JSON.stringify(value, null, 1)}\n`);
}

/** Keeps a text under a file's whole name, as `writeKept` keeps a value. */
export function writeKeptText(file: string, text: string): boolean {
  const folder = progressFolder();
  return folder !== null && quietly(() => writeIfChanged(join(folder, file), text));
}

function quietly(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
