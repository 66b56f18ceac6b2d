import assert from 'node:assert/strict';
import test from 'node:test';
import { check, type CheckSpec, collectOutputs, exercise, notAttempted, scoreboard, showCard } from '../index';
import { earnedPoints } from './check';
import { resetProgress } from './progress';

async function texts(body: () => unknown): Promise<string[]> {
  return (await collectOutputs(body)).map((output) => output.data['text/plain'] as string);
}
test.beforeEach(resetProgress);

const clip = (ratio: number, advantage: number, eps = 0.2): number =>
  Math.min(ratio * advantage, Math.min(Math.max(ratio, 1 - eps), 1 + eps) * advantage);
const clipSpec: CheckSpec<[number, number], number> = {
  cases: [
    { args: [1.5, 1], expected: 1.2 },
    { args: [1.5, -1], expected: -1.5, when: 'a bad action became more likely' },
    { args: [1, 1], expected: 1 },
    { args: [0.5, -1], expected: -0.8 },
  ],
  misconceptions: [
    {
      like: (r, a) => Math.min(Math.max(r, 0.8), 1.2) * a,
      says: 'you always clip; take the smaller of the clipped and the unclipped term',
    },
    { like: (r, a) => -clip(r, a), says: 'this is the loss; the objective has the other sign' },
  ],
};

test('check: right, typical wrong answers by name, and the points', async () => {
  exercise('clip-one', { title: 'Clip one sample', minutes: 5, points: 2, kind: 'implement' });
  assert.deepEqual(await texts(() => check('clip-one', clip, clipSpec)), ['PASS clip-one']);
  assert.equal(earnedPoints('clip-one'), 2);
  const alwaysClip = (r: number, a: number): number => Math.min(Math.max(r, 0.8), 1.2) * a;
  assert.deepEqual(await texts(() => check('clip-one', alwaysClip, clipSpec)), [
    'NOT YET clip-one: you always clip; take the smaller of the clipped and the unclipped term; ' +
      'when a bad action became more likely (arguments 1.5, -1), your function returned -1.2',
  ]);
  assert.equal(earnedPoints('clip-one'), 1.3); // three of four cases hold, and any constant gets one of them
  assert.match(
    (await texts(() => check('clip-one', (r, a) => -clip(r, a), clipSpec)))[0],
    /^NOT YET clip-one: this is the loss/,
  );
  assert.equal(earnedPoints('clip-one'), 0);
});

test('check: an unnamed mistake gets a direction, never the answer', async () => {
  const [message] = await texts(() => check('clip-one', (r, a) => (a < 0 ? 7 : clip(r, a)), clipSpec));
  assert.equal(
    message,
    'NOT YET clip-one: when a bad action became more likely (arguments 1.5, -1), your function returned 7: the number is too large',
  );
  const [other] = await texts(() => check('clip-one', (r, a) => (a < 0 ? 1.5 : clip(r, a)), clipSpec));
  assert.equal(
    other,
    'NOT YET clip-one: when a bad action became more likely (arguments 1.5, -1), your function returned 1.5: the size is right but the sign is flipped',
  );
  const [text] = await texts(() => check('clip-one', () => 'x', clipSpec));
  assert.equal(
    text,
    'NOT YET clip-one: when the arguments are 1.5, 1, your function returned "x": expected a number, got a string',
  );
});

test('check: lists are compared entry by entry, objects field by field', async () => {
  const returns: CheckSpec<[number[]], number[]> = { cases: [{ args: [[1, 2]], expected: [3, 2] }] };
  assert.match((await texts(() => check('sums', () => [3], returns)))[0], /expected 2 entries, got 1$/);
  assert.match((await texts(() => check('sums', () => [3, 5], returns)))[0], /the number at \[1\] is too large$/);
  assert.deepEqual(await texts(() => check('sums', () => Float64Array.of(3, 2) as unknown as number[], returns)), [
    'PASS sums',
  ]);
  const parts: CheckSpec<[], { loss: number }> = { cases: [{ args: [], expected: { loss: 1 } }] };
  assert.match((await texts(() => check('parts', () => ({}), parts)))[0], /the field loss is missing$/);
});

