import assert from 'node:assert/strict';
import test from 'node:test';
import { explain, kindOfFailure } from './problems.mjs';

/** @type {[text: string, kind: string | null][]} */
const samples = [
  ['npm error code ENOSPC', 'disk'],
  ['ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device', 'disk'],
  ['OSError: [Errno 122] Disk quota exceeded', 'disk'],
  ['npm error network request to https://example.org/x failed, reason: getaddrinfo ENOTFOUND example.org', 'network'],
  ['npm error code EAI_AGAIN', 'network'],
  ['npm error code ERR_SOCKET_TIMEOUT', 'network'],
  ["Failed to establish a new connection: [Errno -3] Temporary failure in name resolution'))", 'network'],
  ["ReadTimeoutError(\"HTTPSConnectionPool(host='example.org', port=443): Read timed out.", 'network'],
  ['ProtocolError: Connection broken: IncompleteRead(1024 bytes read)', 'network'],
  ['npm error code EACCES', 'permission'],
  ["error TS2345: Argument of type 'string' is not assignable", null],
  ['1 failed, 20 passed', null],
];
for (const [text, kind] of samples) {
  test(`${text.slice(0, 40)} is ${kind ?? 'nothing known'}`, () => assert.equal(kindOfFailure(text), kind));
}

test('a full disk counts as such even where the network is mentioned too', () => {
  const text = 'npm error network request failed\nnpm error code ENOSPC';
  assert.match(explain('installing', text).message, /^The disk is full/);
});

test('an explanation is one sentence', () => {
  for (const text of ['ENOSPC', 'ENOTFOUND', 'EACCES', 'anything else']) {
    const { message } = explain('installing the npm packages', text);
    assert.equal(message.split('\n').length, 1);
    assert.match(message, /run the same command again: it goes on where this one stopped\.$/);
  }
});
