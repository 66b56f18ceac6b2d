// The rules on imports find what they are there to find.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import layerLists from './layers.cjs';
import { findNotebooks, lessonName, readNotebook, textOf } from './lib/notebooks/files.mjs';
import { root, scripts } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { workspaces } from './lib/workspaces.mjs';

const { arrows, entries, layers } = layerLists;

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
  const folder = mkdtempSync(join(tmpdir(), 'imports-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
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
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const rules = join(scripts, 'lib/imports.cjs');
  const done = await run(
    process.execPath,
    [cruiser, '--config', rules, '--output-type', 'json', 'lib/*/src', 'scripts'],
    { cwd: folder },
  );
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

test('the list of layers knows every package, every folder of a layered package, and no loose file', () => {
  assert.deepEqual(
    workspaces()
      .map(({ path }) => path)
      .filter((path) => !(path in arrows)),
    [],
  );
  for (const [path, rows] of Object.entries(layers)) {
    const found = readdirSync(join(root, path, 'src'), { withFileTypes: true });
    const folders = found.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    assert.deepEqual(
      folders.filter((name) => ![...rows.flat(), 'testing'].includes(name)),
      [],
      `${path}: folders that scripts/layers.cjs does not name`,
    );
    const loose = found.filter((entry) => entry.isFile()).map((entry) => entry.name.replace(/(\.test)?\.ts$/, ''));
    assert.deepEqual(
      loose.filter((name) => !entries[path].includes(name)),
      [],
      `${path}/src: these belong into a folder`,
    );
    assert.deepEqual(
      rows.flat().filter((name) => !existsSync(join(root, path, 'src', name))),
      [],
      `${path}: folders that scripts/layers.cjs names and that do not exist`,
    );
  }
});

for (const path of findNotebooks()) {
  test(`${lessonName(path)} imports packages, never files of the repository or the kernel`, () => {
    /** @type {{ cell_type: string, source: string | string[] }[]} */
    const cells = readNotebook(path).cells;
    const specifiers = cells
      .filter((cell) => cell.cell_type === 'code')
      .flatMap((cell) => [...textOf(cell.source).matchAll(/(?:from|import|require\()\s*['"]([^'"]+)['"]/g)])
      .map((match) => match[1]);
    assert.deepEqual(
      specifiers.filter((name) => name.startsWith('.') || name.split('/')[0] === 'lesson-kernel'),
      [],
    );
  });
}
