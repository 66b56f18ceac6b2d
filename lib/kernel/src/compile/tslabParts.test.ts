import assert from 'node:assert/strict';
import test from 'node:test';
import { assertTslabVersion } from './tslabParts';

test('another tslab than the expected one is refused with both versions and the remedy', () => {
  assert.throws(() => assertTslabVersion('1.0.23'), /tslab 1\.0\.22.*tslab 1\.0\.23.*npm ci/s);
  assertTslabVersion('1.0.22');
});
