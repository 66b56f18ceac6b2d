import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { Random } from '../numbers/random';
import type { Checkpoint } from './checkpoint';
import { loadCheckpoint, saveCheckpoint } from './checkpointFile';
import { train } from './train';

let folder = '';
let checkpoint: Checkpoint; // some hundred kilobytes: a save takes milliseconds
before(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'ppo-killed-'));
  const config = ppoConfig('fastSmall', { hiddenSizes: [96, 96], numEnvs: 2, numSteps: 4, minibatchSize: 8 });
  checkpoint = (await train({ config, learner: compiledLearner, stopAt: { iterations: 1 } }).whole()).result.checkpoint;
});
after(() => fs.rm(folder, { recursive: true }));

/** Loads the file, and saves it again and again, each time with another seed; says so before every save. */
const saving = `
  const { loadCheckpoint, saveCheckpoint } = require(${JSON.stringify(join(__dirname, 'checkpointFile.js'))});
  const path = process.argv[1];
  (async () => {
    const checkpoint = await loadCheckpoint(path);
    for (let seed = 1; ; seed++) {
      process.stdout.write('.');
      await saveCheckpoint(path, { ...checkpoint, seed });
    }
  })();`;

test('after each of fifty kills in the middle of saving the file is whole, and nothing lies beside it', async () => {
  const path = join(folder, 'run.json');
  await saveCheckpoint(path, checkpoint);
  const random = new Random(1, 'kills');
  let interrupted = 0;
  for (let kill = 0; kill < 50; kill++) {
    const child = spawn(process.execPath, ['-e', saving, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    let begun = 0;
    const wanted = 1 + random.integer(8);
    child.stdout.on('data', (dots: Buffer) => (begun += dots.length));
    const watcher = watch(folder, (_event, name) => {
      if (begun >= wanted && name?.endsWith('.tmp')) child.kill('SIGKILL'); // what a save writes has just begun to be there
    });
    await exited;
    watcher.close();
    interrupted += (await fs.readdir(folder)).length - 1; // a save that came no further
    const kept = await loadCheckpoint(path); // refuses what is not whole
    assert.ok(kept.seed <= begun + 1);
    assert.deepEqual({ ...kept, seed: checkpoint.seed }, checkpoint);
    assert.deepEqual(await fs.readdir(folder), ['run.json'], `after kill ${kill}`);
    await saveCheckpoint(path, checkpoint);
  }
  assert.ok(interrupted >= 5, `only ${interrupted} kills came in the middle of a save`);
});

const limits = { skip: process.platform === 'win32' && 'no limit on the size of files there' };

test('where the system lets no file grow that far, the checkpoint before stays whole', limits, async () => {
  const path = join(folder, 'limited.json');
  const small = { ...checkpoint, seed: 5 };
  await saveCheckpoint(path, small);
  const saveOnce = `
    const { loadCheckpoint, saveCheckpoint } = require(${JSON.stringify(join(__dirname, 'checkpointFile.js'))});
    (async () => saveCheckpoint(process.argv[1], { ...(await loadCheckpoint(process.argv[1])), seed: 6 }))()
      .then(() => console.log('saved'), (error) => console.log(error.message));`;
  const limited = ['-c', 'ulimit -f 16; exec "$0" "$@"', process.execPath, '-e', saveOnce, path];
  const child = spawn('bash', limited, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += String(text)));
  await once(child, 'close');
  assert.match(said, /^path: .*limited\.json could not be saved: .*; the checkpoint before, if any, is whole$/m);
  assert.deepEqual(await loadCheckpoint(path), small);
  assert.deepEqual((await fs.readdir(folder)).sort(), ['limited.json', 'run.json']);
});
