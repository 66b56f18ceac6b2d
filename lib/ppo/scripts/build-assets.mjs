// Puts what trains on the compiled learner into one file each: dist/bundle/compiled.js (`require('ppo-lib/compiled')`) and the worker of
// `trainMany`. The worker on a Ray cluster is one file too. A hundred small modules take longer to load than CartPole takes to solve. tfjs stays outside, loaded if it is asked for.
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const scripts = dirname(fileURLToPath(import.meta.url));
const dist = join(scripts, '../dist');

/**
 * gymnasium-js becomes bundle/gymnasium.cjs; the way to the tfjs learner leads out of the bundle.
 * @type {import('esbuild').Plugin}
 */
const redirect = {
  name: 'redirect',
  setup({ onResolve }) {
    onResolve({ filter: /^gymnasium-js$/ }, ({ kind }) =>
      kind === 'require-resolve' ? { external: true } : { path: join(scripts, 'bundle/gymnasium.cjs') },
    );
    onResolve({ filter: /^\.\/defaultLearner$/ }, () => ({ path: '../training/defaultLearner.js', external: true }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
  outdir: join(dist, 'bundle'),
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  keepNames: false,
  logLevel: 'warning',
};

await build({
  ...shared,
  entryPoints: { compiled: join(dist, 'compiled.js'), trainManyWorker: join(dist, 'manySeeds/trainManyWorker.js') },
  external: ['@stdlib/*', '@tensorflow/*'],
  plugins: [redirect],
});

// What Ray takes to other machines has nothing outside. Modules that register environments find the whole of gymnasium-js in it.
await build({ ...shared, entryPoints: { rayWorker: join(dist, 'ray/fragmentProcess.js') } });
