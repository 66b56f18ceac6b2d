import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { zipOf } from './page/zip.mjs';

const python = process.env.PYTHON ?? 'python3';
const skip = spawnSync(python, ['--version']).status !== 0 && 'no Python';

test('an archive is read by another program, which checks its sums', { skip }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const texts = { '00-start-here.ipynb': '{"cells": []}\n', 'Übung é.ipynb': 'naïve 🎲'.repeat(5000), 'empty.txt': '' };
  const path = join(folder, 'work.zip');
  writeFileSync(path, Buffer.concat(zipOf(texts)));
  const program = `import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps({ name: archive.read(name).decode() for name in archive.namelist() }))`;
  assert.deepEqual(JSON.parse(String(execFileSync(python, ['-c', program, path]))), texts);
});
