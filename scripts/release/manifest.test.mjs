import assert from 'node:assert/strict';
import test from 'node:test';
import { provenanceFault, versionFaults } from './manifest.mjs';

const changelog = '# Changelog\n\n## Unreleased\n\n## 1.2.0\n\n## 1.1.0\n';
const faultsOf = (/** @type {string} */ version, text = changelog) =>
  versionFaults({ manifest: { version }, changelog: text });

test('the version is the newest that the changelog tells of', () => {
  assert.deepEqual(versionFaults(), []);
  assert.deepEqual(faultsOf('1.2.0'), []);
  assert.match(faultsOf('1.3.0')[0], /the newest version is 1\.2\.0, package\.json has 1\.3\.0/);
  assert.match(faultsOf('1.2')[0], /1\.2 is no semantic version/);
  assert.match(faultsOf('1.2.0', `${changelog}\n## 1.0\n`)[0], /what is 1\.0\?/);
});

test('provenance needs the public address of the sources', () => {
  const publishConfig = { provenance: true };
  const fault = (/** @type {unknown} */ repository) => provenanceFault({ publishConfig, repository });
  assert.equal(fault({ type: 'git', url: 'git+https://git.example/a/b.git' }), null);
  assert.match(String(fault(undefined)), /no repository/);
  assert.match(String(fault({ url: '../here' })), /no repository/);
  assert.match(String(provenanceFault({ repository: 'https://git.example/a' })), /publishConfig\.provenance/);
});
