import assert from 'node:assert/strict';
import test from 'node:test';
import { shareRebuildTimer } from './rebuildTimers';

test('all tasks of the compiler share one timer, which is free again after an exception', () => {
  let slot: { fire: () => void } | undefined;
  const fireTimer = (): void => slot?.fire();
  const system = {
    setTimeout: (callback: () => void): unknown => {
      assert.equal(slot, undefined, 'a second timer');
      const fire = (): void => {
        callback();
        slot = undefined;
      };
      return (slot = { fire });
    },
    clearTimeout: (handle: unknown): void => {
      assert.equal(handle, slot, 'not the timer');
      slot = undefined;
    },
  };
  shareRebuildTimer(system);
  const seen: string[] = [];
  const plan = (name: string, then?: () => void): unknown =>
    system.setTimeout((): void => {
      seen.push(name);
      then?.();
    });
  plan('look up', () => plan('build again'));
  system.clearTimeout(plan('cleared'));
  plan('build');
  fireTimer();
  assert.deepEqual(seen, ['look up', 'build', 'build again']);
  assert.equal(slot, undefined);
  plan('throws', () => assert.fail('broken build'));
  plan('left');
  assert.throws(fireTimer, /broken build/);
  assert.equal(slot, undefined);
  plan('next');
  fireTimer();
  assert.deepEqual(seen.slice(3), ['throws', 'left', 'next']);
});
