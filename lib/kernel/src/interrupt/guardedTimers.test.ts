import assert from 'node:assert/strict';
import { assertStands, interrupted, SLEEP } from '../testing/interrupting';
import { kernelTests } from '../testing/kernelTests';

const testOnKernel = kernelTests({
  'notebooks/loop.ts': `
    export const laps = { value: 0 };
    export async function loop(): Promise<void> {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (laps.value++ === 0) console.log('started');
      }
    }`,
});

for (const [name, pause] of [
  ['setTimeout', 'await sleep(5)'],
  ['setImmediate', 'await new Promise((resolve) => setImmediate(resolve))'],
  ['node:timers/promises', "await require('node:timers/promises').setTimeout(5)"],
  ['file reads', "await require('node:fs').promises.readFile('loop.ts')"],
] as const) {
  testOnKernel(`an asynchronous loop over ${name} that ignores the signal stays stopped`, async (kernel) => {
    await kernel.execute(`${SLEEP} const count = { value: 0 };`);
    const cell = await interrupted(kernel, `for (;;) { ${pause}; if (count.value++ === 0) console.log('started'); }`);
    assert.equal(cell.error?.ename, 'Interrupted');
    await assertStands(kernel, 'count.value');
  });
}

testOnKernel('a timer that repeats and an await without end are stopped', async (kernel) => {
  await kernel.execute('const ticks = { n: 0 };');
  const cell = await interrupted(
    kernel,
    "setInterval(() => { if (ticks.n++ === 0) console.log('started'); }, 5); await new Promise(() => {});",
  );
  assert.equal(cell.error?.ename, 'Interrupted');
  await assertStands(kernel, 'ticks.n');
});

testOnKernel('a loop in a library that ignores the signal stays stopped', async (kernel) => {
  await kernel.execute("import { laps, loop } from './loop';");
  assert.equal((await interrupted(kernel, 'await loop();')).error?.ename, 'Interrupted');
  await assertStands(kernel, 'laps.value');
});