test('check: an untouched stub is not attempted and does not throw; a broken one is explained', async () => {
  const stub = (): number => notAttempted();
  const thrower = (): number => {
    throw new Error('not implemented');
  };
  assert.deepEqual(await texts(() => check('clip-one', stub, clipSpec)), ['not attempted clip-one']);
  assert.deepEqual(await texts(() => check('clip-one', thrower, clipSpec)), ['not attempted clip-one']);
  assert.deepEqual(await texts(() => check('clip-one', stub, (student) => (student() === 1 ? null : 'x'))), [
    'not attempted clip-one',
  ]);
  const broken = (): number => (undefined as unknown as number[])[0];
  assert.match(
    (await texts(() => check('clip-one', broken, clipSpec)))[0],
    /^NOT YET clip-one: when the arguments are 1\.5, 1, your function stopped with an error\. TypeError/,
  );
});

test('check: a judge says what is wrong or nothing; arguments changed in place harm no later case', async () => {
  assert.deepEqual(await texts(() => check('judge', clip, (student) => (student(1.5, 1) === 1.2 ? null : 'never'))), [
    'PASS judge',
  ]);
  assert.deepEqual(await texts(() => check('judge', clip, () => 'the band is one-sided')), [
    'NOT YET judge: the band is one-sided',
  ]);
  const shared = [1, 2];
  const spec: CheckSpec<[number[]], number> = {
    cases: [
      { args: [shared], expected: 3 },
      { args: [shared], expected: 3 },
    ],
  };
  const destructive = (xs: number[]): number => xs.splice(0).reduce((a, b) => a + b, 0);
  assert.deepEqual(await texts(() => check('sum', destructive, spec)), ['PASS sum']);
});

test('check returns a number only under nbgrader, so that a cell shows one output', async () => {
  exercise('clip-one', { title: 'Clip one sample', minutes: 5, points: 2, kind: 'implement' });
  assert.equal(check('clip-one', clip, clipSpec), undefined);
  process.env.NBGRADER_EXECUTION = 'autograde';
  try {
    assert.equal(check('clip-one', clip, clipSpec), 2);
    assert.equal(
      check('clip-one', (r, a) => Math.min(r, 1.2) * a, clipSpec),
      0.6, // two of four cases hold
    );
    assert.equal(
      check('clip-one', (): number => notAttempted(), clipSpec),
      0,
    );
  } finally {
    delete process.env.NBGRADER_EXECUTION;
  }
});

test('the hint is folded away in the page and absent from the text', async () => {
  const [card] = await collectOutputs(() =>
    exercise('clip-one', { title: 'Clip <one>', minutes: 1, points: 1, kind: 'debug', hint: 'Look at `min`.' }),
  );
  assert.equal(card.data['text/plain'], 'Exercise clip-one: Clip <one>\ndebug, about 1 minute, 1 point');
  assert.match(
    card.data['text/html'] as string,
    /<details><summary>Hint<\/summary>Look at <code>min<\/code>\.<\/details>/,
  );
  assert.match(card.data['text/html'] as string, /Clip &lt;one&gt;/);
});

test('hints in steps: each stands inside the one before', async () => {
  const facts = { title: 'Clip', minutes: 1, points: 1, kind: 'debug' as const };
  const [card] = await collectOutputs(() => exercise('clip-one', { ...facts, hint: 'Look.\nTwo terms.\n`min`' }));
  assert.match(
    (card.data['text/html'] as string).replaceAll('\n', ''),
    /Hint<\/summary>Look\.<details><summary>More: the idea<\/summary>Two terms\.<details><summary>More: how to begin<\/summary><code>min<\/code><\/details><\/details><\/details>/,
  );
  assert.throws(() => exercise('clip-one', { ...facts, hint: 'a\nb\nc\nd' }), /hint has 4 lines; at most 3/);
});

test('the types of a spec written in place come from its cases: `like` knows its arguments', async () => {
  const ratio = (logProb: number, oldLogProb: number): number => logProb / oldLogProb;
  const shown = await texts(() =>
    check('ratio', ratio, {
      cases: [{ args: [-0.5, -1], expected: Math.exp(0.5) }],
      misconceptions: [{ like: (now, old) => now / old, says: 'you divided the logs' }],
    }),
  );
  assert.deepEqual(shown, [
    'NOT YET ratio: you divided the logs; when the arguments are -0.5, -1, your function returned 0.5',
  ]);
});

