import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { isInstalled } from './npm-packages.mjs';

/**
 * A project with a lock file, what npm recorded of the last install, and the package folders that exist.
 * @param {import('node:test').TestContext} t
 * @param {object} wanted
 * @param {object | null} recorded
 * @param {string[]} folders
 */
function installed(t, wanted, recorded, folders) {
  const root = mkdtempSync(join(tmpdir(), 'npm-test-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const write = (/** @type {string} */ path, /** @type {unknown} */ value) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(value));
  };
  write('package-lock.json', { packages: { '': { name: 'root' }, 'lib/own': { version: '0.1.0' }, ...wanted } });
  if (recorded) write('node_modules/.package-lock.json', { packages: recorded });
  for (const folder of folders) write(`${folder}/package.json`, {});
  return isInstalled(root);
}

const one = { 'node_modules/one': { version: '1.0.0' } };
const at = ['node_modules/one'];

test('what npm recorded and what is there decide', (t) => {
  assert.equal(installed(t, one, one, at), true);
  assert.equal(installed(t, one, null, at), false, 'an install that did not end leaves no record');
  assert.equal(installed(t, one, { 'node_modules/one': { version: '1.0.1' } }, at), false, 'another version');
  assert.equal(installed(t, one, {}, at), false, 'a package that was added to the lock file');
  assert.equal(installed(t, one, one, []), false, 'a package that was deleted');
});

test('packages for other platforms may be missing, and workspaces are links', (t) => {
  const forMac = { 'node_modules/for-mac': { version: '1.0.0', optional: true } };
  const link = { 'node_modules/own': { resolved: 'lib/own', link: true } };
  assert.equal(installed(t, { ...one, ...forMac, ...link }, { ...one, ...link }, at), true);
});
