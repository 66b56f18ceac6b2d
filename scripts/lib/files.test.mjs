import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { hashOf, makeFolder, writeWhole } from './files.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'files-test-'));
test.after(() => rmSync(scratch, { recursive: true, force: true }));

test('a folder whose filling fails is not there, and the next attempt starts clean', async () => {
  const target = join(scratch, 'libraries');
  const half = async (/** @type {string} */ aside) => {
    writeFileSync(join(aside, 'half'), '');
    throw new Error('cut off');
  };
  await assert.rejects(makeFolder(target, half), /cut off/);
  assert.equal(existsSync(target), false);
  await makeFolder(target, async (aside) => writeFileSync(join(aside, 'whole'), ''));
  assert.deepEqual(readdirSync(target), ['whole']);
  assert.equal(existsSync(`${target}.part`), false);
});

test('a file is written only when its content changes, and leaves nothing beside it', () => {
  const path = join(scratch, 'deep', 'stamp');
  assert.equal(writeWhole(path, 'one'), true);
  const before = statSync(path).ino;
  assert.equal(writeWhole(path, 'one'), false);
  assert.equal(statSync(path).ino, before);
  assert.equal(writeWhole(path, 'two'), true);
  assert.equal(readFileSync(path, 'utf8'), 'two');
  assert.deepEqual(readdirSync(join(scratch, 'deep')), ['stamp']);
});

test('a hash knows where one text ends and the next begins', () => {
  assert.notEqual(hashOf('ab', 'c'), hashOf('a', 'bc'));
  assert.equal(hashOf('ab', 'c'), hashOf('ab', 'c'));
});
