import assert from 'node:assert/strict';
import test from 'node:test';
import type { CellResult } from '../testing/cellResult';
import type { KernelClient } from '../testing/kernelClient';
import { kernelTests } from '../testing/kernelTests';
import { bringToCell } from './strayErrors';

const testOnKernel = kernelTests();

/** Fails unless a text is shown on stderr beside this cell, after its end. */
async function assertShownBeside(kernel: KernelClient, cell: CellResult, text: string): Promise<void> {
  const found = await kernel.waitFor(({ content }) => String(content['text']).includes(text), text);
  assert.equal(found.content['name'], 'stderr');
  assert.equal(found.parent.msg_id, cell.messages[0]?.parent.msg_id);
}

const ways = {
  'an await in a function': "async function late() { await wait(50); throw new Error('TEXT'); } void late();",
  'a timer': "setTimeout(() => void Promise.reject('TEXT'), 50);",
  'a callback that throws': "setTimeout(() => { throw new Error('TEXT'); }, 50);",
  'a promise that a timer rejects': "void new Promise((_, reject) => setTimeout(() => reject(new Error('TEXT')), 50));",
  'a chain of promises': "void wait(50).then(() => { throw new Error('TEXT'); });",
};

for (const [i, [way, code]] of Object.entries(ways).entries()) {
  testOnKernel(`a failure after the end of its cell is shown beside it, and fails no other: ${way}`, async (kernel) => {
    await kernel.execute('const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));');
    const text = `late failure ${i}`;
    const cell = await kernel.execute(code.replace('TEXT', text));
    const next = await kernel.execute('await wait(300); 5');
    assert.equal(next.error, undefined);
    assert.equal(next.result, '5');
    await assertShownBeside(kernel, cell, text);
  });
}

testOnKernel('a failure between cells is shown beside the cell that it came from', async (kernel) => {
  const cell = await kernel.execute("setTimeout(() => { throw new Error('between cells'); }, 100);");
  await kernel.execute('1');
  await assertShownBeside(kernel, cell, 'between cells');
});

testOnKernel('a failure that a cell begins with a function of an earlier cell is its own', async (kernel) => {
  await kernel.execute("const fail = async () => { await null; throw new Error('mine'); };");
  const cell = await kernel.execute('void fail(); await new Promise((done) => setTimeout(done, 5000));');
  assert.equal(cell.error?.evalue, 'mine');
});

test('where no timer or await tells, the stack does; else it is the running cell', () => {
  const bring = (reason: unknown, running: number | undefined): string => {
    let done = '';
    bringToCell(reason, {
      running: () => running,
      fail: () => (done += 'failed'),
      report: (_, cell) => (done += `shown beside ${cell}`),
    });
    return done;
  };
  const from = (...cells: number[]): object => ({ stack: cells.map((n) => `    at f (cell[${n}].js:1:2)`).join('\n') });
  assert.equal(bring('text', 4), 'failed');
  assert.equal(bring('text', undefined), 'shown beside undefined');
  assert.equal(bring(from(2, 4), 4), 'failed');
  assert.equal(bring(from(1, 2), 4), 'shown beside 2');
  assert.equal(bring(from(3), undefined), 'shown beside 3');
});
