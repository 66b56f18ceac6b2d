import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { StreamCollector } from './streamCollector';

test('pieces of output are joined, in order, and never mixed', async () => {
  const sent: string[] = [];
  const collector = new StreamCollector((name, text) => sent.push(`${name}:${text}`));
  for (const piece of ['a', 'b', '']) collector.add('stdout', piece);
  collector.add('stderr', 'c');
  assert.deepEqual(sent, ['stdout:ab']);
  collector.add('stdout', 'd');
  collector.flush();
  collector.flush();
  assert.deepEqual(sent, ['stdout:ab', 'stderr:c', 'stdout:d']);
  collector.add('stdout', 'x'.repeat(70_000));
  assert.equal(sent.length, 4);
  collector.add('stdout', 'late');
  while (sent.length === 4) await sleep(5);
  assert.equal(sent[4], 'stdout:late');
});
