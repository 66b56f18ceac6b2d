// Where everything that set-up makes lives. All of it is inside the project: deleting the folder uninstalls everything.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const cache = join(root, '.cache');
export const venv = join(root, '.venv');
export const venvPython = join(venv, 'bin', 'python');
export const notebooks = join(root, 'notebooks');
/** The reader's own copy of them, which git ignores. */
export const myLessons = join(root, 'my-lessons');
export const scripts = join(root, 'scripts');
export const jupyterShare = join(venv, 'share', 'jupyter');
