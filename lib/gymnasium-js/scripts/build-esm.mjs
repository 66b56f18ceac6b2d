// Writes the package as ES modules, one file for each source, into dist/esm: what bundlers read, so that they can leave out what a program
// does not use. In Node, import and require give the CommonJS files of dist, so that there is one registry.
import { build } from 'esbuild';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outdir = join(root, 'dist', 'esm');

/** Threads of Node have no place in a page, and tests none in a package. */
const leftOut = (/** @type {string} */ path) =>
  !path.endsWith('.ts') || path.endsWith('.test.ts') || /^(testing|workers)$/.test(path.split(sep)[0]);
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => !leftOut(path));

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: sources.map((path) => join(root, 'src', path)),
  outbase: join(root, 'src'),
  outdir,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
});
mkdirSync(outdir, { recursive: true });
writeFileSync(join(outdir, 'package.json'), '{ "type": "module", "sideEffects": false }\n');
