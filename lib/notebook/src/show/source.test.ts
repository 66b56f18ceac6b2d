import assert from 'node:assert/strict';
import test from 'node:test';
import { finish, run, type Training } from '../index';

process.env.NOTEBOOK_FIGURES_DIR = '';
interface Rec {
  readonly timesteps: number;
  readonly meanReturn100: number | null;
}
async function* records(count: number): AsyncGenerator<Rec, string> {
  for (let i = 1; i <= count; i++) yield { timesteps: i, meanReturn100: i };
  return 'from the generator';
}

/** A training object: its result is known once the iteration is over. */
function training(count: number): Training<Rec, string> {
  let settle: (result: string) => void = () => undefined;
  const result = new Promise<string>((resolve) => (settle = resolve));
  async function* iterate(): AsyncGenerator<Rec> {
    try {
      yield* records(count);
    } finally {
      settle('from the object');
    }
  }
  return { result, [Symbol.asyncIterator]: iterate };
}

test('finish takes a generator, a training object, or a function of the signal to its end', async () => {
  assert.deepEqual(await finish(records(2)), {
    records: [
      { timesteps: 1, meanReturn100: 1 },
      { timesteps: 2, meanReturn100: 2 },
    ],
    result: 'from the generator',
  });
  assert.equal((await finish(training(3))).result, 'from the object');
  const bySignal = await finish((signal) => (assert.equal(signal.aborted, false), training(3)));
  assert.deepEqual(
    bySignal.records.map(({ timesteps }) => timesteps),
    [1, 2, 3],
  );
});

test('run takes a training object too', async () => {
  const {
    records: seen,
    result,
    interrupted,
  } = await run(training(3), { id: 'object', alt: 'A curve through three points.' });
  assert.deepEqual([seen.length, result, interrupted], [3, 'from the object', false]);
});

test('an error of the run comes through; what is no run is refused with a hint', async () => {
  async function* broken(): AsyncGenerator<Rec, string> {
    yield { timesteps: 1, meanReturn100: 1 };
    throw new RangeError('the loss is NaN');
  }
  await assert.rejects(finish(broken()), /the loss is NaN/);
  await assert.rejects(finish(Promise.resolve(records(1)) as never), /got a promise; write `await` before it/);
  await assert.rejects(
    finish(undefined as never),
    /finish: source: expected a run that yields records.* got undefined/,
  );
  for (const source of [[{ timesteps: 1, meanReturn100: 1 }], 'abc', 3])
    await assert.rejects(finish(source as never), /finish: source: expected a run that yields records/);
});
