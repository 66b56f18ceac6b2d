import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './command.mjs';

test('npm run ray: one thing at a time, with its options', () => {
  const { what, address, workers, python } = readOptions(['--address', '10.0.0.1:6379', '--workers', '16']);
  assert.deepEqual([what, address, workers, python], ['address', '10.0.0.1:6379', 16, undefined]);
  assert.equal(readOptions(['test']).minutes, 0);
  assert.equal(readOptions(['test', '--minutes', '60']).minutes, 60);
  assert.equal(readOptions(['rllib', '--seed', '3']).seed, 3);
});

test('npm run ray: what it does not know is named, with all that it knows', () => {
  const wrong = [[], ['tset'], ['test', 'rllib'], ['address'], ['test', '--address', 'a:1'], ['--adress', 'a:1']];
  for (const args of wrong)
    assert.throws(() => readOptions(args), /npm run ray: .*\n?.*It knows\nnpm run ray -- --address/s);
  assert.throws(
    () => readOptions(['--address', 'a:1', '--workers', '0']),
    /--workers: got "0", expected a whole number from 1/,
  );
  assert.throws(() => readOptions(['rllib', '--seed', 'x']), /--seed: got "x"/);
});
