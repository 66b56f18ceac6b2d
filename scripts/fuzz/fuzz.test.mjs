// The fuzzer: its verdicts on functions whose faults are known, and a short run over the packages.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { readOptions } from './command.mjs';
import { lookAt } from './judge.mjs';
import { brokenTargets, makeCall, placeOf } from './oneCall.mjs';
import { allTargets, planCalls } from './plan.mjs';
import { countsOf, isGood, tableOf } from './report.mjs';
import { slotsOf, spoil } from './slots.mjs';
import { publicSubpaths, withoutTargets } from './subpaths.mjs';
import { makeCalls } from './supervise.mjs';
import { missingTargets, parametersOf, targetsOf } from './target.mjs';

const require = createRequire(import.meta.url);

/** Functions of every kind of carefulness. */
const lib = {
  /** @param {number} rate */
  careful(rate) {
    if (!Number.isFinite(rate)) throw new RangeError(`rate: expected a finite number, got ${String(rate)}`);
    return 2 * rate;
  },
  /** @param {number} rate */
  careless: (rate) => 2 * rate,
  /** @param {{ rates: number[] }} options */
  raw: (options) => options.rates.map((rate) => rate).length,
  /** @param {number} rate */
  mute(rate) {
    if (typeof rate !== 'number') throw new TypeError('something is wrong');
    return 1;
  },
  /** @param {number} rate */
  stray(rate) {
    if (rate === -1) void Promise.reject(new Error('stray'));
    return 1;
  },
};
const targets = targetsOf('lib', lib, {
  careful: () => [1],
  careless: () => [1],
  raw: () => [{ rates: [1] }],
  mute: () => [1],
});
const verdictOf = async (
  /** @type {string} */ name,
  /** @type {string} */ kind,
  path = /** @type {(string | number)[]} */ ([0]),
) => {
  const target = targets.find((one) => one.name === name);
  assert.ok(target !== undefined);
  return (await makeCall({ target, path, kind })).verdict;
};

test('an error that names the argument and a rule is clear, one that only complains is vague', async () => {
  assert.equal(await verdictOf('careful', 'NaN'), 'clear');
  assert.equal(await verdictOf('careful', 'word'), 'clear');
  assert.equal(await verdictOf('mute', 'word'), 'vague');
  assert.equal(await verdictOf('raw', 'null'), 'vague');
  assert.equal(await verdictOf('raw', 'getter'), 'vague', "'map is not a function' is of the engine");
});

test('NaN, another kind of result and an unknown option that pass are silent nonsense', async () => {
  assert.equal(await verdictOf('careless', 'NaN'), 'silent');
  assert.equal(await verdictOf('careless', 'word'), 'silent');
  assert.equal(await verdictOf('careless', 'huge'), 'silent', 'it overflows');
  assert.equal(await verdictOf('careless', 'fraction'), 'accepted');
  assert.equal(await verdictOf('raw', 'fraction', [0, 'unknownOption']), 'silent');
  assert.equal(await verdictOf('raw', 'too long', [0, 'rates']), 'accepted');
});

test('what a target declares is accepted', async () => {
  const [target] = targetsOf('lib', lib, { careless: { args: () => [1], accepts: ['rate: NaN'] } });
  assert.equal((await makeCall({ target, path: [0], kind: 'NaN' })).verdict, 'accepted');
  assert.equal((await makeCall({ target, path: [0], kind: 'Infinity' })).verdict, 'silent');
});

test('a planted error may pass through', async () => {
  const [target] = targetsOf('lib', { first: (/** @type {number[]} */ list) => list[0] }, { first: () => [[1]] });
  assert.equal((await makeCall({ target, path: [0], kind: 'proxy' })).verdict, 'clear');
});

test('places: the argument, every option, the first element, an option that does not exist', () => {
  const args = [[1, 2], { rate: 0.1, inner: { deep: 'x' } }, Float32Array.of(1)];
  const paths = slotsOf(args).map(({ path }) => path.join('.'));
  assert.deepEqual(paths, [
    '0',
    '0.0',
    '1',
    '1.unknownOption',
    '1.rate',
    '1.inner',
    '1.inner.unknownOption',
    '1.inner.deep',
    '2',
    '2.0',
  ]);
  assert.deepEqual(
    slotsOf(args, ['inner'])
      .map(({ path }) => path.join('.'))
      .slice(4),
    ['1.rate', '1.inner', '2', '2.0'],
  );
});

