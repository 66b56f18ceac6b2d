import assert from 'node:assert/strict';
import { kernelTests } from '../testing/kernelTests';

const testOnKernel = kernelTests();

testOnKernel('a request that arrives while a cell blocks is dropped when that cell fails', async (kernel) => {
  kernel.published.length = 0;
  const failing = kernel.execute(
    "console.log('started'); const t = Date.now(); while (Date.now() < t + 500); throw new Error('x');",
  );
  await kernel.waitForText('started');
  assert.equal((await kernel.execute('1')).reply['status'], 'aborted');
  assert.equal((await failing).reply['status'], 'error');
});

testOnKernel('a silent request counts for nothing and shows nothing', async (kernel) => {
  const before = Number((await kernel.execute('1')).reply['execution_count']);
  const silent = await kernel.request('execute_request', { code: '2', silent: true });
  assert.deepEqual(
    silent.messages.map((message) => message.header.msg_type),
    ['status', 'status'],
  );
  assert.equal((await kernel.execute('3')).reply['execution_count'], before + 1);
});