const answered = async (student: unknown, spec: object): Promise<string> =>
  (await texts(() => check('card', student as never, spec as never)))[0].replace('NOT YET card: ', '');
const sums = { cases: [{ args: [[1, 2]], expected: [3, 2] }] };
const half = { cases: [{ args: [4], expected: 2, when: 'four is halved' }] };

test('check: the first of two matching misconceptions is named', async () => {
  const like = (): number => 4;
  const misconceptions = [
    { like: () => 5, says: 'five' },
    { like, says: 'the first' },
    { like, says: 'the second' },
  ];
  assert.match(await answered(like, { ...half, misconceptions }), /^the first; when/);
});

test('check: part of the credit never rounds up to all of it, and tenths are exact', () => {
  const cases = (count: number) => Array.from({ length: count }, (_, n) => ({ args: [n], expected: 2 * n + 1 }));
  const earnedWith = (points: number, count: number, right: number): number => {
    exercise('share', { title: 'Share', minutes: 1, points, kind: 'implement' });
    void collectOutputs(() => check('share', (n: number) => (n < right ? 2 * n + 1 : -7), { cases: cases(count) }));
    return earnedPoints('share');
  };
  // A constant gets one case right, so one case more is needed for the same share.
  assert.equal(earnedWith(1, 21, 20), 0.9); // 0.95
  assert.equal(earnedWith(3, 101, 100), 2.9); // 2.97
  assert.equal(earnedWith(1, 1001, 1000), 0.9);
  for (let right = 0; right <= 10; right++) assert.equal(earnedWith(1, 11, right + 1), right / 10);
  for (let right = 0; right <= 29; right++) assert.equal(earnedWith(2.9, 30, right + 1), right / 10);
});

test('check: an answer that takes no thought earns nothing, one that is better earns its share', () => {
  const clipped = (r: number, a: number): number => (a > 0 ? (r > 1.2 ? 0 : a) : r < 0.8 ? 0 : a);
  const cases = [0.5, 0.7, 1, 1.1, 1.3, 1.6].flatMap((r) =>
    [1, -2].map((a) => ({ args: [r, a], expected: clipped(r, a) })),
  );
  const earnedBy = (answer: (r: number, a: number) => number): number => {
    exercise('slope', { title: 'Slope', minutes: 1, points: 2, kind: 'implement' });
    void collectOutputs(() => check('slope', answer, { cases } as never));
    return earnedPoints('slope');
  };
  for (const constant of [0, 1, -2])
    assert.equal(
      earnedBy(() => constant),
      0,
    );
  assert.equal(
    earnedBy((_, a) => a),
    0,
  ); // eight of the twelve
  assert.equal(
    earnedBy((r) => r),
    0,
  );
  assert.equal(
    earnedBy((r, a) => (a > 0 && r > 1.2 ? 0 : a)),
    1,
  ); // ten
  assert.equal(earnedBy(clipped), 2);
});

test('showing a card again keeps its points, at most as many as it now has', async () => {
  const shown = (points: number): Promise<string[]> =>
    texts(() => exercise('clip-one', { title: 'Clip', minutes: 5, points, kind: 'implement' }));
  await shown(3);
  await texts(() => check('clip-one', clip, clipSpec));
  await shown(3);
  assert.equal(earnedPoints('clip-one'), 3);
  assert.match((await texts(() => scoreboard()))[0], /Exercises: 3 of 3 points, 1 of 1 attempted/);
  await shown(2);
  assert.match((await texts(() => scoreboard()))[0], /Exercises: 2 of 2 points, 1 of 1 attempted/);
});

