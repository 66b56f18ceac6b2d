import assert from 'node:assert/strict';
import { test } from 'node:test';
import { golden } from '../testing/testing';
import { event, histogram, scalar, sessionEnd, sessionStart, versionEvent } from './events';
import { crc32c, frame } from './records';

/** From TensorBoard itself: scripts/golden/tensorboard_events.py. Bytes are base64. */
interface Golden extends Record<'version' | 'scalars' | 'histogram' | 'equal' | 'start' | 'end' | 'records', string> {
  payloads: string[];
}
const stored = golden<Golden>('tensorboard');
const same = (name: Exclude<keyof Golden, 'payloads'>, bytes: Buffer): void =>
  assert.equal(bytes.toString('base64'), stored[name]);

test('records are framed as TensorBoard frames them', () => {
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283); // the check value of CRC-32C
  same('records', Buffer.concat(stored.payloads.map((payload) => frame(Buffer.from(payload, 'base64')))));
});

test('versions and scalars have the bytes of TensorBoard: zeros, long names, large steps, numbers that are not finite', () => {
  const time = 1764201600.5;
  same('version', versionEvent(time));
  const values = [
    scalar('train/loss', -0.25),
    scalar('train/zero', 0),
    scalar('t'.repeat(200), 3e38),
    scalar('train/nan', NaN),
    scalar('ä', -Infinity),
  ];
  same('scalars', event(time, 5_000_000_000, values));
});

test('histograms have the bytes of TensorBoard, with the largest value in the last bucket', () => {
  const values = Array.from({ length: 31 }, (_, i) => i);
  same('histogram', event(1, 1, [histogram('h', [...values, NaN, Infinity])]));
  same('equal', event(1, 1, [histogram('h', Float32Array.of(2.5, 2.5))]));
});

test('hyperparameters have the bytes of TensorBoard', () => {
  const parameters = { zero: 0, sharedTrunk: false, gamma: 0.99, activation: 'tanh' };
  same('start', event(1, 0, [sessionStart(parameters, 12.5)]));
  same('end', event(1, 0, [sessionEnd(false, 13.5)]));
});
