// The runner of npm run mutants, on a project of one small package.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { root, scripts } from '../lib/paths.mjs';
import { Bench } from './bench.mjs';
import { tryAll } from './campaign.mjs';
import { readOptions } from './command.mjs';
import { compile, runningFile, unlikeBuild } from './compile.mjs';
import { mutated, placeAll, readFaults } from './faults.mjs';
import { editsOf, randomMutants } from './random.mjs';
import { lineOf, packageOf, summaryOf, tableBy } from './report.mjs';
import { firstFailure } from './runTest.mjs';

const sources = {
  'lib/tiny/src/numbers/clamp.ts':
    'export const clamp = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x);\n',
  'lib/tiny/src/numbers/clamp.test.ts': `import assert from 'node:assert/strict';
import test from 'node:test';
import { clamp } from './clamp';
test('below the range', () => assert.equal(clamp(0, 1, 2), 1));
`,
  'lib/tiny/src/count.ts': `import { clamp } from './numbers/clamp';
export function count(n: number): number {
  let i = 0;
  while (i < clamp(n, 0, 9)) i += 1;
  return i;
}
export const greeting = (name: string): string => 'hello ' + name;
`,
  'lib/tiny/src/count.test.ts': `import assert from 'node:assert/strict';
import test from 'node:test';
import { count } from './count';
test('counts', () => assert.equal(count(3), 3));
`,
};
const settings = {
  target: 'ES2022',
  module: 'CommonJS',
  strict: true,
  esModuleInterop: true,
  types: [],
  rootDir: 'src',
  outDir: 'dist',
};

