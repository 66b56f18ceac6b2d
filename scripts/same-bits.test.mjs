// One seed trains to the same parameters, to the last bit, on every supported line of Node and in Chromium.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { build } from 'esbuild';
import { findBrowser } from './lib/test/browser.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { available, fetchNode, versions } from './lib/test/nodes.mjs';

const library = JSON.stringify(join(root, 'lib/ppo/dist/compiled.js'));
const runs = JSON.stringify(join(root, 'lib/ppo/scripts/same-bits-runs.mjs'));
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The fingerprint of the runs under one Node. */
async function underNode(binary) {
  const script = `const library = require(${library});
    import(${runs}).then(({ trainAll }) => trainAll(library)).then((bytes) => process.stdout.write(Buffer.from(bytes).toString('base64')));`;
  const done = await run(binary, ['-e', script]);
  assert.equal(done.code, 0, done.output);
  return digest(Buffer.from(done.stdout, 'base64'));
}

let expected;
before(async () => {
  expected = await underNode(process.execPath);
});

for (const version of Object.keys(versions)) {
  test(`Node ${version}`, { skip: !available && 'other versions of Node are tried on Linux x64 only' }, async () => {
    assert.equal(await underNode(await fetchNode(version)), expected);
  });
}

test('Chromium', async (t) => {
  const executablePath = await findBrowser();
  if (executablePath === null) {
    assert.ok(!process.env.BROWSER_REQUIRED, 'no Chromium was found, and here the browser tests must run');
    return t.skip('no Chromium');
  }
  const { outputFiles } = await build({
    stdin: {
      contents: `import { train, compiledLearner } from ${library}; import { trainAll } from ${runs};
        globalThis.fingerprint = async () => Array.from(await trainAll({ train, compiledLearner }));`,
      resolveDir: root,
    },
    alias: { 'gymnasium-js': join(root, 'lib/gymnasium-js/dist/index.js') },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  const { chromium } = await import('playwright-core');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0].text });
    assert.equal(digest(Uint8Array.from(await page.evaluate('fingerprint()'))), expected);
  } finally {
    await browser.close();
  }
});
