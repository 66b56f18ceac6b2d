// Writes the package as ES modules, one file for each source, into dist/esm: what bundlers read, so that they can leave out what a program
// does not use. In Node, import and require give the CommonJS files of dist, so that there is one registry.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
// A minified bundle gives classes other names, and messages, `error.name` and saved states would show those: each class states its own.
for (const path of readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))) {
  const file = join(outdir, path);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^class (\w+)(?: extends \w+)? \{/gm, '$& static name = "$1";'));
}
writeFileSync(join(outdir, 'package.json'), '{ "type": "module", "sideEffects": ["./box2d/index.js"] }\n');
