import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOrphan } from '../orphan';
import type { Probe } from './probeBench';

const flood: Probe = {
  number: 1,
  title: 'a flood of output arrives whole',
  defect: /lines arrived|no answer/,
  run: (bench) =>
    bench.withOwnKernel(async (kernel) => {
      const cell = await kernel.execute('for (let i = 0; i < 5000; i++) console.log(i);');
      const lines = cell.stream('stdout').trimEnd().split('\n');
      assert.equal(lines.length, 5000, `${lines.length} of 5000 lines arrived`);
      assert.deepEqual(
        lines,
        Array.from({ length: 5000 }, (_, i) => String(i)),
      );
      const displays = await kernel.execute(
        "import { newDisplay } from 'tslab'; const d = newDisplay(); for (let i = 0; i < 3000; i++) d.text(String(i));",
      );
      assert.equal(displays.contents('update_display_data').length, 2999);
    }),
};

const abort: Probe = {
  number: 3,
  title: 'after an error only the cells that were waiting are skipped',
  defect: /the next cell was not run/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      await kernel.execute("throw new Error('first')");
      const next = await kernel.execute("console.log('ran')");
      assert.equal(next.stream('stdout'), 'ran\n', 'the next cell was not run');
      const all = await kernel.executeAll(["throw new Error('second')", "console.log('no')"]);
      assert.deepEqual(
        all.map((cell) => cell.reply['status']),
        ['error', 'aborted'],
      );
      assert.equal(all[1]?.stream('stdout'), '');
      const go = await kernel.executeAll(["throw new Error('third')", "console.log('on')"], { stop_on_error: false });
      assert.deepEqual(
        go.map((cell) => cell.reply['status']),
        ['error', 'ok'],
      );
    }),
};

const comms: Probe = {
  number: 10,
  title: 'comms work in both directions, also while a cell awaits',
  defect: /comm_info_reply/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const info = await kernel.request('comm_info_request', {});
      assert.equal(info.reply.header.msg_type, 'comm_info_reply');
      const running = kernel.execute(`
        const heard = await new Promise((resolve) => (globalThis as any)[Symbol.for('tslab.kernel')]
          .openComm({ targetName: 'probe', data: { start: 1 }, metadata: { version: '2.1.0' }, onMessage: resolve }));
        console.log(JSON.stringify(heard));`);
      const open = await kernel.waitFor((message) => message.header.msg_type === 'comm_open', 'comm_open');
      assert.deepEqual([open.content['target_name'], open.content['data']], ['probe', { start: 1 }]);
      assert.deepEqual(open.metadata, { version: '2.1.0' });
      kernel.tell('comm_msg', { comm_id: open.content['comm_id'], data: { value: 5 } });
      assert.equal((await running).stream('stdout'), '{"value":5}\n');
    }),
};

const orphan: Probe = {
  number: 12,
  title: 'a kernel whose parent was killed ends by itself',
  defect: /the orphan is still running/,
  async run({ kind, patience, fixture }) {
    const { pid, isAlive } = await startOrphan(kind, fixture.notebooks);
    const limit = Date.now() + patience;
    while (isAlive() && Date.now() < limit) await sleep(100);
    const survived = isAlive();
    if (survived) process.kill(pid, 'SIGKILL');
    assert.ok(!survived, 'the orphan is still running');
  },
};

/** What goes wrong between the kernel and its clients. */
export const protocolProbes: readonly Probe[] = [flood, abort, comms, orphan];
