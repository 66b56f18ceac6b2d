// What the site is built with, besides what the project has: JupyterLite, and packages that stand in for modules of Node. Both lie in .cache.
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, runNpm } from '../lib/npm-packages.mjs';
import { ensurePython, installedPython } from '../lib/optionalPython.mjs';
import { cache, scripts } from '../lib/paths.mjs';
import { explain } from '../lib/problems.mjs';

const own = join(scripts, 'site');
const jupyterLite = { name: 'site', requirements: join(own, 'requirements.txt'), size: '20 MB' };
export const packages = join(cache, 'site-packages');

/** Whether everything is installed. */
export const canBuild = () => installedPython(jupyterLite) !== null && isInstalled(packages);

/** @returns {Promise<string>} the Python that has JupyterLite */
export async function ensureTools() {
  const python = await ensurePython(jupyterLite);
  await ensurePackages();
  return python;
}

async function ensurePackages() {
  const names = ['package.json', 'package-lock.json'];
  const same = (/** @type {string} */ name) =>
    existsSync(join(packages, name)) &&
    readFileSync(join(packages, name), 'utf8') === readFileSync(join(own, 'packages', name), 'utf8');
  if (names.every(same) && isInstalled(packages)) return;
  mkdirSync(packages, { recursive: true });
  for (const name of names) cpSync(join(own, 'packages', name), join(packages, name));
  const done = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn'], {
    cwd: packages,
  });
  if (done.code !== 0) throw explain('installing the packages of the site', done.output);
}
