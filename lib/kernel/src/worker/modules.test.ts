import assert from 'node:assert/strict';
import test from 'node:test';
import { mountProject, PROJECT } from './files';
import { CellModules } from './modules';

mountProject({ [`${PROJECT}/node_modules/kit/package.json`]: '{ "version": "1.2.3" }' }, () => undefined);

test('a module of the bundle is loaded when it is first asked for, and once', () => {
  let loads = 0;
  const modules = new CellModules({ kit: () => ({ number: ++loads }) });
  assert.equal(loads, 0);
  assert.equal(modules.require('kit'), modules.require('kit'));
  assert.equal(loads, 1);
});

test('a module of Node has two names', () => {
  const modules = new CellModules({ fs: () => ({}) });
  assert.equal(modules.require('node:fs'), modules.require('fs'));
});

test('manifests of packages can be read; what is missing is an error with the code that Node gives, and names what there is', () => {
  const modules = new CellModules({ kit: () => ({}) });
  assert.deepEqual(modules.require('kit/package.json'), { version: '1.2.3' });
  assert.throws(() => modules.require('left-pad'), {
    code: 'MODULE_NOT_FOUND',
    message: "Cannot find module 'left-pad'. In a page, cells may import kit.",
  });
  assert.throws(() => modules.require('./mine'), /only modules that a cell defines with @module/);
});

test('a module that a cell defines is found from the folder of the notebooks, and a new definition replaces it', () => {
  const modules = new CellModules({ kit: () => ({ one: 1 }) });
  const file = `${PROJECT}/notebooks/mine.js`;
  modules.define(file, "exports.value = require('kit').one;");
  assert.deepEqual(modules.require('./mine'), { value: 1 });
  modules.define(file, 'exports.value = 2;');
  assert.deepEqual(modules.require('./mine'), { value: 2 });
});
