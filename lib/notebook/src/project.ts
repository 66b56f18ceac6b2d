import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder that holds both `lib` and `notebooks`, searched upwards from `start`; null when there is none. */
export function projectRoot(start: string = process.cwd()): string | null {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const isRoot = existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'notebooks'));
    if (isRoot) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/**
 * Where the numbers behind the figures are kept: `NOTEBOOK_FIGURES_DIR` if set (the empty string: nowhere), else
 * `data/figures` of the project around the working folder, else nowhere (null).
 */
export function figuresFolder(): string | null {
  const chosen = process.env.NOTEBOOK_FIGURES_DIR;
  if (chosen !== undefined) return chosen === '' ? null : resolve(chosen);
  const root = projectRoot();
  return root === null ? null : join(root, 'data', 'figures');
}

/** Writes a file in one step, and only when its content changes, so that an unchanged figure touches nothing. */
export function writeIfChanged(path: string, content: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}
