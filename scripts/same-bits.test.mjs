// One seed trains to the same parameters, to the last bit, on every supported line of Node and in Chromium.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { root, scripts } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { findBrowser } from './lib/test/browser.mjs';
import { available, fetchNode, versions } from './lib/test/nodes.mjs';

const runs = join(scripts, 'same-bits-runs.mjs');

/** @param {Uint8Array} bytes */
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * The digest of the runs under one Node.
 * @param {string} binary
 */
async function underNode(binary) {
  const program = `
    import library from 'ppo-lib/compiled';
    const { trainAll } = await import(${JSON.stringify(pathToFileURL(runs).href)});
    process.stdout.write(Buffer.from(await trainAll(library)).toString('base64'));`;
  const done = await run(binary, ['--input-type=module', '-e', program], { cwd: root });
  assert.equal(done.code, 0, done.output);
  return digest(Buffer.from(done.stdout, 'base64'));
}

let expected = '';
before(async () => {
  expected = await underNode(process.execPath);
});

test('the runs train something', () => {
  assert.notEqual(expected, digest(new Uint8Array()));
});

for (const version of Object.keys(versions)) {
  test(`Node ${version}`, { skip: !available && 'other versions of Node are tried on Linux x64 only' }, async () => {
    assert.equal(await underNode(await fetchNode(version)), expected);
  });
}

const browserPath = await findBrowser();
const skip = browserPath === null && !process.env.BROWSER_REQUIRED && 'no Chromium: set CHROME_PATH or install one';

test('Chromium', { skip }, async (t) => {
  assert.ok(browserPath !== null, 'no Chromium was found, and here this test must run');
  const { outputFiles } = await build({
    stdin: {
      contents: `import { train, compiledLearner } from 'ppo-lib/compiled'; import { trainAll } from './scripts/same-bits-runs.mjs';
        globalThis.trainAll = async () => Array.from(await trainAll({ train, compiledLearner }));`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  const quiet = ['gpu', 'background-networking', 'component-update'].map((name) => `--disable-${name}`);
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', ...quiet],
    timeout: 300_000,
  });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0].text });
  assert.equal(digest(Uint8Array.from(/** @type {number[]} */ (await page.evaluate('trainAll()')))), expected);
});
