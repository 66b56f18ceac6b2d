// What bundlers make of the package: the same numbers, and of a small program a small file.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { skippedFor } from './check.mjs';
import { titleOf } from './page.mjs';
import { printed } from './project.mjs';
import { asModule, asPage, cartPoleAlone } from './programs.mjs';

/** @typedef {import('./check.mjs').Check} Check */
/** @typedef {import('./project.mjs').Project} Project */

/** CartPole alone, minified and compressed, takes less than this many bytes. */
export const sizeLimit = 25_000;

/**
 * @param {Project} project
 * @param {import('./tools.mjs').Tools} tools
 * @param {string} expected
 * @param {string | null} browser
 * @returns {Check[]}
 */
export function bundlerChecks(project, tools, expected, browser) {
  return [
    { name: 'esbuild', work: () => withEsbuild(project, expected) },
    { name: `esbuild: CartPole alone under ${sizeLimit} bytes, compressed`, work: () => esbuildSize(project) },
    { name: 'Vite, opened in Chromium', work: () => withVite(project, tools.vite, expected, browser) },
    { name: `Vite: CartPole alone under ${sizeLimit} bytes, compressed`, work: () => viteSize(project, tools.vite) },
  ];
}

/** @param {Project} project  @param {string} program */
export async function esbuilt({ folder }, program) {
  const { build } = await import('esbuild');
  const options = /** @type {const} */ ({ bundle: true, minify: true, format: 'esm', platform: 'browser' });
  const built = await build({ stdin: { contents: program, resolveDir: folder }, ...options, write: false });
  return Buffer.from(built.outputFiles[0].contents);
}

/** @param {Project} project  @param {string} expected */
async function withEsbuild(project, expected) {
  const file = project.write('bundled.mjs', (await esbuilt(project, asModule)).toString());
  assert.equal(await printed(project, process.execPath, [file]), expected);
}

/** @param {Buffer} code */
function requireSmall(code) {
  const size = gzipSync(code).length;
  assert.ok(size > 1000 && size < sizeLimit, `CartPole alone takes ${size} bytes, compressed`);
  console.log(`          ${size} bytes`);
}

/** @param {Project} project */
async function esbuildSize(project) {
  requireSmall(await esbuilt(project, cartPoleAlone));
}

/**
 * A page made by `vite build`: its folder.
 * @param {Project} project
 * @param {string} vite
 * @param {string} name
 * @param {string} program
 */
async function viteBuilt(project, vite, name, program) {
  project.write(`${name}/main.js`, program);
  project.write(`${name}/index.html`, '<!doctype html><title></title><script type="module" src="./main.js"></script>');
  await printed(project, process.execPath, [vite, 'build', name, '--logLevel', 'warn']);
  return join(project.folder, name, 'dist');
}

/**
 * @param {Project} project
 * @param {string} vite
 * @param {string} expected
 * @param {string | null} browser
 */
async function withVite(project, vite, expected, browser) {
  const folder = await viteBuilt(project, vite, 'vite', asPage('gymnasium-js'));
  if (browser === null) return skippedFor('it builds; no Chromium to open it (set CHROME_PATH)');
  assert.equal(await titleOf(folder, browser), expected);
}

/** @param {Project} project  @param {string} vite */
async function viteSize(project, vite) {
  const folder = join(await viteBuilt(project, vite, 'vite-small', cartPoleAlone), 'assets');
  requireSmall(Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file)))));
}