test('a wrong value goes into a copy of what holds its place', () => {
  const shared = Object.freeze({ rates: Object.freeze([1, 2]) });
  const args = [shared];
  spoil(args, [0, 'rates', 0], 'word');
  assert.deepEqual(args, [{ rates: ['abc', 2] }]);
  assert.deepEqual(shared, { rates: [1, 2] });
});

test('names of parameters are read from the source', () => {
  assert.deepEqual(
    parametersOf((/** @type {number} */ a, b = [1, 2], { c = 1 } = {}) => [a, b, c]),
    ['a', 'b', 'options'],
  );
  class Kind {
    /** @param {number} size @param {object} options */
    constructor(size, options = {}) {
      this.all = [size, options];
    }
  }
  assert.deepEqual(parametersOf(Kind), ['size', 'options']);
  assert.equal(placeOf(targets[0], [0, 'x', 0]), 'rate.x.0');
});

test('an export without a target is named', () => {
  assert.deepEqual(missingTargets({ a: 1, B: 1, c: 1 }, { a: () => [], 'B#m': () => [] }), ['c']);
});

test('oddities are found however deep, and a circle ends', () => {
  const value = { list: [1, { n: NaN }], text: 'got undefined' };
  Object.assign(value, { self: value });
  assert.deepEqual([...lookAt(value).oddities].sort(), ['"undefined" in a text', 'NaN']);
});

test('the same seed plans the same calls, and fewer calls of what is costly', () => {
  const plan = (/** @type {number} */ seed) =>
    planCalls(targets, { seed, count: 20 }).map(({ target, path, kind }) => [target.id, ...path, kind].join(' '));
  assert.equal(plan(1).length, 20);
  assert.deepEqual(plan(1), plan(1));
  assert.notDeepEqual(plan(1), plan(2));
  const costly = targets.map((target) => ({ ...target, costly: true }));
  assert.ok(planCalls(costly, { seed: 1, count: 1000 }).length <= 40 * costly.length);
});

test('whatever a reader can load has targets, or stands among the exceptions with its reason', async () => {
  const folder = new URL('targets/', import.meta.url);
  const called = await Promise.all(
    readdirSync(folder).map(async (file) => (await import(new URL(file, folder).href)).packageName),
  );
  assert.deepEqual([...called, ...Object.keys(withoutTargets)].sort(), publicSubpaths().sort());
  // of two exceptions the reason is that they hold nothing of their own
  for (const [part, whole] of [
    ['gymnasium-js/built-in', 'gymnasium-js'],
    ['ppo-lib/surrogate', 'ppo-lib'],
  ]) {
    const [own, all] = [require(part), require(whole)];
    for (const name of Object.keys(own)) assert.equal(own[name], all[name], `${part}: ${name}`);
  }
});

test('every export of the packages has a target, and in the plain ones every valid call is valid', async () => {
  const all = await allTargets();
  const plain = all.filter(({ id }) => /^(gymnasium-js|ppo-engine):/.test(id));
  assert.ok(plain.length > 100 && all.length > 250, `${all.length} targets`);
  assert.deepEqual(await brokenTargets(plain), []);
});

test('the table counts by package, and only a clean run is good', () => {
  const call = { target: targets[0], path: [0], kind: 'NaN' };
  const results = (/** @type {import('./judge.mjs').Verdict[]} */ ...all) =>
    all.map((verdict) => ({ call, judged: { verdict, why: '' } }));
  assert.equal(countsOf(results('clear', 'vague', 'clear')).clear, 2);
  assert.match(tableOf(results('clear', 'hang')), /^lib +2 +1 +0 +0 +0 +1 +0 +0$/m);
  assert.ok(isGood(results('clear', 'accepted')));
  for (const bad of /** @type {const} */ (['silent', 'hang', 'crash', 'unhandled', 'vague']))
    assert.ok(!isGood(results('clear', bad)), bad);
});

test('options of npm run fuzz', () => {
  assert.deepEqual(readOptions(['--seed', '3', '--package', 'ppo-lib']), {
    seed: 3,
    calls: 20000,
    examples: 12,
    packages: ['ppo-lib'],
    targets: undefined,
  });
  assert.throws(() => readOptions(['--calls', 'many']), /--calls: expected a whole number, got "many".*Options:/);
});

test('two hundred calls of the environments: nothing hangs, crashes or strays', async () => {
  const order = { seed: 1, count: 200, packages: ['gymnasium-js'] };
  const judged = await makeCalls(order, { limitSeconds: 120 });
  assert.equal(judged.length, 200);
  const bad = judged.filter(({ verdict }) => ['hang', 'crash', 'unhandled'].includes(verdict));
  assert.deepEqual(bad, []);
});
