import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertStands, interrupted, SIGNAL, SLEEP } from '../testing/interrupting';
import { kernelTests } from '../testing/kernelTests';

const testOnKernel = kernelTests();

testOnKernel('text that is printed just before a loop that never ends is shown', async (kernel) => {
  const cell = await interrupted(kernel, "console.log('started'); for (;;) {}");
  assert.equal(cell.error?.ename, 'Interrupted');
});

testOnKernel('a training loop that heeds the signal ends its cell, and what it returns is kept', async (kernel) => {
  const cell = await interrupted(
    kernel,
    `${SLEEP}
    async function train(signal: AbortSignal) {
      let steps = 0;
      for (; !signal.aborted; steps++) { await sleep(5); if (steps === 3) console.log('started'); }
      await sleep(200);
      return { steps };
    }
    const learned = await train(${SIGNAL});`,
  );
  assert.equal(cell.error, undefined);
  assert.equal(cell.reply['status'], 'ok');
  assert.match((await kernel.execute('learned.steps > 3')).result ?? '', /^true$/);
});

testOnKernel('each cell gets a fresh signal', async (kernel) => {
  assert.equal((await kernel.execute(`(${SIGNAL}).aborted`)).result, 'false');
  const [one, two] = [`const s1 = ${SIGNAL};`, `s1 === (${SIGNAL})`];
  await kernel.execute(one);
  assert.equal((await kernel.execute(two)).result, 'false');
});

testOnKernel('a loop of settled promises is stopped', async (kernel) => {
  const cell = await interrupted(kernel, "console.log('started'); while (true) await Promise.resolve();");
  assert.equal(cell.error?.ename, 'Interrupted');
});

testOnKernel(
  'between cells, a comm handler has a signal of its own, and an interrupt stops what it began',
  async (kernel) => {
    await kernel.execute(`${SLEEP}
    const turns = { value: 0, aborted: 0 };
    async function handle() {
      turns.aborted = (${SIGNAL}).aborted ? 2 : 1;
      for (;;) { await sleep(5); if (turns.value++ === 0) console.log('handling'); }
    }`);
    await interrupted(
      kernel,
      `
    const { commId } = (globalThis as any)[Symbol.for('tslab.kernel')].openComm({ targetName: 't', data: {}, onMessage: handle });
    console.log('started'); while (!(${SIGNAL}).aborted) await new Promise((r) => setTimeout(r, 5));`,
    );
    const open = await kernel.waitFor((message) => message.header.msg_type === 'comm_open', 'comm_open');
    kernel.tell('comm_msg', { comm_id: open.content['comm_id'], data: {} });
    await kernel.waitForText('handling');
    kernel.interrupt();
    kernel.interrupt();
    await sleep(200);
    await assertStands(kernel, 'turns.value');
    assert.equal((await kernel.execute('turns.aborted')).result, '1');
  },
);

testOnKernel('an interrupt also drops the cells that wait behind the interrupted one', async (kernel) => {
  kernel.published.length = 0;
  const all = kernel.executeAll([
    `console.log('started'); while (!(${SIGNAL}).aborted) await new Promise((r) => setTimeout(r, 5));`,
    '1',
  ]);
  await kernel.waitForText('started');
  kernel.interrupt();
  assert.deepEqual(
    (await all).map((cell) => cell.reply['status']),
    ['ok', 'aborted'],
  );
});

testOnKernel('an interrupt between cells changes nothing', async (kernel) => {
  kernel.interrupt();
  await sleep(100);
  assert.equal((await kernel.execute('40 + 2')).result, '42');
});

testOnKernel('SIGINT interrupts a blocked kernel too', async (kernel) => {
  kernel.published.length = 0;
  const running = kernel.execute("await null; console.log('started'); for (;;) {}");
  await kernel.waitForText('started');
  kernel.process.kill('SIGINT');
  assert.equal((await running).error?.ename, 'Interrupted');
  assert.equal((await kernel.execute('1')).result, '1');
});

testOnKernel(
  'comm handlers work again after an interrupt between cells, with a signal of their own',
  async (kernel) => {
    kernel.published.length = 0;
    await kernel.execute(`const heard: boolean[] = [];
    (globalThis as any)[Symbol.for('tslab.kernel')].openComm({ targetName: 't', data: {}, onMessage: async () => {
      heard.push((${SIGNAL}).aborted);
      await new Promise((done) => setTimeout(done, 5));
      console.log('handled');
    } });`);
    const open = await kernel.waitFor((message) => message.header.msg_type === 'comm_open', 'comm_open');
    for (let round = 0; round < 2; round++) {
      kernel.interrupt();
      kernel.interrupt(); // The second one stops what the first only asks to stop.
      assert.equal((await kernel.execute('1')).result, '1');
      kernel.published.length = 0;
      kernel.tell('comm_msg', { comm_id: open.content['comm_id'], data: {} });
      await kernel.waitForText('handled');
    }
    assert.equal((await kernel.execute('heard.join()')).result, 'false,false');
  },
);

testOnKernel(
  'an interrupt between cells does not reach into a cell that is begun before its time is up',
  async (kernel) => {
    kernel.interrupt();
    await kernel.request('kernel_info_request', {});
    const cell = await kernel.execute('await new Promise((done) => setTimeout(done, 2000)); 8');
    assert.equal(cell.error, undefined);
    assert.equal(cell.result, '8');
  },
);
