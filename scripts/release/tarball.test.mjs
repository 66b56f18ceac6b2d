import assert from 'node:assert/strict';
import test from 'node:test';
import { findBrowser } from '../lib/test/browser.mjs';
import { withoutPlanck, withPlanck } from './box2d.mjs';
import { pageLine } from './page.mjs';
import { inProject, printed } from './project.mjs';
import { asCommonJs, asModule, expectedLine } from './programs.mjs';

const browser = await findBrowser();

test('the tarball in an empty project: import, require, and a page without a bundler', async (t) => {
  await inProject(async (project) => {
    const expected = await expectedLine();
    for (const [name, program] of [
      ['module.mjs', asModule],
      ['common.cjs', asCommonJs],
    ]) {
      project.write(name, program);
      assert.equal(await printed(project, process.execPath, [name]), expected);
    }
    if (browser === null) return t.skip('no Chromium (set CHROME_PATH)');
    assert.equal(
      await pageLine(project.folder, 'node_modules/gymnasium-js/dist/browser/gymnasium.mjs', browser),
      expected,
    );
  });
});

test('the tarball needs planck for box2d only: without it an error that names it, with it landers fly', async () => {
  await inProject(async (project) => {
    await withoutPlanck(project);
    await withPlanck(project);
  });
});
