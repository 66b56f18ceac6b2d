import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { fingerprint } from '../testing/fingerprint.js';

/** Computed once; every runtime must find the same. It changes only with the environments or the sampling. */
const FINGERPRINT = [
  'numbers f4e4a1d3',
  'CartPole-v0 16a6c6d8 d8b957ec',
  'CartPole-v1 16a6c6d8 d8b957ec',
  'MountainCar-v0 ce2b5648 4b1061eb',
  'MountainCarContinuous-v0 c6e77aa0 bea7a719',
  'Pendulum-v1 f6d6aa59 b42b9d9a',
  'Acrobot-v1 5c8eaa16 f10ddf30',
  'Blackjack-v1 7a5ba948 dce6d953',
  'FrozenLake-v1 f9d1978a e9b66582',
  'FrozenLake8x8-v1 117667ca 3b6e8598',
  'CliffWalking-v1 33b9e78a b17cb430',
  'CliffWalkingSlippery-v1 12c020c3 7713d59a',
  'Taxi-v3 2582d42a 4fae8646',
  'Taxi-v4 2582d42a 4fae8646',
].join('; ');

const packageRoot = join(__dirname, '..', '..');
const repository = join(packageRoot, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'gymnasium-runtimes-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('this runtime computes the committed bits', () => {
  assert.equal(fingerprint(), FINGERPRINT);
});

/** Path of another Node's binary, or why there is none. The repository's own tests keep some in .cache. */
function otherNode(version: string): { path: string } | { missing: string } {
  const helper = pathToFileURL(join(repository, 'scripts', 'lib', 'test', 'nodes.mjs')).href;
  const code = `import(${JSON.stringify(helper)}).then((m) => m.available ? m.fetchNode('${version}') : Promise.reject(new Error('only on Linux x64'))).then(console.log)`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  return status === 0 ? { path: stdout.trim() } : { missing: stderr.trim().split('\n').at(-1) ?? 'not available' };
}

for (const version of ['20.19.0', '22.23.3', '24.21.0', '26.10.0']) {
  test(`Node ${version} computes the same bits`, (t) => {
    const node = otherNode(version);
    if ('missing' in node) {
      t.skip(node.missing);
      return;
    }
    const code = `console.log(require(${JSON.stringify(join(__dirname, '..', 'testing', 'fingerprint.js'))}).fingerprint())`;
    assert.equal(execFileSync(node.path, ['-e', code], { encoding: 'utf8' }).trim(), FINGERPRINT);
  });
}

/** A Chromium, or null. */
function findChromium(): string | null {
  const names = [process.env.CHROME_PATH, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.find((name) => name !== undefined && spawnSync(name, ['--version']).status === 0) ?? null;
}

/** What a page has written into its title by the time it is loaded. */
function titleOf(chromium: string, html: string): string {
  const page = join(folder, 'page.html');
  writeFileSync(page, html);
  const flags =
    '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
  const dom = execFileSync(
    chromium,
    [...flags.split(' '), `--user-data-dir=${join(folder, 'profile')}`, '--dump-dom', pathToFileURL(page).href],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 1_800_000,
    },
  );
  return /<title>(.*?)<\/title>/s.exec(dom)?.[1] ?? dom;
}

const chromium = findChromium();
const skip = chromium === null && 'no Chromium (set CHROME_PATH)';

test('Chromium computes the same bits', { skip }, () => {
  const entry = `import { fingerprint } from './fingerprint.js'; document.title = fingerprint();`;
  const resolveDir = join(__dirname, '..', 'testing');
  const bundle = buildSync({ stdin: { contents: entry, resolveDir }, bundle: true, format: 'iife', write: false });
  const html = `<title>nothing ran</title><script>${bundle.outputFiles[0].text}</script>`;
  assert.equal(titleOf(chromium ?? '', html), FINGERPRINT);
});

test('a browser bundle of the package works in a page: seeds, errors, frames', { skip }, () => {
  execFileSync(process.execPath, [join(packageRoot, 'scripts', 'build-browser.mjs')]);
  mkdirSync(join(folder, 'app'), { recursive: true });
  const app = `import { make, makeVec, NumpyGenerator } from 'gymnasium-js';
    const env = make('Pendulum-v1', { renderMode: 'svg' });
    env.reset({ seed: 1 });
    let error = '';
    try { env.step([NaN]); } catch (caught) { error = caught.name; }
    document.body.innerHTML = env.render();
    const drawn = document.querySelectorAll('svg polygon').length;
    const fresh = new NumpyGenerator().random() !== new NumpyGenerator().random();
    const envs = makeVec('CartPole-v1', { numEnvs: 3 });
    document.title = [new NumpyGenerator(42).random(), error, drawn, fresh, envs.reset({ seed: 1 }).observations.length].join(' ');`;
  const options = { bundle: true, format: 'iife', platform: 'browser', write: false } as const;
  const bundle = buildSync({ stdin: { contents: app, resolveDir: packageRoot }, ...options, metafile: true });
  assert.ok(Object.keys(bundle.metafile.inputs).some((path) => path.endsWith('dist/esm/index.js')));
  assert.doesNotMatch(bundle.outputFiles[0].text, /node:|require\(/);
  const html = `<title>nothing ran</title><body></body><script>${bundle.outputFiles[0].text}</script>`;
  assert.equal(titleOf(chromium ?? '', html), '0.7739560485559633 InvalidActionError 1 true 12');
});

test('the module for pages without a bundler works as it is', { skip }, () => {
  execFileSync(process.execPath, [join(packageRoot, 'scripts', 'build-browser.mjs')]);
  const module = readFileSync(join(packageRoot, 'dist', 'browser', 'gymnasium.mjs'), 'utf8');
  const program = `const env = make('FrozenLake-v1', { isSlippery: false });
    env.reset({ seed: 1 });
    document.title = [1, 1, 2, 1, 2, 2].map((action) => env.step(action).observation).join(' ');`;
  const html = `<title>nothing ran</title><script type="module">${module}\n${program}</script>`;
  assert.equal(titleOf(chromium ?? '', html), '4 8 9 13 14 15');
});
