// Builds the packages under lib/: TypeScript first, then whatever a package makes besides (its script `build:assets`).
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { hashOf, readOr, writeWhole } from './files.mjs';
import { root } from './paths.mjs';
import { Problem, explain, kindOfFailure } from './problems.mjs';
import { runNpm } from './npm-packages.mjs';
import { run } from './run.mjs';

// node_modules/.bin/tsc belongs to tslab's own fork of TypeScript, so the compiler is named by its path.
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/** The workspaces, as { name, folder, scripts }, in the order in which they build on each other. */
export function workspaces() {
  const read = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return read(root).workspaces.map((path) => {
    const folder = join(root, path);
    const { name, main, scripts = {} } = read(folder);
    return { name, folder, path, scripts, main: join(folder, main) };
  });
}

export async function buildWorkspaces() {
  const all = workspaces();
  const wanted = hashOf(...all.flatMap(({ folder }) => sourceTexts(folder)), readFileSync(join(root, 'tsconfig.json')));
  const stamp = join(root, '.cache', 'built');
  if (readOr(stamp, '') === wanted && all.every(({ main }) => existsSync(main))) return 'up to date';
  rmSync(stamp, { force: true });
  const done = await run(process.execPath, [tsc, '-b', ...(process.stdout.isTTY ? ['--pretty'] : [])], { cwd: root });
  if (done.code !== 0) throw buildProblem('TypeScript', done.output);
  for (const { name, scripts } of all) {
    if (!scripts['build:assets']) continue;
    const made = await runNpm(['run', '--silent', 'build:assets', '--workspace', name], { cwd: root });
    if (made.code !== 0) throw buildProblem(`${name} (build:assets)`, made.output);
  }
  writeWhole(stamp, wanted);
}

function buildProblem(what, output) {
  if (kindOfFailure(output) !== null) return explain('building the packages', output);
  return new Problem(`${what} does not build: mend the errors above, then run the same command again.`, output);
}

/** Name and content of every source file of a package, whatever its kind. */
function sourceTexts(folder) {
  const texts = [];
  for (const entry of readdirSync(folder).sort()) {
    if (entry === 'dist' || entry === 'node_modules') continue;
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) texts.push(...sourceTexts(path));
    else texts.push(relative(root, path), readFileSync(path, 'latin1'));
  }
  return texts;
}
