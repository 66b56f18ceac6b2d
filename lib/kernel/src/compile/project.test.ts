import assert from 'node:assert/strict';
import * as path from 'node:path';
import test from 'node:test';
import { Fixture } from '../testing/fixture';
import { findProject } from './project';

test('the project of a notebook is the workspace root, not the package in between', () => {
  const fixture = new Fixture({
    'package.json': '{ "workspaces": [], "tslab": { "compilerOptions": { "noImplicitReturns": true } } }',
    'notebooks/sub/package.json': '{}',
  });
  try {
    const project = findProject(path.join(fixture.notebooks, 'sub'));
    assert.equal(project.root, fixture.root);
    assert.deepEqual(project.compilerOptions, { noImplicitReturns: true });
    fixture.write('notebooks/sub/package.json', '{ oops');
    assert.throws(() => findProject(path.join(fixture.notebooks, 'sub')), /sub.package\.json is not valid JSON/);
  } finally {
    fixture.remove();
  }
});
