import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { compareFigureFiles, orphanedFigures } from './figureFiles.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {Record<string, unknown>} committed  file name -> value
 * @param {Record<string, unknown>} fresh
 */
function folders(t, committed, fresh) {
  const outside = mkdtempSync(join(tmpdir(), 'figures-test-'));
  t.after(() => rmSync(outside, { recursive: true, force: true }));
  for (const [name, files] of Object.entries({ committed, fresh })) {
    mkdirSync(join(outside, name));
    for (const [file, value] of Object.entries(files)) writeFileSync(join(outside, name, file), JSON.stringify(value));
  }
  return { fresh: join(outside, 'fresh'), committed: join(outside, 'committed') };
}

test('the numbers that a figure leaves are compared with the committed ones, within the tolerance', (t) => {
  const at = folders(t, { 'clip.json': { y: [1, 1000] }, 'other.json': {} }, { 'clip.json': { y: [1, 1000.0011] } });
  assert.deepEqual(compareFigureFiles(at.fresh, { committed: at.committed }), [
    'data/figures/clip.json.y.1 was 1000 and is now 1000.0011',
  ]);
  assert.deepEqual(compareFigureFiles(at.fresh, { committed: at.committed, tolerance: 1e-5 }), []);
});

test('a figure whose numbers are not committed is named', (t) => {
  const { fresh, committed } = folders(t, {}, { 'new.json': {} });
  assert.match(
    compareFigureFiles(fresh, { committed })[0],
    /^data\/figures\/new\.json is missing: run npm run notebooks/,
  );
});

test("numbers that no lesson leaves any more are named; long runs are not the lessons'", (t) => {
  const { committed } = folders(t, { 'clip.json': {}, 'gone.json': {}, 'long.runs.json': {}, 'picture.png': '' }, {});
  assert.deepEqual(orphanedFigures(['clip.json'], committed), [
    'data/figures/gone.json: no lesson makes it; remove it',
  ]);
});