/** @param {import('node:test').TestContext} t */
function tinyProject(t) {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (/** @type {string} */ path, /** @type {string} */ text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', JSON.stringify({ workspaces: ['lib/tiny'] }));
  write('lib/tiny/package.json', JSON.stringify({ name: 'tiny', main: 'dist/count.js' }));
  write(
    'lib/tiny/tsconfig.json',
    JSON.stringify({ compilerOptions: settings, include: ['src'], exclude: ['**/*.test.ts'] }),
  );
  for (const [path, text] of Object.entries(sources)) write(path, text);
  for (const [path, text] of Object.entries(sources)) write(runningFile(path), compile(folder, path, text));
  return folder;
}

/** @type {import('./faults.mjs').Fault[]} */
const faults = [
  { id: 'never', file: 'count.ts', find: 'i += 1', replace: 'i += 0' },
  { id: 'lower', file: 'numbers/clamp.ts', find: 'low ? low', replace: 'low ? high' },
  { id: 'rude', file: 'count.ts', find: "'hello '", replace: "'what '" },
  { id: 'number', file: 'count.ts', find: "'hello ' + name", replace: 'name.length' },
].map((fault) => ({ ...fault, file: `lib/tiny/src/${fault.file}`, kind: 'slips', because: 'it is a test' }));

test('of four faults a test notices one, one hangs, the compiler refuses one, and one survives', async (t) => {
  const folder = tinyProject(t);
  const bench = new Bench(folder, join(folder, '.cache/mutants/1'), { limit: () => 300 });
  const { importing } = bench.order.of('lib/tiny/src/numbers/clamp.ts');
  assert.deepEqual(
    importing.map(({ source }) => source),
    ['lib/tiny/src/numbers/clamp.test.ts', 'lib/tiny/src/count.test.ts'],
  );

  const mutants = placeAll(folder, faults);
  const others = await tryAll([bench], mutants.slice(1));
  // Only what never ends has a short limit: a busy machine changes no verdict.
  bench.limit = () => 3;
  bench.patience = 3;
  const trials = [...(await tryAll([bench], mutants.slice(0, 1))), ...others];
  assert.deepEqual(
    trials.map(({ mutant, noticed }) => [mutant.id, noticed]),
    [
      ['never', 'hang'],
      ['lower', 'test'],
      ['rude', 'survived'],
      ['number', 'types'],
    ],
  );
  assert.equal(trials[1].by, 'lib/tiny/src/numbers/clamp.test.ts: below the range');
  assert.match(trials[3].by, /error TS2322: .*number.*string/);
  assert.match(
    lineOf(trials[2]),
    /^SURVIVED {2}lib\/tiny\/src\/count\.ts:7 {2}slips: 'hello ' -> 'what ' {2}\[rude\] {2}\(it is a test\)$/,
  );
  assert.match(tableBy(trials, 'package', packageOf), /^lib\/tiny +4 +3 +1 +1 +1 +75 %$/m);
  assert.equal(summaryOf(trials), '4 planted, 3 noticed (75 %)');
  for (const [path, text] of Object.entries(sources)) {
    assert.equal(readFileSync(join(bench.root, path), 'utf8'), text, 'every fault was taken out again');
    assert.equal(readFileSync(join(folder, path), 'utf8'), text, 'the project itself was left alone');
  }
});

test('a test that fails without the fault too ends it', async (t) => {
  const folder = tinyProject(t);
  const bench = new Bench(folder, join(folder, '.cache/mutants/1'));
  const [mutant] = placeAll(folder, faults.slice(1, 2));
  const broken = { ...mutant, original: mutant.original.replace('low ? low', 'low ? high + 1') };
  await assert.rejects(bench.try(broken), /clamp\.test\.ts does not pass without a fault, .* failed below the range/);
});

test('a fault that no longer fits the sources is named, and so are all others', (t) => {
  const folder = tinyProject(t);
  const fault = faults[1];
  const stale = [
    fault,
    { ...fault, id: 'gone', find: 'medium' },
    { ...fault, id: 'often', find: 'low' },
    { ...fault, id: 'moved', file: 'lib/tiny/src/no.ts' },
    { ...fault, id: 'same', replace: fault.find },
  ];
  assert.throws(
    () => placeAll(folder, stale),
    /^Problem: slips\/gone: "medium" occurs 0 times in lib\/tiny\/src\/numbers\/clamp\.ts, not once\nslips\/often: "low" occurs 3 times .*\nslips\/moved: there is no file lib\/tiny\/src\/no\.ts\nslips\/same: changes nothing\nMend/,
  );
});

// In a copy with a fault it would find that one, and no test of the project would have.
const inCopy = { skip: root.includes(join('.cache', 'mutants')) && 'a copy of the project, with a fault in it' };

test('every planted fault fits the sources', inCopy, async () => {
  const placed = placeAll(root, await readFaults(join(scripts, 'mutants/faults')));
  assert.ok(placed.length > 250, `${placed.length} faults`);
});

test('a fault stands in the line in which it begins', () => {
  const { line, change, text } = mutated('a;\nif (b) {\n  c(1);\n}\n', 3, 19, 'if (b) {\n  c(2);');
  assert.deepEqual([line, change], [3, 'if (b) { c(1); -> if (b) { c(2);']);
  assert.equal(text, 'a;\nif (b) {\n  c(2);\n}\n');
});

test('one file alone is compiled to the same text as in the build of its package', () => {
  const some = ['lib/ppo/src/numbers/stats.ts', 'lib/gymnasium-js/src/index.ts', 'lib/notebook/src/figures/lines.ts'];
  assert.deepEqual(unlikeBuild(root, [...some, 'lib/kernel/src/run/executor.ts', 'scripts/layers.cjs']), []);
  assert.throws(
    () => compile(root, some[0], 'export const a = ;'),
    /stats\.ts with its fault does not parse: Expression/,
  );
  assert.throws(() => compile(root, 'scripts/a.mjs', 'const a = ;'), /does not parse/);
});

test('the lists of faults are whole', async () => {
  const all = await readFaults(join(scripts, 'mutants', 'faults'));
  assert.ok(all.length >= 180, `${all.length} faults`);
  for (const { id, file, find, replace, because } of all) {
    assert.match(id, /^[a-z0-9-]+$/);
    for (const text of [file, find, because]) assert.ok(text.length > 0, id);
    assert.notEqual(find, replace, id);
  }
});

test('faults by chance: what each kind makes of a line, and never of a type', () => {
  const text = 'const a: 1 | 2 = b < 3 && c === d * 0.5 ? 1 : 0;\ngo(a);\nthrow new Error("x" + a);\n';
  const made = editsOf(text).map(({ kind, from, to, replacement }) => [kind, text.slice(from, to), replacement]);
  assert.deepEqual(made, [
    ['comparison', '&&', '||'],
    ['boundary', '<', '<='],
    ['constant', '3', '4'],
    ['comparison', '===', '!=='],
    ['arithmetic', '*', '/'],
    ['constant', '0.5', '(2 * 0.5)'],
    ['constant', '1', '2'],
    ['constant', '0', '1'],
    ['removed statement', 'go(a);', ';'],
  ]);
});

test('the same seed plants the same faults', (t) => {
  const folder = tinyProject(t);
  const ids = (/** @type {number} */ seed) =>
    randomMutants(folder, { count: 4, seed, accept: () => true }).map(({ id }) => id);
  assert.equal(new Set(ids(1)).size, 4);
  assert.deepEqual(ids(1), ids(1));
  assert.notDeepEqual(ids(1), ids(2));
});

test('the first failure is read from what comes, wherever it is cut', () => {
  const read = firstFailure();
  assert.equal(read('TAP version 13\nok 1 - a\nnot ok 2 - later # TODO\n    not o'), null);
  assert.equal(read('k 1 - inner\n'), 'inner');
});

test('options of npm run mutants', () => {
  assert.deepEqual(readOptions(['--package', 'ppo', '--only', 'a', '--only', 'b', '--jobs', '1']), {
    packages: ['ppo'],
    kinds: [],
    only: ['a', 'b'],
    jobs: 1,
    random: 0,
    seed: 1,
    quick: false,
  });
  assert.throws(() => readOptions(['--jobs', '0']), /--jobs: expected a whole number from 1, got "0"/);
  assert.throws(() => readOptions(['--what']), /'--what'.*Options: --package/s);
});
