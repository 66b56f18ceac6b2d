// Bundles the package into one ES module that a browser (or a bundler) can load as it is: dist/browser/gymnasium.mjs.
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

await build({
  entryPoints: [join(root, 'src', 'index.ts')],
  outfile: join(root, 'dist', 'browser', 'gymnasium.mjs'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  sourcemap: true,
  keepNames: true,
  logLevel: 'warning',
});
