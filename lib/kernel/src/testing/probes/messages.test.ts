import assert from 'node:assert/strict';
import test from 'node:test';
import { kernelTests, withOwnKernel } from '../kernelTests';

const testOnKernel = kernelTests();

testOnKernel('a message that arrives again is refused, on both sockets', async (kernel) => {
  await kernel.execute('const runs = { count: 0 };');
  kernel.tellAgain('execute_request', { code: 'runs.count++;', silent: false }, 'shell', 3);
  kernel.tellAgain('execute_request', { code: 'runs.count += 10;', silent: false }, 'control', 3);
  await kernel.waitFor(
    ({ header, content }) => header.msg_type === 'execute_input' && content['code'] === 'runs.count += 10;',
    'the cell on the control socket',
  );
  assert.equal((await kernel.execute('runs.count')).result, '11');
  kernel.published.length = 0;
  kernel.tellAgain('interrupt_request', {}, 'control', 2);
  const { reply } = await kernel.request('kernel_info_request', {});
  assert.equal(reply.content['status'], 'ok');
});

for (const type of ['complete_request', 'inspect_request', 'is_complete_request']) {
  testOnKernel(`${type} without a text is answered`, async (kernel) => {
    const { reply } = await kernel.request(type, {});
    assert.equal(reply.header.msg_type, type.replace('request', 'reply'));
    assert.equal((await kernel.execute('1')).result, '1');
  });
}

testOnKernel('half a surrogate pair in a question to the compiler comes back well-formed', async (kernel) => {
  await kernel.execute("const half = { '\\ud83d': 1, whole: 2 } as const;");
  const complete = await kernel.request('complete_request', { code: 'half.\ud83d', cursor_pos: 5 });
  const inspect = await kernel.request('inspect_request', { code: 'half', cursor_pos: 2, detail_level: 0 });
  for (const { reply, messages } of [complete, inspect]) {
    assert.equal(reply.content['status'], 'ok');
    assert.ok(!/[\ud800-\udfff]/.test(JSON.stringify([reply, messages]).replaceAll('\\ud', '\ud800')));
  }
});

testOnKernel('an execute_request without a text, and one with a number, are answered', async (kernel) => {
  assert.equal((await kernel.request('execute_request', {})).reply.content['status'], 'ok');
  assert.equal((await kernel.request('execute_request', { code: 5 })).reply.content['status'], 'ok');
});

test('messages that are none are dropped with a line in the terminal', () =>
  withOwnKernel(
    async (kernel) => {
      for (const header of ['null', '{}', '[]', '5', 'no JSON']) kernel.tellParts([header, '{}', '{}', '{}']);
      kernel.tellParts(['{"msg_type":"execute_request"}', '{}', '{}', 'null']);
      kernel.tell('nobody_knows_this', {});
      assert.equal((await kernel.execute('1 + 1')).result, '2');
      assert.equal(kernel.terminal.split('\n').filter((line) => line.startsWith('[lesson-kernel] ')).length, 6);
    },
    {},
    { terminal: 'collect' },
  ));

testOnKernel('a comm handler that throws is shown beside its cell and fails no other', async (kernel) => {
  kernel.published.length = 0;
  const opening = await kernel.execute(`(globalThis as any)[Symbol.for('tslab.kernel')].openComm({
    targetName: 't', data: {}, onMessage: () => { throw new Error('handler'); } });`);
  const open = await kernel.waitFor(({ header }) => header.msg_type === 'comm_open', 'comm_open');
  const running = kernel.execute("console.log('started'); await new Promise((done) => setTimeout(done, 300)); 3");
  await kernel.waitForText('started');
  kernel.tell('comm_msg', { comm_id: open.content['comm_id'], data: {} });
  await kernel.waitForText('handler');
  assert.equal((await running).result, '3');
  const shown = kernel.published.find(({ content }) => String(content['text']).includes('handler'));
  assert.equal(shown?.parent.msg_id, opening.messages[0]?.parent.msg_id);
});

testOnKernel('a comm message that cannot be written fails its cell', async (kernel) => {
  const cell = await kernel.execute(
    "(globalThis as any)[Symbol.for('tslab.kernel')].openComm({ targetName: 't', data: { n: 1n } });",
  );
  assert.match(cell.error?.evalue ?? '', /BigInt/);
});
