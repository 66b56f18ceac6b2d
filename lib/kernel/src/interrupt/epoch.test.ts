import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { guardAwait, guardAwaitEach, stopEverything } from './epoch';

test('a guarded await passes values and errors on, until everything is stopped', async () => {
  assert.equal(guardAwait(5), 5);
  assert.equal(await guardAwait(Promise.resolve(6)), 6);
  assert.equal(await guardAwait({ then: (done: (value: number) => void) => done(7) }), 7);
  await assert.rejects(guardAwait(Promise.reject(new Error('as before'))) as Promise<unknown>, /as before/);
  const seen: string[] = [];
  const note = (text: string) => (): void => void seen.push(text);
  (guardAwait(sleep(5)) as Promise<unknown>).then(note('value'), note('error'));
  (guardAwait(sleep(5).then(() => assert.fail())) as Promise<unknown>).then(note('value'), note('error'));
  stopEverything();
  await sleep(30);
  assert.deepEqual(seen, []);
});

test('a guarded for await goes over the same items and closes its source', async () => {
  const seen: unknown[] = [];
  for await (const item of guardAwaitEach([1, Promise.resolve(2)])) seen.push(item);
  async function* source(): AsyncGenerator<string> {
    try {
      yield 'a';
      yield 'b';
    } finally {
      seen.push('closed');
    }
  }
  for await (const item of guardAwaitEach(source())) {
    seen.push(item);
    break;
  }
  assert.deepEqual(seen, [1, 2, 'a', 'closed']);
});
