import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import test from 'node:test';
import { probes } from './probes';

const packageFolder = path.join(__dirname, '..', '..', '..');
const source = path.join(packageFolder, 'src');
const readme = fs.readFileSync(path.join(packageFolder, 'README.md'), 'utf8');

test('the table of repairs in README.md has one line for each probe', () => {
  const numbers = [...readme.matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
  assert.deepEqual(
    numbers,
    probes.map((probe) => probe.number),
  );
});

test('every folder of src has a line in README.md, and every file named there exists', () => {
  const folders = fs.readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map((entry) => entry.name);
  const described = [...readme.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
  assert.deepEqual(described.sort(), names.sort());
  const files = [...readme.matchAll(new RegExp(`\`((?:${names.join('|')})/\\w+)\``, 'g'))].map((match) => match[1]);
  const missing = files.filter((file) => !fs.existsSync(path.join(source, `${file}.ts`)));
  assert.ok(files.length > probes.length, `only ${files.length} files are named`);
  assert.deepEqual(missing, []);
});
