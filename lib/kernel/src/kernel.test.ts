import assert from 'node:assert/strict';
import { kernelTests } from './testing/kernelTests';

const testOnKernel = kernelTests();

testOnKernel(
  'display and newDisplay of tslab, and a bundle with an id, reach the page in order with the text',
  async (kernel) => {
    const cell = await kernel.execute(`
    import { display, newDisplay } from 'tslab';
    console.log('before');
    display.html('<i>one</i>');
    const place = newDisplay();
    place.text('1');
    console.log('between');
    place.text('2');
    require('tslab/dist/jupyter').lastWriteDisplayData(
      { data: { 'a/b': 1, 'text/plain': 'x' }, metadata: {}, transient: { display_id: 'here' } }, false);`);
    assert.equal(cell.error, undefined);
    const seen = cell.messages
      .map((message) => message.header.msg_type)
      .filter((type) => !/status|execute_input/.test(type));
    assert.deepEqual(seen, ['stream', 'display_data', 'display_data', 'stream', 'update_display_data', 'display_data']);
    const [html, first, bundle] = cell.contents('display_data');
    assert.deepEqual(html?.['data'], { 'text/html': '<i>one</i>' });
    assert.deepEqual(first?.['transient'], cell.contents('update_display_data')[0]?.['transient']);
    assert.deepEqual(bundle, {
      data: { 'a/b': 1, 'text/plain': 'x' },
      metadata: {},
      transient: { display_id: 'here' },
    });
  },
);

testOnKernel('completion, inspection and completeness are answered', async (kernel) => {
  await kernel.execute('/** How far to go. */ const clipRange: number = 0.2;');
  const complete = await kernel.request('complete_request', { code: 'clipR', cursor_pos: 5 });
  assert.equal(complete.reply.header.msg_type, 'complete_reply');
  assert.equal((complete.reply.content['matches'] as string[])[0], 'clipRange');
  const inspect = await kernel.request('inspect_request', { code: 'clipRange', cursor_pos: 2, detail_level: 0 });
  assert.match((inspect.reply.content['data'] as Record<string, string>)['text/plain'] ?? '', /clipRange: number/);
  const status = async (code: string): Promise<unknown> =>
    (await kernel.request('is_complete_request', { code })).reply.content['status'];
  assert.deepEqual([await status('if (true) {'), await status('1 + 1')], ['incomplete', 'complete']);
});
