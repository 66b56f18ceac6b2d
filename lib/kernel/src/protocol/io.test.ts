import assert from 'node:assert/strict';
import test from 'node:test';
import { withOwnKernel } from '../testing/kernelTests';

test('a kernel leaves when it is told to while a cell keeps it busy', () =>
  withOwnKernel(async (kernel) => {
    void kernel.execute("console.log('started'); for (;;) {}");
    await kernel.waitForText('started');
    assert.equal(await kernel.shutdown(), 'SIGKILL');
  }));

test('a message with a wrong signature is dropped, and the kernel goes on', () =>
  withOwnKernel(
    async (kernel) => {
      kernel.forge('execute_request', { code: "console.log('forged')" }, 'shell');
      kernel.forge('shutdown_request', { restart: false }, 'control');
      assert.equal((await kernel.execute('1')).result, '1');
      assert.doesNotMatch(JSON.stringify(kernel.published), /forged/);
      assert.equal(await kernel.shutdown(), 0);
      assert.match(kernel.terminal, /wrong signature[^]*wrong signature/);
    },
    {},
    { terminal: 'collect' },
  ));