test('check: the sign is only blamed where it is wrong; the tolerance is exact', async () => {
  const eighth = { cases: [{ args: [], expected: 0.5 }], tolerance: 0.125 };
  const large = { cases: [{ args: [], expected: 1024 }], tolerance: 2 ** -10 }; // relative: 1 away from 1024
  assert.deepEqual(await texts(() => check('exact', () => 0.625, eighth as never)), ['PASS exact']);
  assert.deepEqual(await texts(() => check('exact', () => 1023, large as never)), ['PASS exact']);
  const returned = (value: number): Promise<string> => answered(() => value, eighth);
  assert.match(await returned(0.625 + 2 ** -50), /the number is too large$/);
  assert.match(await returned(0.375 - 2 ** -50), /the number is too small$/);
  assert.match(await returned(-0.5), /the size is right but the sign is flipped$/);
  assert.match(await returned(-0.625), /the sign is flipped$/);
  assert.match(await returned(-0.75), /the number is too small$/);
  assert.match(await answered(() => 1025.01, large), /too large$/);
  const wide = { cases: [{ args: [], expected: 0.5 }], tolerance: 2 };
  assert.deepEqual(await texts(() => check('wide', () => -1.5, wide as never)), ['PASS wide']);
});

test('check: whatever a function returns, the message says what it was and for which input', async () => {
  const asked = 'when four is halved (arguments 4), your function returned';
  const getter = Object.defineProperty({}, 'mean', { enumerable: true, get: () => null!['x'] }); // throws when read
  const fields = { cases: [{ args: [1], expected: { mean: 2 } }] };
  const promise = Promise.reject(new Error('nobody waits for this'));
  for (const [value, message] of [
    [NaN, `${asked} NaN: expected a number, got NaN`],
    [undefined, `${asked} nothing (undefined): expected a number, got undefined`],
    [null, `${asked} null: expected a number, got null`],
    ['2', `${asked} "2": expected a number, got a string`],
    [[2], `${asked} [2]: expected a number, got a list of length 1`],
    [true, `${asked} true: expected a number, got a boolean`],
    [2n, `${asked} 2: expected a number, got a bigint`],
    [promise, `${asked} a promise: expected a number, got a promise; leave out \`async\``],
    [3, `${asked} 3: the number is too large`],
  ] as const)
    assert.equal(await answered(() => value, half), message);
  assert.equal(
    await answered(() => [3], sums),
    'when the arguments are [1, 2], your function returned [3]: expected 2 entries, got 1',
  );
  assert.match(await answered(() => getter, fields), /what your function returned cannot be read\. TypeError: /);
  assert.match(
    await answered(() => ({ mean: [2] }), fields),
    /returned \{"mean":\[2\]\}: expected a number at \.mean, got a list/,
  );
  assert.match(
    await answered(() => Promise.resolve({ mean: 2 }), fields),
    /expected an object, got a promise; leave out/,
  );
  const flag = { cases: [{ args: [3], expected: true }] };
  assert.equal(
    await answered(() => false, flag),
    'when the arguments are 3, your function returned false: the boolean is not the right one',
  );
  const long = { cases: [{ args: [Array<number>(100).fill(7)], expected: 0 }] };
  assert.ok((await answered(() => Array<number>(100).fill(8), long)).length < 260);
});

test('check: a promise that nobody waits for ends no other cell', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  await answered(() => Promise.reject(new Error('late')), half);
  await answered(() => [Promise.reject(new Error('late'))], sums);
  await new Promise(setImmediate);
  process.off('unhandledRejection', note);
  assert.deepEqual(unhandled, []);
});

test('check: arguments changed in place are named, and refused where the task forbids it', async () => {
  const sum = (xs: number[]): number => xs.splice(0).reduce((a, b) => a + b, 0);
  const spec = { cases: [{ args: [[1, 2]], expected: 3 }] };
  assert.deepEqual(await texts(() => check('sum', sum, spec as never)), ['PASS sum']);
  assert.equal(
    await answered(sum, { ...spec, keepsArguments: true }),
    'when the arguments are [1, 2], your function changes its argument 1 in place; work on a copy',
  );
  assert.match(
    await answered((xs: number[]) => sum(xs) + 1, spec),
    /returned 4: the number is too large \(Your function also changes its argument 1 in place; work on a copy\.\)$/,
  );
  const pure = (xs: number[]): number => xs.reduce((a, b) => a + b, 0);
  assert.deepEqual(await texts(() => check('sum', pure, { ...spec, keepsArguments: true } as never)), ['PASS sum']);
  const apply = { cases: [{ args: [(n: number) => n + 1, 2], expected: 3 }] }; // functions cannot be cloned
  assert.deepEqual(
    await texts(() => check('apply', (f: never, n: never) => (f as (n: number) => number)(n), apply as never)),
    ['PASS apply'],
  );
});

