import assert from 'node:assert/strict';
import test from 'node:test';
import { collectOutputs, display } from '../index';
import { liveDisplay } from './outputs';

const text = (words: string): { data: { 'text/plain': string } } => ({ data: { 'text/plain': words } });

test('an update replaces the output that it belongs to, not the latest one', async () => {
  const outputs = await collectOutputs(() => {
    const [first, second] = [liveDisplay(), liveDisplay()];
    first.set(text('first 1'));
    display(text('between'));
    second.set(text('second 1'));
    first.set(text('first 2'));
    second.set(text('second 2'));
    first.set(text('first 3'));
  });
  assert.deepEqual(
    outputs.map(({ data, writes }) => [data['text/plain'], writes]),
    [
      ['first 3', 3],
      ['between', 1],
      ['second 2', 2],
    ],
  );
});

test('a kernel is told which output an update belongs to', () => {
  type Message = { data: Record<string, unknown>; transient: { display_id?: string } };
  const sent: [string, string | undefined, boolean][] = [];
  const lastWriteDisplayData = ({ data, transient }: Message, update: boolean): void => {
    sent.push([data['text/plain'] as string, transient.display_id, update]);
  };
  const name = '/node_modules/tslab/dist/jupyter.js';
  require.cache[name] = { exports: { lastWriteDisplayData } } as unknown as NodeModule;
  try {
    const [first, second] = [liveDisplay(), liveDisplay()];
    first.set(text('first 1'));
    second.set(text('second 1'));
    display(text('plain'));
    first.set(text('first 2'));
    assert.notEqual(first.id, second.id);
    assert.deepEqual(sent, [
      ['first 1', first.id, false],
      ['second 1', second.id, false],
      ['plain', undefined, false],
      ['first 2', first.id, true],
    ]);
  } finally {
    delete require.cache[name];
  }
});

test('half of a surrogate pair becomes the replacement sign in every text of an output; whole pairs stay', async () => {
  const json = { list: ['a', 'b \ude00'], nested: { '\ud83d key': '😀' }, n: 1 };
  const [{ data, metadata }] = await collectOutputs(() =>
    display({ data: { 'text/plain': 'x \ud83d', json }, metadata: { 'image/png': { alt: '\ud83d' } } }),
  );
  assert.deepEqual(data, {
    'text/plain': 'x \ufffd',
    json: { list: ['a', 'b \ufffd'], nested: { '\ufffd key': '😀' }, n: 1 },
  });
  assert.deepEqual(metadata, { 'image/png': { alt: '\ufffd' } });
});

test('what is no bundle, and no body, is named', async () => {
  for (const bad of [undefined, null, 5, '3', [], {}])
    assert.throws(() => display(bad as never), /display: expected a bundle such as/);
  const data: Record<string, unknown> = { 'text/plain': 'x' };
  assert.throws(() => display({ data, meta: {} } as never), /display: there is no option 'meta'/);
  for (const odd of [data, 10n]) {
    data['text/html'] = odd;
    assert.throws(() => display({ data }), /display: the bundle cannot be written: .*; give texts, numbers/);
  }
  await assert.rejects(
    collectOutputs(5 as never),
    /collectOutputs: expected a function such as \(\) => show\(\.\.\.\), got a number/,
  );
});
