import assert from 'node:assert/strict';
import test from 'node:test';
import { Fixture } from '../testing/fixture';
import { KernelClient } from '../testing/kernelClient';
import { ourKernel } from '../testing/kernelKinds';

const small = { ...ourKernel, argv: ['--max-old-space-size=300', ...ourKernel.argv] };

/** TypeScript that keeps 8 kB, again and again, with pauses that are long enough to look in. */
const fill = `
  for (const keep: number[][] = []; ; ) {
    keep.push(Array.from({ length: 1000 }, (_, i) => i + 0.5));
    for (const until = performance.now() + 0.1; performance.now() < until; );
  }`;

async function withSmallKernel(run: (kernel: KernelClient) => Promise<void>): Promise<void> {
  const fixture = new Fixture({ 'package.json': '{ "workspaces": [] }' });
  try {
    await KernelClient.use(small, fixture.notebooks, run);
  } finally {
    fixture.remove();
  }
}

test('a cell that fills the heap is stopped with a sentence, and the variables of others stay', () =>
  withSmallKernel(async (kernel) => {
    await kernel.execute('const kept = 42;');
    const { error, reply } = await kernel.execute(fill);
    assert.equal(reply['status'], 'error');
    assert.equal(error?.ename, 'OutOfMemory');
    assert.match(
      error.evalue,
      /^the cell was stopped: \d+ of the \d+ MB .*let go of what is large .*Float64Array.*restart the kernel$/,
    );
    assert.equal((await kernel.execute('kept')).result, '42');
    const again = await kernel.execute(`await null; ${fill}`);
    assert.equal(again.error?.ename, 'OutOfMemory', 'a second time, and after an await');
    assert.equal((await kernel.execute('kept + 1')).result, '43');
  }));

test('a heap that is full of garbage stops nobody', () =>
  withSmallKernel(async (kernel) => {
    const cell = await kernel.execute(`
      let made = 0;
      const keep: number[][] = [];
      for (; made < 4e8; made += 8000) {
        keep[(made / 8000) % 8000] = Array.from({ length: 1000 }, (_, i) => i + 0.5);
      }
      made`);
    assert.equal(cell.error, undefined, cell.error?.evalue);
    assert.equal(cell.result, '400000000');
  }));
