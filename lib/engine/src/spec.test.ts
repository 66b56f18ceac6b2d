import assert from 'node:assert/strict';
import test from 'node:test';
import { readSpec, type BlockSpec, type NetworkSpec } from './spec';

const dense = (name: string, units: number, from?: string): BlockSpec =>
  from === undefined
    ? { kind: 'dense', name, units, activation: 'tanh' }
    : { kind: 'dense', name, units, from, activation: 'tanh' };
const network = (...blocks: BlockSpec[]): NetworkSpec => ({ inputSize: 3, maxRows: 5, blocks });

test('the manifest lists every tensor in order, without gaps', () => {
  const logStd: BlockSpec = { kind: 'vector', name: 'logStd', size: 2 };
  const { manifest, numParameters, layers } = readSpec(
    network(dense('a', 7), dense('b', 2, 'a'), logStd, dense('c', 1, 'a')),
  );
  assert.deepEqual(manifest, [
    { name: 'a.weights', shape: [3, 7], offset: 0 },
    { name: 'a.biases', shape: [7], offset: 21 },
    { name: 'b.weights', shape: [7, 2], offset: 28 },
    { name: 'b.biases', shape: [2], offset: 42 },
    { name: 'logStd', shape: [2], offset: 44 },
    { name: 'c.weights', shape: [7, 1], offset: 46 },
    { name: 'c.biases', shape: [1], offset: 53 },
  ]);
  assert.equal(numParameters, 54);
  assert.deepEqual(
    layers.map((layer) => layer.isHead),
    [false, true, true],
  );
});

test('a specification that makes no sense is refused by name', () => {
  assert.throws(() => readSpec({ ...network(dense('a', 1)), inputSize: 0 }), /inputSize: got 0/);
  assert.throws(() => readSpec({ ...network(dense('a', 1)), maxRows: 2.5 }), /maxRows: got 2.5/);
  assert.throws(() => readSpec(network(dense('a', -1))), /a.units: got -1, must be a whole number of at least 1/);
  assert.throws(() => readSpec(network(dense('a', 1), dense('a', 1))), /blocks\[1\].name: "a" is used twice/);
  assert.throws(
    () => readSpec(network(dense('b', 1, 'a'), dense('a', 1))),
    /b.from: got "a", must name an earlier dense layer \(there is none\)/,
  );
  assert.throws(() => readSpec(network({ kind: 'vector', name: 'v', size: 1 })), /no dense layer/);
  assert.throws(() => readSpec(network({ kind: 'vector', name: 'v', size: 0 })), /v.size: got 0/);
  const odd = { ...dense('a', 1), activation: 'gelu' } as unknown as BlockSpec;
  assert.throws(() => readSpec(network(odd)), /a.activation: got "gelu"/);
});
