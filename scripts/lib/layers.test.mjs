import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { layerOf, wrongLayers } from './layers.mjs';

/** A package like ppo-lib, with these sources by name. */
function library(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'layers-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'src'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'src', name), text);
  return { folder, paths: Object.keys(files).map((name) => join(folder, 'src', name)) };
}

test('an import outwards is found, also by way of a helper and as a type', (t) => {
  const { folder, paths } = library(t, {
    'surrogate.ts': `import { a } from './helper';\nexport const s = a;`,
    'helper.ts': `export { a } from './train';`,
    'train.ts': `import type { P } from './config';\nexport const a = 1; export type Q = P;`,
    'config.ts': `import type { Q } from './train';\nexport type P = Q;`,
  });
  assert.deepEqual(wrongLayers(folder, paths), ['surrogate.ts -> helper.ts', 'config.ts -> train.ts']);
});

test('imports inwards and within a layer are fine', (t) => {
  const { folder, paths } = library(t, {
    'stats.ts': `import './surrogate';`,
    'surrogate.ts': `export const s = 1;`,
    'losses.ts': `import './surrogate'; import '@tensorflow/tfjs-node';`,
    'train.ts': `import './losses'; import './stats';`,
  });
  assert.deepEqual(wrongLayers(folder, paths), []);
});

test('a helper belongs to the layer that it needs', (t) => {
  const { folder } = library(t, {
    'plain.ts': `export const p = 1;`,
    'tensorHelper.ts': `import * as tf from '@tensorflow/tfjs-core';\nexport const t = tf;`,
    'late.ts': `import './train';`,
    'train.ts': '',
  });
  assert.equal(layerOf(folder, 'plain.ts'), 'numbers');
  assert.equal(layerOf(folder, 'tensorHelper.ts'), 'tensors');
  assert.equal(layerOf(folder, 'late.ts'), 'algorithm');
});
