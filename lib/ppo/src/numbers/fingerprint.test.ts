import assert from 'node:assert/strict';
import test from 'node:test';
import { fingerprint } from './fingerprint';

const ofBytes = (bytes: number[]): string => fingerprint(new Float32Array(Uint8Array.from(bytes).buffer));

test('FNV-1a, 32 bits: two values of its test vectors, and its definition in whole numbers', () => {
  assert.equal(fingerprint(new Float32Array(0)), '811c9dc5');
  assert.equal(ofBytes([...Buffer.from('foob')]), '3f5076ef');
  const bySum = (text: string): string => {
    let hash = 2166136261n;
    for (const letter of Buffer.from(text)) hash = ((hash ^ BigInt(letter)) * 16777619n) % 4294967296n;
    return hash.toString(16).padStart(8, '0');
  };
  for (const text of ['test', 'Test', 'foobarfo']) assert.equal(ofBytes([...Buffer.from(text)]), bySum(text));
});

test('one bit, one place and one sign of zero make another fingerprint', () => {
  const values = Float32Array.from([1, 2, 3, 0]);
  const others = [
    [1, 2, 3.0000002384185791, 0],
    [2, 1, 3, 0],
    [1, 2, 3, -0],
    [1, 2, 3],
  ];
  for (const other of others) assert.notEqual(fingerprint(Float32Array.from(other)), fingerprint(values));
});

test('only the bytes of the view count', () => {
  const all = Float32Array.from([9, 1, 2, 9]);
  assert.equal(fingerprint(all.subarray(1, 3)), fingerprint(Float32Array.from([1, 2])));
});
