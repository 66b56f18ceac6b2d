// Which notebooks count as the project's lessons.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import test from 'node:test';
import { findNotebooks } from './notebooks/files.mjs';
import { contentHash, listFile, recordLessons, shippedLessons, sortNotebooks, unchangedLessons } from './shipped.mjs';

test('the list has every lesson as it lies here, and no other', () => {
  const here = findNotebooks().map((path) => /** @type {const} */ ([basename(path), contentHash(path)]));
  assert.deepEqual(
    Object.fromEntries(shippedLessons()),
    Object.fromEntries(here),
    'npm run notebooks -- NAME executes a changed lesson and writes it down; npm run notebooks -- --record NAME only does the latter',
  );
});

test('the list is what sha256sum writes and checks', () => {
  const lines = findNotebooks().map((path) => {
    const hash = createHash('sha256').update(readFileSync(path, 'utf8').replaceAll('\r', '')).digest('hex');
    return `${hash}  ${basename(path)}\n`;
  });
  assert.equal(readFileSync(listFile, 'utf8').replaceAll('\r', ''), lines.join(''));
});

/**
 * A hand-out of two lessons without git, and its list.
 * @param {import('node:test').TestContext} t
 */
function handOut(t) {
  const folder = mkdtempSync(join(tmpdir(), 'shipped-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const list = join(folder, 'lessons.sha256');
  const write = (/** @type {string} */ name, /** @type {string} */ text) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const text = (/** @type {string} */ what) => `{\n "cells": ["${what}"]\n}\n`;
  recordLessons([write('01-clip.ipynb', text('clip')), write('02-gae.ipynb', text('gae'))], folder, list);
  /** What is shipped, by name, and every other notebook with the reason. */
  const sorted = () => {
    const { shipped, others } = sortNotebooks(folder, list);
    const name = (/** @type {string} */ path) => path.slice(folder.length + 1);
    return {
      shipped: shipped.map(name),
      others: Object.fromEntries(others.map(({ path, reason }) => [name(path), reason])),
    };
  };
  return { folder, list, write, text, sorted };
}

const both = ['01-clip.ipynb', '02-gae.ipynb'];

test('lessons are known by their content, also with CRLF and under another name', (t) => {
  const { folder, list, write, text, sorted } = handOut(t);
  assert.deepEqual(sorted(), { shipped: both, others: {} });
  write('01-clip.ipynb', text('clip').replaceAll('\n', '\r\n'));
  writeFileSync(list, readFileSync(list, 'utf8').replaceAll('\n', '\r\n'));
  write('mine/copy.ipynb', text('gae'));
  assert.deepEqual(sorted(), { shipped: [...both, 'mine/copy.ipynb'], others: {} });
  assert.deepEqual(
    unchangedLessons(folder, list),
    both.map((name) => join(folder, name)),
    'under their own names',
  );
});

test('a notebook that somebody added and one that was edited are no lessons, and it says why', (t) => {
  const { folder, list, write, text, sorted } = handOut(t);
  write('03-evil.ipynb', text('<script>'));
  write('deep/er/evil.ipynb', text('<script>'));
  write('.ipynb_checkpoints/01-clip-checkpoint.ipynb', text('older'));
  appendFileSync(join(folder, '01-clip.ipynb'), ' ');
  assert.deepEqual(sorted(), {
    shipped: ['02-gae.ipynb'],
    others: {
      '01-clip.ipynb': 'changed since it was shipped',
      '03-evil.ipynb': "not one of this project's lessons",
      'deep/er/evil.ipynb': "not one of this project's lessons",
    },
  });
  assert.deepEqual(unchangedLessons(folder, list), [join(folder, '02-gae.ipynb')]);
});

test('without the list nothing is a lesson, and it says so', (t) => {
  const { list, sorted } = handOut(t);
  rmSync(list);
  const { shipped, others } = sorted();
  assert.deepEqual(shipped, []);
  assert.match(others['01-clip.ipynb'], /lessons\.sha256, the list of the lessons, is missing/);
});

test('what is written down anew replaces its line, and the line of a lesson that is gone goes', (t) => {
  const { folder, list, write, text, sorted } = handOut(t);
  rmSync(join(folder, '02-gae.ipynb'));
  recordLessons([write('01-clip.ipynb', text('clipped')), write('00-start.ipynb', text('start'))], folder, list);
  assert.deepEqual([...shippedLessons(list).keys()], ['00-start.ipynb', '01-clip.ipynb']);
  assert.deepEqual(sorted().others, {});
});
