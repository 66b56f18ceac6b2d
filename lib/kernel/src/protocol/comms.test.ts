import assert from 'node:assert/strict';
import { kernelTests } from '../testing/kernelTests';

const testOnKernel = kernelTests();

testOnKernel('a comm can be sent to and closed from both sides', async (kernel) => {
  kernel.published.length = 0;
  await kernel.execute(`const log: string[] = [];
    const open = (name: string) => (globalThis as any)[Symbol.for('tslab.kernel')].openComm({
      targetName: name, data: {}, onMessage: (data: any) => { log.push(name + data.n); }, onClose: () => { log.push(name + ' closed'); } });
    const [a, b] = [open('a'), open('b')]; a.send({ hello: 1 });`);
  const opened = kernel.published.filter((message) => message.header.msg_type === 'comm_open');
  const [a, b] = opened.map((message) => message.content['comm_id']);
  const info = await kernel.request('comm_info_request', { target_name: 'b' });
  assert.deepEqual(info.reply.content['comms'], { [String(b)]: { target_name: 'b' } });
  kernel.tell('comm_msg', { comm_id: a, data: { n: 7 } });
  kernel.tell('comm_close', { comm_id: a, data: {} });
  kernel.tell('comm_msg', { comm_id: a, data: { n: 8 } });
  assert.equal((await kernel.execute('b.close(); log.join()')).result, 'a7,a closed');
  assert.match((await kernel.execute('a.send(1)')).error?.evalue ?? '', /is closed/);
  const sent = kernel.published.filter((message) => /comm_(msg|close)/.test(message.header.msg_type));
  assert.deepEqual(
    sent.map((message) => [message.header.msg_type, message.content['comm_id']]),
    [
      ['comm_msg', a],
      ['comm_close', b],
    ],
  );
  kernel.tell('comm_open', { comm_id: 'theirs', target_name: 'nobody', data: {} });
  await kernel.waitFor((message) => message.content['comm_id'] === 'theirs', 'the answer to an unknown target');
});
