import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Run } from './run';

/** Counts to three, or as far as it gets before it is stopped, and says how far. */
function counting(log: string[] = [], failAt = Infinity, signal?: AbortSignal): Run<number, string> {
  async function* count(stop: AbortSignal): AsyncGenerator<number, string, void> {
    log.push('begin');
    let n = 0;
    while (n < 3 && !stop.aborted) {
      if (++n === failAt) throw new Error(`planted at ${n}`);
      yield n;
    }
    log.push('end');
    return `${n}${stop.aborted ? ', stopped' : ''}`;
  }
  return new Run(count, signal);
}

async function taken(run: Run<number, string>, upTo = Infinity): Promise<number[]> {
  const records: number[] = [];
  for await (const record of run) {
    records.push(record);
    if (record === upTo) break;
  }
  return records;
}

test('a run gives its records to a loop and its result to whoever awaits it, in either order', async () => {
  const looped = counting();
  assert.deepEqual(await taken(looped), [1, 2, 3]);
  assert.equal(await looped.result, '3');
  assert.equal(await counting().result, '3');
  assert.deepEqual(await looped.next(), { done: true, value: '3' });
  assert.deepEqual(await counting().whole(), { records: [1, 2, 3], result: '3' });
});

test('nothing happens before somebody asks, and asking for the result twice runs once', async () => {
  const log: string[] = [];
  const run = counting(log);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(log, []);
  assert.deepEqual(await Promise.all([run.result, run.result]), ['3', '3']);
  assert.deepEqual(log, ['begin', 'end']);
});

test('leaving the loop ends the run, which keeps what it has', async () => {
  const log: string[] = [];
  const run = counting(log);
  assert.deepEqual(await taken(run, 2), [1, 2]);
  assert.deepEqual(log, ['begin', 'end']);
  assert.equal(await run.result, '2, stopped');
  assert.deepEqual(await taken(run), []);
});

test('the result goes on where a reader of single records stands', async () => {
  const run = counting();
  assert.deepEqual(await run.next(), { done: false, value: 1 });
  assert.equal(await run.result, '3');
});

test("an aborted signal is the run's own", async () => {
  const controller = new AbortController();
  const run = counting([], Infinity, controller.signal);
  await run.next();
  controller.abort();
  assert.equal(await run.result, '1, stopped');
});

test('an error reaches the loop, and the result ever after', async () => {
  const run = counting([], 2);
  await assert.rejects(taken(run), /planted at 2/);
  await assert.rejects(run.result, /planted at 2/);
  await assert.rejects(run.next(), /planted at 2/);
});

test('a run that was ended before it began says so', async () => {
  const log: string[] = [];
  const run = counting(log);
  assert.equal((await run.return()).done, true);
  await assert.rejects(run.result, /ended before it began/);
  assert.deepEqual(log, []);
});
