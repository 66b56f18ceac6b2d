import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCluster } from './clusterTest.mjs';
import { installedPython } from './install.mjs';
import { whyNotIsolated } from './namespace.mjs';

const python = installedPython('ray');
const skip = python === null ? 'Ray is not installed: npm run ray -- install' : (whyNotIsolated() ?? false);

test('on a Ray cluster an actor is killed, and the run is that of threads', { skip }, async () => {
  /** @type {string[]} */
  const lines = [];
  const code = await testCluster(String(python), { form: 'short' }, (line) => lines.push(line));
  assert.equal(code, 0, lines.join('\n'));
  assert.match(lines.at(-1) ?? '', /^an actor .* [12] +the same$/, 'the killed actor was playing nothing');
});
