import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Probe } from './probeBench';

const errorMessage: Probe = {
  number: 2,
  title: 'an exception gives an error message',
  defect: /no error message/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const { error, reply } = await kernel.execute("const ok = 1;\nthrow new RangeError('clipRange: expected > 0');");
      assert.ok(error, 'no error message');
      assert.equal(error.ename, 'RangeError');
      assert.equal(error.evalue, 'clipRange: expected > 0');
      assert.match(error.traceback.join('\n'), /cell\[\d+\], line 2[^]*> 2 \| throw new RangeError/);
      assert.equal(reply['status'], 'error');
      assert.equal(reply['ename'], 'RangeError');
    }),
};

const loopAfterAwait: Probe = {
  number: 4,
  title: 'a loop after an await can be interrupted',
  defect: /no answer to execute_request/,
  run: (bench) =>
    bench.withOwnKernel(async (kernel) => {
      await kernel.execute('const kept = 42;');
      const running = kernel.execute(
        "await new Promise((resolve) => setTimeout(resolve, 20)); console.log('looping'); for (;;) {}",
      );
      await kernel.waitForText('looping');
      kernel.interrupt();
      const cell = await running;
      assert.equal(cell.error?.ename, 'Interrupted');
      assert.equal((await kernel.execute('kept')).result, '42');
    }),
};

const unhandledRejection: Probe = {
  number: 8,
  title: 'a rejection that nobody handles fails the cell',
  defect: /the cell did not fail/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const cell = await kernel.execute("void Promise.reject(new Error('forgotten'));\nconsole.log('end');");
      assert.equal(cell.reply['status'], 'error', 'the cell did not fail');
      assert.equal(cell.error?.evalue, 'forgotten');
    }),
};

const exit: Probe = {
  number: 9,
  title: 'process.exit is an error of the cell',
  defect: /the kernel ended|no answer/,
  run: (bench) =>
    bench.withOwnKernel(async (kernel) => {
      await kernel.execute('const kept = 1;');
      const ended = once(kernel.process, 'exit').then(() => undefined);
      const cell = await Promise.race([kernel.execute('process.exit(3)'), ended]);
      assert.ok(cell, 'the kernel ended');
      assert.equal(cell.error?.ename, 'ProcessExitError');
      assert.equal((await kernel.execute('kept')).result, '1');
    }),
};

const executeResult: Probe = {
  number: 11,
  title: 'the last expression is an execute_result',
  defect: /no execute_result/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const cell = await kernel.execute('1 + 1');
      assert.equal(cell.result, '2', 'no execute_result');
      const shown = await kernel.execute(
        "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>x</b>', 'text/plain': 'x' }) })",
      );
      const { data } = shown.contents('execute_result')[0] ?? {};
      assert.deepEqual(data, { 'text/html': '<b>x</b>', 'text/plain': 'x' });
    }),
};

/** What goes wrong while a cell runs, or when it ends. */
export const runProbes: readonly Probe[] = [errorMessage, loopAfterAwait, unhandledRejection, exit, executeResult];
