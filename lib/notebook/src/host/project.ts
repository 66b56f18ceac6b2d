import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { requireText } from '../values/arguments';

/** The folder that holds both `lib` and `notebooks`, searched upwards from `start`; null when there is none. */
export function projectRoot(start: string = process.cwd()): string | null {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const isRoot = existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'notebooks'));
    if (isRoot) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/**
 * Path of a file of this project, wherever in it the notebook lies.
 * @param path  relative to the project's root, with forward slashes
 * @throws Error if the notebook is outside the project or there is no such file
 * @example JSON.parse(readFileSync(projectFile('data/figures/cartpole-seeds.runs.json'), 'utf8'))
 */
export function projectFile(path: string, start: string = process.cwd()): string {
  requireText(path, 'projectFile', "Give a path inside the project, e.g. 'data/ppo.csv'.");
  requireText(start, 'projectFile: start', 'Give the folder from which the project is searched upwards.');
  const root = projectRoot(start);
  if (root === null)
    throw new Error(`projectFile('${path}'): this notebook is not inside the project; open it from there`);
  const file = join(root, path);
  if (existsSync(file)) return file;
  throw new Error(
    `projectFile('${path}'): the project has no such file; restore it with git, or make it (npm run figures)`,
  );
}

/**
 * Where the numbers behind the figures are kept: in the folder `NOTEBOOK_FIGURES_DIR`, which `npm run notebooks` sets to `data/figures`; nowhere
 * (null) if it is not set or empty, so that a reader's run changes no file of the project.
 */
export function figuresFolder(): string | null {
  const chosen = process.env.NOTEBOOK_FIGURES_DIR ?? '';
  return chosen === '' ? null : resolve(chosen);
}
