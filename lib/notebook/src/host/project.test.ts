import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFile } from '../index';
import { figuresFolder } from './project';

test('a file of the project is found from any folder in it, and what is missing is named', () => {
  const root = mkdtempSync(join(tmpdir(), 'project-'));
  try {
    for (const folder of ['notebooks/solutions', 'data']) mkdirSync(join(root, folder), { recursive: true });
    for (const file of ['package.json', 'data/runs.json']) writeFileSync(join(root, file), '{}');
    for (const start of ['.', 'notebooks', 'notebooks/solutions', 'data']) {
      assert.equal(projectFile('data/runs.json', join(root, start)), join(root, 'data', 'runs.json'));
    }
    assert.throws(
      () => projectFile('data/none.json', root),
      /projectFile\('data\/none.json'\): the project has no such file/,
    );
    assert.throws(() => projectFile('data/runs.json', tmpdir()), /not inside the project/);
    assert.throws(() => projectFile('package.json', 5 as never), /projectFile: start: expected text .* got 5/);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('numbers of figures are written only where a command has said so', () => {
  const before = process.env.NOTEBOOK_FIGURES_DIR;
  try {
    delete process.env.NOTEBOOK_FIGURES_DIR;
    assert.equal(figuresFolder(), null, 'in the kernel of a reader');
    process.env.NOTEBOOK_FIGURES_DIR = '';
    assert.equal(figuresFolder(), null);
    process.env.NOTEBOOK_FIGURES_DIR = tmpdir();
    assert.equal(figuresFolder(), tmpdir());
  } finally {
    if (before === undefined) delete process.env.NOTEBOOK_FIGURES_DIR;
    else process.env.NOTEBOOK_FIGURES_DIR = before;
  }
});
