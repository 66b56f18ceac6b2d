import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, mock, test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import type { Checkpoint } from './checkpoint';
import { loadCheckpoint, saveCheckpoint } from './checkpointFile';
import { train } from './train';

let folder = '';
let checkpoint: Checkpoint;
before(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'ppo-file-'));
  const config = ppoConfig('fastSmall', { hiddenSizes: [2], numEnvs: 2, numSteps: 4, minibatchSize: 8 });
  checkpoint = (await train({ config, learner: compiledLearner, stopAt: { iterations: 1 } }).whole()).result.checkpoint;
});
after(() => fs.rm(folder, { recursive: true }));

test('a place where nothing can be saved is named in one sentence with a way out', async () => {
  const refused = async (path: unknown, says: RegExp): Promise<void> => {
    await assert.rejects(saveCheckpoint(path as string, checkpoint), says);
  };
  await refused(
    join(folder, 'missing', 'run.json'),
    /^Error: path: the folder .*missing does not exist; make it first$/,
  );
  await fs.writeFile(join(folder, 'file'), '');
  await refused(join(folder, 'file', 'run.json'), /^Error: path: .*file is not a folder; choose another place/);
  await fs.mkdir(join(folder, 'runs'));
  await refused(join(folder, 'runs'), /^Error: path: .*runs is a folder; give the name of a file in it/);
  await refused(
    join(folder, 'x'.repeat(300)),
    /^Error: path: the name .* is too long for this disk; choose a shorter one/,
  );
  await refused('', /^TypeError: path: got "", expected the name of a file, such as "run.json"/);
  await refused(undefined, /^TypeError: path: got undefined/);
  await assert.rejects(
    loadCheckpoint(join(folder, 'runs')),
    /^Error: path: .*runs is a folder; give the name of a file/,
  );
  await assert.rejects(
    saveCheckpoint(join(folder, 'a.json'), {} as never),
    /checkpoint.config: got undefined, expected/,
  );
  assert.deepEqual((await fs.readdir(folder)).sort(), ['file', 'runs']);
});

test('a disk that is full or read-only keeps the checkpoint before, whole, and nothing beside it', async () => {
  const path = join(folder, 'kept.json');
  await saveCheckpoint(path, checkpoint);
  const probe = await fs.open(path, 'r');
  const handles = Object.getPrototypeOf(probe) as fs.FileHandle;
  await probe.close();
  for (const [code, says] of [
    [
      'ENOSPC',
      /^Error: path: no space is left on the disk of .*; free some, or choose another place; the checkpoint before, if any, is whole$/,
    ],
    ['EROFS', /^Error: path: the disk of .* can only be read; choose another place/],
    ['EACCES', /^Error: path: this user may not write in .*; choose another place or change its permissions/],
    ['EIO', /^Error: path: .*kept.json could not be saved: planted; the checkpoint before, if any, is whole$/],
  ] as const) {
    const fails = mock.method(handles, 'writeFile', () =>
      Promise.reject(Object.assign(new Error('planted'), { code })),
    );
    await assert.rejects(saveCheckpoint(path, { ...checkpoint, seed: 99 }), says);
    assert.equal(fails.mock.callCount(), 1);
    fails.mock.restore();
    assert.deepEqual(await loadCheckpoint(path), checkpoint);
    assert.ok(!(await fs.readdir(folder)).some((name) => name.endsWith('.tmp')));
  }
});

test('what a killed process leaves beside its file goes at the next save or load; what a living one writes stays', async () => {
  const path = join(folder, 'killed.json');
  await saveCheckpoint(path, checkpoint);
  const leave = `
    const { writeFileSync } = require('node:fs');
    const { temporaryFor } = require(${JSON.stringify(join(__dirname, 'temporaryFiles.js'))});
    writeFileSync(temporaryFor(process.argv[1]), 'half');
    process.stdout.write('written');
    process.stdin.resume();`;
  const leftovers = async (): Promise<number> =>
    (await fs.readdir(folder)).filter((name) => name.startsWith('killed.json.')).length;
  for (const next of [() => loadCheckpoint(path), () => saveCheckpoint(path, checkpoint)]) {
    const child = spawn(process.execPath, ['-e', leave, path], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await next();
    assert.equal(await leftovers(), 1, 'the process lives');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await next();
    assert.equal(await leftovers(), 0);
  }
  const foreign = join(folder, 'killed.json.00000000-1-00000000-0000-0000-0000-000000000000.tmp');
  await fs.writeFile(foreign, 'of another machine');
  assert.deepEqual(await loadCheckpoint(path), checkpoint);
  assert.equal(await leftovers(), 1);
});

test('a payload that nobody here wrote is refused by what is wrong with it', async () => {
  const path = join(folder, 'forged.json');
  const forged = async (payload: unknown): Promise<unknown> => {
    const text = JSON.stringify(payload);
    const sha256 = createHash('sha256').update(text).digest('hex');
    await fs.writeFile(path, JSON.stringify({ format: 'ppo-lib checkpoint', version: 1, sha256, payload: text }));
    return loadCheckpoint(path);
  };
  for (const [env, says] of [
    [{ $array: 'constructor', base64: '' }, /checkpoint: cannot read an array of type constructor; it was written by/],
    [{ $array: 'Foo', base64: '' }, /cannot read an array of type Foo/],
    [{ $array: 5, base64: '' }, /cannot read an array of type 5/],
    [{ $array: 'Float32Array', base64: 'AAA=' }, /cannot read a Float32Array of 2 bytes/],
    [{ $array: 'Float32Array', base64: 5 }, /cannot read a Float32Array from number/],
    [{ $number: 'many' }, /cannot read a number "many"/],
    [{ $bigint: '0x' }, /cannot read a big integer "0x"/],
  ] as const) {
    await assert.rejects(forged({ env }), TypeError);
    await assert.rejects(forged({ env }), says);
  }
  await assert.rejects(forged(5), /checkpoint: got 5, expected a checkpoint/);
  await assert.rejects(forged({ config: {} }), /checkpoint.seed: got undefined, expected a number/);
  await assert.rejects(
    forged(JSON.parse('{"__proto__":{"config":{}}}')),
    /checkpoint.config: got|checkpoint.seed: got/,
  );
  assert.equal(({} as Record<string, unknown>).config, undefined);
});
