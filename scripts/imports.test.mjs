// The rules on imports find what they are there to find.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { cruise } from './lib/test/tools.mjs';

/** A house like ours, with nothing wrong in it. */
const house = {
  'lib/engine/package.json': '{ "name": "ppo-engine", "main": "dist/index.js" }',
  'lib/engine/src/index.ts': 'export const e = 1;',
  'lib/engine/dist/index.js': 'exports.e = 1;',
  'lib/gymnasium-js/package.json': '{ "name": "gymnasium-js", "main": "dist/index.js" }',
  'lib/gymnasium-js/src/index.ts': 'export const env = 1;',
  'lib/gymnasium-js/dist/index.js': 'exports.env = 1;',
  'lib/ppo/package.json':
    '{ "name": "ppo-lib", "main": "dist/index.js", "dependencies": { "gymnasium-js": "0.1.0", "piscina": "5.3.2" } }',
  'lib/ppo/dist/index.js': 'exports.s = 1;',
  'lib/ppo/src/index.ts': "export * from './training/train'; export * from './tfjs/learner';",
  'lib/ppo/src/numbers/stats.ts': 'export const s = 1;',
  'lib/ppo/src/config/config.ts': "import { s } from '../numbers/stats'; export const c = s;",
  'lib/ppo/src/tfjs/learner.ts': "import { s } from '../numbers/stats'; export const l = s;",
  'lib/ppo/src/compiled/learner.ts': 'export const l = 1;',
  'lib/ppo/src/training/train.ts':
    "import { env } from 'gymnasium-js'; import { l } from '../tfjs/learner'; export const t = l + env;",
  'lib/ppo/src/training/train.test.ts': "import '../testing/fakes'; import './train';",
  'lib/ppo/src/testing/fakes.ts': 'export const f = 1;',
  'scripts/bench.mjs': "import 'ppo-lib';",
};

/**
 * The violations in such a house with these files changed or added, as { rule, from, to }.
 * @param {import('node:test').TestContext} t
 * @param {Record<string, string>} changes
 */
async function violations(t, changes) {
  const outside = mkdtempSync(join(tmpdir(), 'imports-test-'));
  t.after(() => rmSync(outside, { recursive: true, force: true }));
  const folder = join(outside, "Übung (50% $& 'x')");
  const paths = { 'ppo-lib': 'lib/ppo', 'gymnasium-js': 'lib/gymnasium-js', 'ppo-engine': 'lib/engine' };
  const manifest = JSON.stringify({
    workspaces: Object.values(paths),
    dependencies: Object.fromEntries(Object.keys(paths).map((name) => [name, '0.1.0'])),
  });
  for (const [path, text] of Object.entries({ 'package.json': manifest, ...house, ...changes })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  for (const [name, path] of Object.entries(paths)) symlinkSync(`../${path}`, join(folder, 'node_modules', name));
  const done = await cruise(folder, ['--output-type', 'json', 'lib/*/src', 'scripts']);
  assert.ok(done.stdout.startsWith('{'), done.output);
  /** @type {{ rule: { name: string }, from: string, to: string }[]} */
  const found = JSON.parse(done.stdout).summary.violations;
  return found.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

test('a house in order has no violation', async (t) => {
  assert.deepEqual(await violations(t, {}), []);
});

/** What is planted -> the file it is planted in, its text, and the rule that finds it. */
const planted = {
  'upwards, as a type': [
    'lib/ppo/src/numbers/up.ts',
    "import type { t } from '../training/train'; export type T = typeof t;",
  ],
  'one layer up': ['lib/ppo/src/numbers/step.ts', "export { c } from '../config/config';"],
  'from one learner to the other': ['lib/ppo/src/compiled/other.ts', "export { l } from '../tfjs/learner';"],
  'from the top of the package': ['lib/ppo/src/numbers/top.ts', "export { t as s } from '../index';"],
  'in a circle': ['lib/ppo/src/numbers/circle.ts', "import type { B } from './back'; export type A = B;"],
  'of a package above': ['lib/gymnasium-js/src/above.ts', "export * from 'ppo-lib';"],
  'of a package by its path': ['lib/ppo/src/numbers/path.ts', "export * from '../../../gymnasium-js/src/index';"],
  'of a package that package.json does not name': ['lib/ppo/src/numbers/unnamed.ts', "export * from 'ppo-engine';"],
  "of a package's inside by a script": ['scripts/deep.mjs', "import '../lib/ppo/dist/index.js';"],
  'of a script by a package': ['lib/ppo/src/numbers/script.ts', "import '../../../../scripts/bench.mjs'; export {};"],
  'of test helpers outside tests': ['lib/ppo/src/numbers/helper.ts', "export { f as s } from '../testing/fakes';"],
  'of tensors by a plain package': ['lib/gymnasium-js/src/tensors.ts', "export * from '@tensorflow/tfjs';"],
  'of nothing that exists': ['lib/ppo/src/numbers/gone.ts', "import './gone-too'; export {};"],
};
/** @type {Record<keyof typeof planted, RegExp>} */
const rules = {
  'upwards, as a type': /^lib\/ppo: numbers imports itself and what lies below$/,
  'one layer up': /^lib\/ppo: numbers imports itself and what lies below$/,
  'from one learner to the other': /^lib\/ppo: compiled imports itself and what lies below$/,
  'from the top of the package': /^lib\/ppo: numbers imports itself and what lies below$/,
  'in a circle': /^no circles$/,
  'of a package above': /^lib\/gymnasium-js imports no package of ours$/,
  'of a package by its path': /^a package is imported by its name$/,
  'of a package that package.json does not name': /^lib\/ppo names the packages of ours that it needs/,
  "of a package's inside by a script": /^scripts use what packages export$/,
  'of a script by a package': /^packages know nothing of scripts$/,
  'of test helpers outside tests': /^only tests use what is there for tests$/,
  'of tensors by a plain package': /^no tensors in plain packages$/,
  'of nothing that exists': /^every import is found$/,
};

test('every planted import is found, in the file that it is planted in', async (t) => {
  const found = await violations(t, {
    ...Object.fromEntries(Object.values(planted)),
    'lib/ppo/src/numbers/back.ts': "import type { A } from './circle'; export type B = A;",
    'node_modules/@tensorflow/tfjs/index.js': 'exports.tf = 1;',
  });
  for (const [what, [path]] of Object.entries(planted)) {
    const rule = rules[/** @type {keyof typeof planted} */ (what)];
    assert.ok(
      found.some((one) => [one.from, one.to].includes(path) && rule.test(one.rule)),
      `an import ${what}: ${JSON.stringify(found.filter((one) => one.from === path))}`,
    );
  }
});
