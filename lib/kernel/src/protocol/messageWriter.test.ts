import assert from 'node:assert/strict';
import test from 'node:test';
import { MessageWriter } from './messageWriter';
import type { Message } from './wire';
import { decode, makeHeader } from './wire';

const writer = new MessageWriter('key', 'our session');
const request: Message = {
  identities: [Buffer.from('client')],
  header: makeHeader('inspect_request', 'their session', 'ada'),
  parent: {},
  metadata: {},
  content: {},
};
const read = (frames: ReturnType<MessageWriter['reply']>): Message =>
  decode(
    'key',
    frames.map((frame) => Buffer.from(frame as string)),
  );

test('a reply goes to the sender of the request and names it as its parent', () => {
  const { identities, header, parent, content } = read(writer.reply(request, { status: 'ok' }));
  assert.deepEqual(identities, request.identities);
  assert.deepEqual([header.msg_type, header.session, header.username], ['inspect_reply', 'our session', 'ada']);
  assert.deepEqual(parent, request.header);
  assert.deepEqual(content, { status: 'ok' });
});

test('a publication carries its type as the topic, and the request that caused it, if any', () => {
  const caused = read(writer.publication('stream', { text: 'x' }, request.header, { m: 1 }));
  assert.deepEqual(caused.identities, [Buffer.from('stream')]);
  assert.deepEqual([caused.parent, caused.metadata, caused.content], [request.header, { m: 1 }, { text: 'x' }]);
  const free = read(writer.publication('comm_open', {}, undefined));
  assert.deepEqual([free.parent, free.header.username], [{}, 'kernel']);
});
