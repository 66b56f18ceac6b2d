import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import * as path from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import typescript from 'typescript';
import { cellCompilerOptions } from './compile/compilerOptions';
import { guardAwait, guardAwaitEach, stopEverything } from './interrupt/epoch';
import { excerpt } from './run/excerpt';
import { mimeBundleOf } from './run/mimeBundle';
import { findProject } from './compile/project';
import { shareRebuildTimer } from './compile/rebuildTimers';
import { StreamCollector } from './protocol/streamCollector';
import { Fixture } from './testing/fixture';
import { hasTopLevelAwait } from './compile/topLevelAwait';
import { assertTslabVersion } from './compile/tslabParts';
import { WatchedFiles } from './compile/watchedFiles';
import type { Message } from './protocol/wire';
import { addressOf, decode, encode, makeHeader } from './protocol/wire';

test('another tslab than the expected one is refused with both versions and the remedy', () => {
  assert.throws(() => assertTslabVersion('1.0.23'), /tslab 1\.0\.22.*tslab 1\.0\.23.*npm ci/s);
  assertTslabVersion('1.0.22');
});

test("the options of cells are strict, take the project's, and refuse what cells depend on", () => {
  const options = (requested: Record<string, unknown>): typescript.CompilerOptions =>
    cellCompilerOptions(typescript, requested, '/');
  assert.deepEqual(options({}), { strict: true });
  assert.equal(options({ strict: false }).strict, false);
  assert.deepEqual(options({ lib: ['es2023'] }).lib, ['lib.es2023.d.ts']);
  assert.throws(() => options({ outDir: 'x' }), /"outDir" is fixed for notebook cells/);
  assert.throws(() => options({ strikt: true }), /Unknown compiler option 'strikt'/);
  assert.throws(() => options({ strict: 'yes' }), /'strict' requires a value of type boolean/);
});

test('the project of a notebook is the workspace root, not the package in between', () => {
  const fixture = new Fixture({
    'package.json': '{ "workspaces": [], "tslab": { "compilerOptions": { "noImplicitReturns": true } } }',
    'notebooks/sub/package.json': '{}',
  });
  try {
    const project = findProject(path.join(fixture.notebooks, 'sub'));
    assert.equal(project.root, fixture.root);
    assert.deepEqual(project.compilerOptions, { noImplicitReturns: true });
    fixture.write('notebooks/sub/package.json', '{ oops');
    assert.throws(() => findProject(path.join(fixture.notebooks, 'sub')), /sub.package\.json is not valid JSON/);
  } finally {
    fixture.remove();
  }
});

test('only an await outside of every function is at the top level', () => {
  const cases: [string, boolean][] = [
    ['await x', true],
    ['const a = [1, await (x)]', true],
    ['if (a) { for await (const b of c) {} }', true],
    ['const f = async () => await x', false],
    ['async function f() { for await (const b of c) {} }', false],
    ['class A { async m() { await x } }', false],
    ['// await x\nconst s = "await x"', false],
  ];
  for (const [source, expected] of cases) assert.equal(hasTopLevelAwait(typescript, source), expected, source);
});

