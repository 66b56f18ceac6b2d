// Makes what JupyterLab and nbconvert need beside the compiled library, in dist/jupyter: the figure renderer as a lab extension, and the
// export template `lesson`. plotly.js is minified once for both.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { writeWhole } from '../../../scripts/lib/files.mjs';

const require = createRequire(import.meta.url);
const own = join(dirname(fileURLToPath(import.meta.url)), '..');
const assets = join(own, 'assets');
const out = join(own, 'dist', 'jupyter');
const extension = join(out, 'labextensions', 'notebook-kit-figures');
const template = join(out, 'nbconvert', 'templates', 'lesson');

// Whole and only when they change: a JupyterLab or an export that runs meanwhile always finds them.
const copy = (/** @type {string} */ from, /** @type {string} */ to) => writeWhole(to, readFileSync(from, 'utf8'));

/**
 * Code that may stand inside a script element of a page.
 * @param {string} code
 */
const inlineable = (code) => code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');

const plotlySource = readFileSync(require.resolve('plotly.js-dist/plotly.js'), 'utf8');
const plotly = inlineable(
  transformSync(plotlySource, { minify: true, legalComments: 'inline', target: 'es2020' }).code,
);
for (const folder of [extension, template]) {
  writeWhole(join(folder, 'static', 'plotly.min.js'), plotly);
  copy(join(assets, 'drawFigure.js'), join(folder, 'static', 'drawFigure.js'));
}

copy(join(assets, 'remoteEntry.js'), join(extension, 'static', 'remoteEntry.js'));
const { version, license, description } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
const manifest = {
  name: 'notebook-kit-figures',
  version,
  license,
  description: `Figure renderer. ${description}`,
  jupyterlab: {
    mimeExtension: './mimeExtension',
    _build: { load: 'static/remoteEntry.js', mimeExtension: './mimeExtension' },
  },
};
writeWhole(join(extension, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);

for (const file of ['conf.json', 'index.html.j2']) copy(join(assets, 'lesson', file), join(template, file));
const mathjax = readFileSync(require.resolve('mathjax/es5/tex-svg-full.js'), 'utf8');
writeWhole(join(template, 'static', 'mathjax.js'), inlineable(mathjax));
