import assert from 'node:assert/strict';
import test from 'node:test';
import { check, collectOutputs, earnedPoints, exercise, notAttempted, type CheckSpec } from './index';
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
    'NOT YET clip-one: you always clip; take the smaller of the clipped and the unclipped term',
  ]);
  assert.equal(earnedPoints('clip-one'), 1.5); // three of four cases hold
  assert.match(
    (await texts(() => check('clip-one', (r, a) => -clip(r, a), clipSpec)))[0],
    /^NOT YET clip-one: this is the loss/,
  );
  assert.equal(earnedPoints('clip-one'), 0);
});

test('check: an unnamed mistake gets a direction, never the answer', async () => {
  const [message] = await texts(() => check('clip-one', (r, a) => (a < 0 ? 7 : clip(r, a)), clipSpec));
  assert.equal(message, 'NOT YET clip-one: when a bad action became more likely, the number is too large');
  const [other] = await texts(() => check('clip-one', (r, a) => (a < 0 ? 1.5 : clip(r, a)), clipSpec));
  assert.equal(
    other,
    'NOT YET clip-one: when a bad action became more likely, the size is right but the sign is flipped',
  );
  const [text] = await texts(() => check('clip-one', () => 'x', clipSpec));
  assert.equal(text, 'NOT YET clip-one: when the arguments are 1.5, 1, expected a number, got a string');
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
      check('clip-one', () => 1, clipSpec),
      0.5,
    ); // one of four cases holds
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

test('the types of a spec written in place come from its cases: `like` knows its arguments', async () => {
  const ratio = (logProb: number, oldLogProb: number): number => logProb / oldLogProb;
  const shown = await texts(() =>
    check('ratio', ratio, {
      cases: [{ args: [-0.5, -1], expected: Math.exp(0.5) }],
      misconceptions: [{ like: (now, old) => now / old, says: 'you divided the logs' }],
    }),
  );
  assert.deepEqual(shown, ['NOT YET ratio: you divided the logs']);
});
