// Bundles the kernel's worker: the kernel, the compiler, the libraries of the lessons, and stand-ins for modules of Node.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { root, scripts } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { packages } from './install.mjs';

const require = createRequire(import.meta.url);
const compiler = require.resolve('@tslab/typescript-for-tslab', { paths: [require.resolve('tslab/package.json')] });
const standins = join(scripts, 'site', 'standins');
const kernel = join(root, 'lib', 'kernel', 'dist', 'worker');
const npm = join(packages, 'node_modules');

/** What cells may import, besides modules of Node: what the packages offer them. */
export const libraries = ['gymnasium-js', 'notebook-kit', 'ppo-clinic', 'ppo-lib'].flatMap((name) => {
  const { typesVersions = {} } = require(`${name}/package.json`);
  return [name, ...Object.keys(typesVersions['*'] ?? {}).map((part) => `${name}/${part}`)];
});
/** What explorables may import. */
const forPages = [
  'gymnasium-js',
  'notebook-kit/explorable',
  'notebook-kit/replay',
  'notebook-kit/worker',
  'ppo-lib/compiled',
  'ppo-lib/surrogate',
];

const threads = join(standins, 'threads.mjs');
/** Modules of Node that cells may import, by what stands in for them. */
const ofNode = /** @type {Record<string, string>} */ ({
  buffer: join(npm, 'buffer', 'index.js'),
  crypto: join(standins, 'crypto.mjs'),
  fs: join(kernel, 'files.js'),
  'fs/promises': join(standins, 'filesPromises.cjs'),
  os: join(standins, 'os.mjs'),
  path: join(npm, 'path-browserify', 'index.js'),
  'timers/promises': join(standins, 'timersPromises.mjs'),
  util: join(standins, 'util.mjs'),
  worker_threads: threads,
});
const empty = join(standins, 'empty.cjs');
/** Everything else that is not bundled as it is. */
const instead = /** @type {Record<string, string>} */ ({
  ...ofNode,
  'buffer/': ofNode.buffer,
  child_process: threads,
  events: threads,
  module: join(standins, 'module.mjs'),
  net: threads,
  timers: join(standins, 'timers.mjs'),
  piscina: threads,
  '@tensorflow/tfjs-node': empty,
  // Pages of lessons compute on WebAssembly, with the processor as what is left if that fails.
  '@tensorflow/tfjs-backend-webgl': empty,
  '@tslab/typescript-for-tslab': join(standins, 'typescript.cjs'),
  'site:files': join(kernel, 'files.js'),
  'site:system': join(kernel, 'system.js'),
  'site:typescript': compiler,
});
/** Modules that are named but never used in a worker. */
const unused = [
  'inspector',
  'perf_hooks',
  'source-map-support',
  'string_decoder',
  'node-fetch',
  'zeromq',
  'https',
  'http',
  'url',
  'stream',
  'zlib',
  'readline',
  'v8',
  'vm',
];

/** The module that page.ts loads as site:bundled. */
function bundledModule() {
  const loads = (/** @type {string[]} */ names, /** @type {(name: string) => string} */ from) =>
    names.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(from(name))})`);
  const lines = [...loads(libraries, (name) => name), ...loads(Object.keys(ofNode), (name) => `node:${name}`)];
  const fdlibm = JSON.stringify(join(standins, 'fdlibm.mjs'));
  return `exports.modules = {\n${lines.join(',\n')}\n};\nexports.fdlibm = require(${fdlibm});
exports.typescript = require('@tslab/typescript-for-tslab');`;
}

/** @type {import('esbuild').Plugin} */
const surroundings = {
  name: 'surroundings of the worker',
  setup(esbuild) {
    esbuild.onResolve({ filter: /.*/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      if (path === 'site:bundled') return { path, namespace: 'site' };
      if (Object.hasOwn(instead, name) && kind !== 'entry-point') return { path: instead[name] };
      if (unused.includes(name)) return { path: empty };
      return undefined;
    });
    // Half of the worker. Nobody asks for the names of its functions.
    esbuild.onLoad({ filter: /typescript\.js$/ }, async ({ path }) => {
      if (path !== compiler) return undefined;
      const { code } = await transform(readFileSync(path, 'utf8'), {
        minify: true,
        legalComments: 'none',
        target: 'es2022',
      });
      return { contents: code };
    });
    esbuild.onLoad({ filter: /.*/, namespace: 'site' }, () => ({ contents: bundledModule(), resolveDir: root }));
  },
};

/** @param {string} outfile */
export async function bundleWorker(outfile) {
  const { warnings, metafile } = await build({
    entryPoints: [join(root, 'lib', 'kernel', 'dist', 'page.js')],
    outfile,
    bundle: true,
    // Names stay: the kit puts the text of functions into pages.
    minifyWhitespace: true,
    minifySyntax: true,
    format: 'iife',
    // 'browser' would choose, of a package, what has no TensorFlow.js; but modules of Node are resolved above.
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'es2022',
    nodePaths: [npm, join(root, 'node_modules')],
    define: {
      process: 'nodeStandIn',
      'require.resolve': 'nodeStandIn.resolve',
      global: 'globalThis',
      __filename: '"/project/kernel.js"',
      __dirname: '"/project"',
    },
    legalComments: 'none',
    logLevel: 'silent',
    logOverride: { 'direct-eval': 'silent' },
    metafile: true,
    plugins: [surroundings],
  });
  const missing = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  if (missing.length > 0)
    throw new Problem(
      `The worker asks for ${[...new Set(missing.map(({ path }) => path))].join(', ')}, which no page has.`,
    );
  return { warnings, metafile };
}

/**
 * What the site does in pages besides running cells.
 * @param {string} outfile
 */
export async function bundlePage(outfile) {
  const entry = join(scripts, 'site', 'page', 'main.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
}

/**
 * The libraries of explorables, each a script that defines `library`.
 * @returns {Promise<Record<string, string>>}
 */
export async function pageLibraries() {
  const texts = await Promise.all(
    forPages.map(async (name) => {
      const { outputFiles } = await build({
        stdin: { contents: `module.exports = require(${JSON.stringify(name)});`, resolveDir: root },
        bundle: true,
        minify: true,
        write: false,
        format: 'iife',
        globalName: 'library',
        platform: 'browser',
        target: 'es2020',
        legalComments: 'none',
        logLevel: 'silent',
      });
      return [name, outputFiles[0].text];
    }),
  );
  return Object.fromEntries(texts);
}

/** What plotly.js knows of traces and layouts, without what it says about them: what notebook-kit checks names against. */
export function plotlyNames() {
  const { plotPage } = require(join(root, 'lib', 'notebook', 'dist', 'static', 'page.js'));
  return JSON.stringify(namesOf(plotPage()));
}

/** @param {any} page */
function namesOf({ plotly }) {
  const { traces, layout } = plotly.PlotSchema.get();
  const types = Object.entries(traces);
  const ofLayout = Object.assign({}, layout.layoutAttributes, ...types.map(([, one]) => one.layoutAttributes));
  return {
    traces: Object.fromEntries(types.map(([type, one]) => [type, bare(one.attributes)])),
    layout: bare(ofLayout),
  };
}

/** @param {Record<string, any>} attributes @returns {Record<string, unknown>} */
function bare(attributes) {
  const isObject = (/** @type {unknown} */ value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return Object.fromEntries(
    Object.entries(attributes).map(([name, one]) => {
      if (name === 'role') return [name, one];
      return [
        name,
        isObject(one) && (one.role === 'object' || name === 'items' || !('valType' in one)) ? bare(one) : 0,
      ];
    }),
  );
}