test('the excerpt marks the place', () => {
  // eslint-disable-next-line no-control-regex
  const plain = (lines: string[]): string[] => lines.map((line) => line.replace(/\u001b\[\d*m/g, ''));
  assert.deepEqual(plain(excerpt('one\ntwo three\nfour', 2, 5, 5)), [
    '    1 | one',
    '  > 2 | two three',
    '      |     ^^^^^',
    '    3 | four',
  ]);
  assert.deepEqual(excerpt('one', 2, 1, 1), []);
});

test('a message survives the wire, and a changed one is refused', () => {
  const header = makeHeader('execute_request', 'session');
  const message: Message = {
    identities: [Buffer.from('id')],
    header,
    parent: {},
    metadata: { m: 1 },
    content: { code: 'ä' },
  };
  const frames = encode('key', message).map((frame) => Buffer.from(frame as string));
  const signature = createHmac('sha256', 'key')
    .update(Buffer.concat(frames.slice(3)))
    .digest('hex');
  assert.equal(frames[2]?.toString(), signature);
  assert.deepEqual(decode('key', frames), message);
  frames[6] = Buffer.from('{}');
  assert.throws(() => decode('key', frames), /wrong signature/);
  assert.throws(() => decode('key', frames.slice(2)), /delimiter/);
  const connection = { transport: 'ipc', ip: '/tmp/k' } as Parameters<typeof addressOf>[0];
  assert.equal(addressOf(connection, 1), 'ipc:///tmp/k-1');
  assert.equal(addressOf({ ...connection, transport: 'tcp', ip: '127.0.0.1' }, 5), 'tcp://127.0.0.1:5');
});

test('pieces of output are joined, in order, and never mixed', async () => {
  const sent: string[] = [];
  const collector = new StreamCollector((name, text) => sent.push(`${name}:${text}`));
  for (const piece of ['a', 'b', '']) collector.add('stdout', piece);
  collector.add('stderr', 'c');
  assert.deepEqual(sent, ['stdout:ab']);
  collector.add('stdout', 'd');
  collector.flush();
  collector.flush();
  assert.deepEqual(sent, ['stdout:ab', 'stderr:c', 'stdout:d']);
  collector.add('stdout', 'x'.repeat(70_000));
  assert.equal(sent.length, 4);
  collector.add('stdout', 'late');
  while (sent.length === 4) await sleep(5);
  assert.equal(sent[4], 'stdout:late');
});

test('a change of a followed file is reported once, without waiting for the file system', () => {
  const fixture = new Fixture({ 'a.ts': 'one', 'node_modules/b.ts': 'one' });
  const seen: string[] = [];
  const system: typescript.System = { ...typescript.sys, watchFile: () => ({ close: () => {} }) };
  const watched = new WatchedFiles();
  watched.follow(system);
  const follow = (file: string): typescript.FileWatcher | undefined =>
    system.watchFile?.(path.join(fixture.root, file), (_name, kind) => seen.push(`${file} ${kind}`));
  const [watcher] = ['a.ts', 'new.ts', 'node_modules/b.ts'].map(follow);
  watched.refresh();
  assert.deepEqual(seen, []);
  for (const file of ['a.ts', 'new.ts', 'node_modules/b.ts']) fixture.write(file, 'changed');
  watched.refresh();
  watched.refresh();
  assert.deepEqual(seen, ['a.ts 1', 'new.ts 0']);
  watcher?.close();
  fixture.remove();
  watched.refresh();
  assert.deepEqual(seen, ['a.ts 1', 'new.ts 0', 'new.ts 2']);
});

test('values are shown as the console would, null and undefined not at all', async () => {
  assert.equal(await mimeBundleOf(undefined), undefined);
  assert.equal(await mimeBundleOf(null), undefined);
  assert.deepEqual((await mimeBundleOf('two\nlines'))?.data, { 'text/plain': 'two\nlines' });
  assert.deepEqual((await mimeBundleOf([0, false]))?.data, { 'text/plain': '[ 0, false ]' });
  const later = { [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': 'x' }) };
  assert.deepEqual((await mimeBundleOf(later))?.data, { 'text/html': 'x' });
  await assert.rejects(
    mimeBundleOf({ [Symbol.for('Jupyter.display')]: () => 3 }),
    /must return an object of MIME types, got 3/,
  );
});

test('a guarded await passes values and errors on, until everything is stopped', async () => {
  assert.equal(guardAwait(5), 5);
  assert.equal(await guardAwait(Promise.resolve(6)), 6);
  assert.equal(await guardAwait({ then: (done: (value: number) => void) => done(7) }), 7);
  await assert.rejects(guardAwait(Promise.reject(new Error('as before'))) as Promise<unknown>, /as before/);
  const seen: string[] = [];
  const note = (text: string) => (): void => void seen.push(text);
  (guardAwait(sleep(5)) as Promise<unknown>).then(note('value'), note('error'));
  (guardAwait(sleep(5).then(() => assert.fail())) as Promise<unknown>).then(note('value'), note('error'));
  stopEverything();
  await sleep(30);
  assert.deepEqual(seen, []);
});

test('a guarded for await goes over the same items and closes its source', async () => {
  const seen: unknown[] = [];
  for await (const item of guardAwaitEach([1, Promise.resolve(2)])) seen.push(item);
  async function* source(): AsyncGenerator<string> {
    try {
      yield 'a';
      yield 'b';
    } finally {
      seen.push('closed');
    }
  }
  for await (const item of guardAwaitEach(source())) {
    seen.push(item);
    break;
  }
  assert.deepEqual(seen, [1, 2, 'a', 'closed']);
});

test('all tasks of the compiler share one timer, which is free again after an exception', () => {
  let slot: { fire: () => void } | undefined;
  const fireTimer = (): void => slot?.fire();
  const system = {
    setTimeout: (callback: () => void): unknown => {
      assert.equal(slot, undefined, 'a second timer');
      const fire = (): void => {
        callback();
        slot = undefined;
      };
      return (slot = { fire });
    },
    clearTimeout: (handle: unknown): void => {
      assert.equal(handle, slot, 'not the timer');
      slot = undefined;
    },
  };
  shareRebuildTimer(system);
  const seen: string[] = [];
  const plan = (name: string, then?: () => void): unknown =>
    system.setTimeout((): void => {
      seen.push(name);
      then?.();
    });
  plan('look up', () => plan('build again'));
  system.clearTimeout(plan('cleared'));
  plan('build');
  fireTimer();
  assert.deepEqual(seen, ['look up', 'build', 'build again']);
  assert.equal(slot, undefined);
  plan('throws', () => assert.fail('broken build'));
  plan('left');
  assert.throws(fireTimer, /broken build/);
  assert.equal(slot, undefined);
  plan('next');
  fireTimer();
  assert.deepEqual(seen.slice(3), ['throws', 'left', 'next']);
});
