import assert from 'node:assert/strict';
import test from 'node:test';
import { run } from './run.mjs';

test('output and exit code are kept, also of a program that fails', async () => {
  const done = await run('sh', ['-c', 'echo out; echo err >&2; exit 3']);
  assert.deepEqual([done.code, done.stdout, done.stderr, done.missing], [3, 'out\n', 'err\n', false]);
});

test('a program that does not exist is missing, not an exception', async () => {
  const done = await run('no-such-program-here', []);
  assert.equal(done.missing, true);
  assert.notEqual(done.code, 0);
});

test('a program past its limit is ended, even if what it started goes on', async () => {
  const done = await run('sh', ['-c', 'echo begun; sleep 8 & wait'], { limitSeconds: 1 });
  assert.equal(done.timedOut, true);
  assert.notEqual(done.code, 0);
  assert.match(done.stdout, /^(begun\n)?$/, 'what came in time');
});
