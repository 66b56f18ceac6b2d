// Copies of the project to plant faults in: sources and what was built are copied, installed packages are linked.
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const apart = new Set(['node_modules', '.git', '.cache', '.venv']);

/**
 * @param {string} root   the project
 * @param {string} folder of the copy; what lay there before is gone
 * @returns {string} the folder
 */
export function makeScratch(root, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(root)) {
    if (!apart.has(name)) cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true });
  }
  linkPackages(join(root, 'node_modules'), join(folder, 'node_modules'));
  linkTools(root, folder);
  return folder;
}

/**
 * Workspaces are relative links: the same text leads to the copy of the workspace.
 * @param {string} from
 * @param {string} to
 */
function linkPackages(from, to) {
  mkdirSync(to);
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    symlinkSync(lstatSync(path).isSymbolicLink() ? readlinkSync(path) : path, join(to, name));
  }
}

/**
 * What set-up has made, but for the stamps of the builds: a copy may build for itself.
 * @param {string} root
 * @param {string} folder
 */
function linkTools(root, folder) {
  if (existsSync(join(root, '.venv'))) symlinkSync(join(root, '.venv'), join(folder, '.venv'));
  const cache = join(root, '.cache');
  mkdirSync(join(folder, '.cache'));
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    if (name === 'mutants' || name.endsWith('.tsbuildinfo')) continue;
    if (name === 'builds') cpSync(join(cache, name), join(folder, '.cache', name), { recursive: true });
    else symlinkSync(join(cache, name), join(folder, '.cache', name));
  }
}
