import assert from 'node:assert/strict';
import test from 'node:test';
import { ReplayGuard } from './replayGuard';

test('a signature is admitted once; unsigned messages always are', () => {
  const guard = new ReplayGuard();
  guard.admit('a');
  guard.admit('b');
  assert.throws(() => guard.admit('a'), /already arrived/);
  guard.admit('');
  guard.admit('');
});

test('the guard remembers a bounded number of signatures, the latest ones', () => {
  const guard = new ReplayGuard();
  for (let i = 0; i <= 65_536; i++) guard.admit(String(i));
  guard.admit('0');
  assert.throws(() => guard.admit('65536'), /already arrived/);
});
