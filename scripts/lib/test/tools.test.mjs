import assert from 'node:assert/strict';
import test from 'node:test';
import { imports } from './tools.mjs';

test('where imports cannot be checked, the check says so and does not pass', async () => {
  const { skipped, messages } = await imports('/home/ann/C# course');
  assert.equal(skipped, 1);
  assert.match(messages?.[0] ?? '', /follows no import in a folder with a #/);
});