test('mistakes of an author are errors, not the student’s', () => {
  const refused = (spec: unknown, message: RegExp): void =>
    assert.throws(() => check('card', (() => 1) as never, spec as never), message);
  refused(undefined, /check\('card'\): expected options, an object \{ cases, /);
  refused({ cases: [] }, /cases: expected a list with at least one entry/);
  refused({ cases: [{ args: [1] }] }, /cases\[0\]\.expected is undefined: a function without return would pass/);
  refused({ cases: [{ args: 1, expected: 1 }] }, /cases\[0\]\.args must be a list of arguments, got 1/);
  refused({ ...half, tolerance: NaN }, /tolerance: expected a finite number from 0, got NaN/);
  refused({ ...half, tolerance: '3' }, /tolerance: .* got "3"/);
  refused({ ...half, misconceptions: [{ says: 'x' }] }, /misconceptions\[0\]\.like: expected a function/);
  refused({ ...half, misconception: [] }, /no option 'misconception'; did you mean 'misconceptions'\?/);
  refused(() => undefined, /the judge must return what is wrong as text, or null if nothing is, got undefined/);
  refused(async () => Promise.reject(new Error('x')), /the judge must return .* got a promise/);
  const card = { title: 'Clip', minutes: 5, points: 2, kind: 'implement' as const };
  for (const points of ['3', true, NaN, Infinity, 0, -1, 1e308, null, undefined])
    assert.throws(
      () => exercise('clip-one', { ...card, points: points as never }),
      /points: expected a finite number above 0 to 1000, got /,
    );
  assert.throws(() => exercise('clip-one', { ...card, kind: 'implment' as never }), /did you mean 'implement'\?/);
  assert.throws(
    () => exercise('clip-one', { ...card, hints: 'x' } as never),
    /no option 'hints'; did you mean 'hint'\?/,
  );
  assert.throws(
    () => showCard({ heading: 'x', lines: 'y' as never, color: 'red' }),
    /showCard: lines must be a list of texts, got "y"/,
  );
});

test('check: a method to beat is beaten by a measured difference over seeds, not by luck or by a constant', async () => {
  // The mean of a sample against the median of it, for the centre of a bell.
  const bell = (seed: number): number[] => {
    let state = seed;
    const uniform = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
    return Array.from(
      { length: 15 },
      () => 3 + Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
    );
  };
  const first = (xs: number[]): number => xs[0];
  const mean = (xs: number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
  const seeds = Array.from({ length: 20 }, (_, index) => ({
    args: [bell(7919 * (index + 1))],
    expected: 3,
    when: `the seed is ${index}`,
  }));
  const said = async (student: unknown): Promise<string> => {
    exercise('better', { title: 'Better', minutes: 1, points: 2, kind: 'measure' });
    return (await texts(() => check('better', student as never, { cases: seeds, beat: first } as never)))[0];
  };
  assert.equal(await said(mean), 'PASS better');
  assert.equal(earnedPoints('better'), 2);
  const same = await said(first);
  assert.match(
    same,
    /^NOT YET better: over 20 seeds the mean squared error is (\S+), and \1 for .*smaller by 0, .*decides nothing$/,
  );
  assert.equal(earnedPoints('better'), 0);
  assert.match(await said((xs: number[]) => xs[1]), /decides nothing$/);
  // The same method, rounded a little nearer to the truth every time: no merit.
  assert.match(await said((xs: number[]) => xs[0] + 1e-7 * (3 - xs[0])), /decides nothing$/);
  assert.match(await said(() => 0), /it is worse$/);
  assert.match(await said(() => NaN), /when the seed is 0 .*expected a number, got NaN/);
  assert.match(await said((xs: number[]) => xs), /expected a number, got a list/);
  const spec =
    (more: object): (() => unknown) =>
    () =>
      check('better', mean as never, { cases: seeds, beat: first, ...more } as never);
  assert.throws(spec({ beat: 3 }), /beat/);
  assert.throws(spec({ cases: seeds.slice(9).slice(0, 5) }), /at least 10 seeds.*got 5/);
});
