import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { buildSync } from 'esbuild';
import * as api from '../index.js';

const packageRoot = join(__dirname, '..', '..');
const repository = join(packageRoot, '..', '..');
const project = mkdtempSync(join(tmpdir(), 'gymnasium-pack-'));
after(() => rmSync(project, { recursive: true, force: true }));

const npm = process.env.npm_execpath ?? join(dirname(process.execPath), 'npm');
const run = (file: string, args: string[], cwd = project): string =>
  execFileSync(file, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const script = (name: string, code: string): string => {
  writeFileSync(join(project, name), code);
  return run(process.execPath, [name]).trim();
};

/** Ten steps of CartPole; what every way of loading the package must print. */
const TEN_STEPS = `
  const env = make('CartPole-v1');
  env.reset({ seed: 5 });
  let last;
  for (let t = 0; t < 10; t++) last = env.step(t % 2);
  console.log(Array.from(last.observation).join(' '));
`;
const expected = ((): string => {
  const env = api.make('CartPole-v1');
  env.reset({ seed: 5 });
  let last = env.step(0);
  for (let t = 1; t < 10; t++) last = env.step(t % 2);
  return Array.from(last.observation).join(' ');
})();

test('index.mjs exports exactly what require gives', async () => {
  const listed = readFileSync(join(packageRoot, 'index.mjs'), 'utf8').match(/^ {2}\w+(?=,$)/gm) ?? [];
  assert.deepEqual(
    listed.map((name) => name.trim()).sort(),
    Object.keys(api)
      .filter((name) => name !== '__esModule')
      .sort(),
  );
});

test('nothing is needed at run time, but one exact version of planck for those who want Box2D', () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  assert.equal(dependencies, undefined);
  assert.deepEqual(peerDependencies, { planck: '1.5.0' });
  assert.deepEqual(peerDependenciesMeta, { planck: { optional: true } });
});

test('npm pack installs into an empty project and works with require, import, TypeScript and without source files', () => {
  const [{ filename, files }] = JSON.parse(
    run(process.execPath, [npm, 'pack', '--json', '--pack-destination', project], packageRoot),
  ) as {
    filename: string;
    files: { path: string }[];
  }[];
  const paths = files.map(({ path }) => path);
  for (const path of [
    'package.json',
    'README.md',
    'LICENSE',
    'index.mjs',
    'index.d.mts',
    'dist/esm/index.js',
    'dist/esm/package.json',
    'dist/browser/gymnasium.mjs',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/workers/worker.js',
  ]) {
    assert.ok(paths.includes(path), `${path} is not packed`);
  }
  assert.deepEqual(
    paths.filter((path) => /\.test\.|testing|^src|tsbuildinfo/.test(path)),
    [],
  );
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true }');
  run(process.execPath, [
    npm,
    'install',
    '--offline',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    join(project, filename),
  ]);
  assert.equal(script('a.cjs', `const { make } = require('gymnasium-js');${TEN_STEPS}`), expected);
  assert.equal(script('b.mjs', `import { make } from 'gymnasium-js';${TEN_STEPS}`), expected);
  const both = `import { createRequire } from 'node:module'; import { registry } from 'gymnasium-js';
    console.log(registry === createRequire(import.meta.url)('gymnasium-js').registry);`;
  assert.equal(script('c.mjs', both), 'true');
  const workers = `const { WorkerVectorEnv } = require('gymnasium-js/workers');
    const envs = new WorkerVectorEnv('CartPole-v1', { numEnvs: 2 });
    console.log(envs.reset({ seed: 1 }).observations.length); envs.close();`;
  assert.equal(script('d.cjs', workers), '8');
  typeCheck();
  bundle();
});

/** A program as a page gets it: bundled for browsers and minified. */
function bundled(program: string): { code: Buffer; inputs: string[] } {
  const stdin = { contents: program, resolveDir: project };
  const options = { bundle: true, minify: true, format: 'esm', platform: 'browser', write: false } as const;
  const { outputFiles, metafile } = buildSync({ ...options, stdin, metafile: true });
  return { code: Buffer.from(outputFiles[0].contents), inputs: Object.keys(Object.values(metafile.outputs)[0].inputs) };
}

/** What a program does not name is left out, and what it names works. */
function bundle(): void {
  const small = bundled(
    `import { CartPoleEnv } from 'gymnasium-js'; const make = () => new CartPoleEnv();${TEN_STEPS}`,
  );
  const whole = bundled(`import { make } from 'gymnasium-js';${TEN_STEPS}`);
  const size = gzipSync(small.code).length;
  assert.ok(size < 25_000, `CartPole alone takes ${size} bytes, compressed`);
  assert.deepEqual(
    small.inputs.filter((path) => /envs\/(?!cartPole)|registry\/(?!nearest)|vector\/|wrappers\//.test(path)),
    [],
  );
  assert.ok(whole.inputs.some((path) => path.endsWith('dist/esm/envs/taxi.js')));
  for (const [name, { code }] of Object.entries({ small, whole })) {
    assert.equal(script(`${name}.mjs`, code.toString()), expected);
  }
  const named = `import { make } from 'gymnasium-js'; console.log(String(make('CartPole-v1')));
    try { make('CartPole-v9'); } catch (error) { console.log(error.name); }`;
  const names = `${String(api.make('CartPole-v1'))}\nUnknownEnvironmentError`;
  assert.equal(script('named.mjs', bundled(named).code.toString()), names, 'a minified bundle has other names');
}

/** A stranger's strict project, in every kind of resolution, as CommonJS and as a module; wrong uses must not compile. */
function typeCheck(): void {
  mkdirSync(join(project, 'src'), { recursive: true });
  writeFileSync(
    join(project, 'src', 'use.ts'),
    `import { make, makeVec, type Env } from 'gymnasium-js';
    import { WorkerVectorEnv } from 'gymnasium-js/workers';
    const n: number = make('CartPole-v1').actionSpace.n;
    const high: Float32Array = make('Pendulum-v1', { g: 9.81 }).actionSpace.high;
    const state: Float64Array = make('CartPole-v1').unwrapped.state;
    const any: Env = make('CartPole-v1');
    make('CartPole-v1').step(make('CartPole-v1').actionSpace.sample());
    makeVec('CartPole-v1', { numEnvs: 2, autoresetMode: 'same-step' }).step([0, 1]).rewards.fill(0);
    export { n, high, state, any, WorkerVectorEnv };
    // @ts-expect-error a discrete action is a number
    make('CartPole-v1').step('left');
    // @ts-expect-error a torque comes in an array
    make('Pendulum-v1').step(0.5);
    // @ts-expect-error CartPole knows no gravity
    make('CartPole-v1', { suttonBartoReward: 'yes' });
    // @ts-expect-error no such mode
    makeVec('CartPole-v1', { autoresetMode: 'later' });
    `,
  );
  const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
  const program = readFileSync(join(project, 'src', 'use.ts'), 'utf8');
  writeFileSync(join(project, 'src', 'module.mts'), program);
  for (const [module, moduleResolution] of [
    ['commonjs', 'node10'],
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['es2022', 'bundler'],
  ]) {
    const compilerOptions = {
      target: 'ES2022',
      lib: ['ES2022'],
      module,
      moduleResolution,
      strict: true,
      noEmit: true,
      types: [],
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
    try {
      run(process.execPath, [tsc, '-p', project]);
    } catch (error) {
      assert.fail(`${moduleResolution}: ${(error as { stdout: string }).stdout}`);
    }
  }
}
