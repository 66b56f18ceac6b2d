import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import test from 'node:test';
import type { Message } from './wire';
import { addressOf, decode, encode, makeHeader } from './wire';

test('a message survives the wire, and a changed one is refused', () => {
  const header = makeHeader('execute_request', 'session');
  const message: Message = {
    identities: [Buffer.from('id')],
    header,
    parent: {},
    metadata: { m: 1 },
    content: { code: 'ä' },
  };
  const frames = encode('key', message).map((frame) => Buffer.from(frame as string));
  const signature = createHmac('sha256', 'key')
    .update(Buffer.concat(frames.slice(3)))
    .digest('hex');
  assert.equal(frames[2]?.toString(), signature);
  assert.deepEqual(decode('key', frames), message);
  frames[6] = Buffer.from('{}');
  assert.throws(() => decode('key', frames), /wrong signature/);
  assert.throws(() => decode('key', frames.slice(2)), /delimiter/);
  const connection = { transport: 'ipc', ip: '/tmp/k' } as Parameters<typeof addressOf>[0];
  assert.equal(addressOf(connection, 1), 'ipc:///tmp/k-1');
  assert.equal(addressOf({ ...connection, transport: 'tcp', ip: '127.0.0.1' }, 5), 'tcp://127.0.0.1:5');
});
