import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { train } from '../training/train';
import { scalar } from './events';
import { frame } from './records';
import { tensorboardLog } from './tensorboardLog';

let folder = '';
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'tensorboard-'))));
after(() => rm(folder, { recursive: true }));

const config = ppoConfig('cleanrl', {
  hiddenSizes: [4],
  numEnvs: 4,
  numSteps: 16,
  minibatchSize: 32,
  numEpochs: 2,
  totalTimesteps: 64 * 3,
});
const options = { config, learner: compiledLearner, seed: 2 };

/** The messages of the files of a run, taken apart by their lengths; every checksum is made again. */
async function eventsOf(run: string): Promise<Buffer[]> {
  const events: Buffer[] = [];
  for (const name of (await readdir(join(folder, run))).sort()) {
    assert.match(name, /^events\.out\.tfevents\.\d{10}\./);
    const file = await readFile(join(folder, run, name));
    for (let at = 0; at < file.length;) {
      const data = file.subarray(at + 12, at + 12 + Number(file.readBigUInt64LE(at)));
      const framed = frame(data);
      assert.deepEqual(file.subarray(at, at + framed.length), framed);
      events.push(data);
      at += framed.length;
    }
  }
  return events;
}

test('a run that is written down is the same run, and every number of its records is in the file', async () => {
  const log = tensorboardLog(folder);
  const { records, result } = await log.train(options).whole();
  log.close();
  const plain = await train(options).whole();
  assert.deepEqual(records, plain.records);
  assert.deepEqual(result.checkpoint, plain.result.checkpoint);
  const events = await eventsOf('seed-2');
  assert.equal(events.length, 2 + 3 + 1); // version, hyperparameters, three iterations, the end
  records.forEach((record, i) => {
    const bytes = events[2 + i];
    for (const [name, value] of Object.entries(record)) {
      if (typeof value === 'number') assert.ok(bytes.includes(scalar(`train/${name}`, value)), name);
    }
    assert.ok(bytes.includes(scalar('train/solved', 0)));
    for (const tag of ['rollout/advantages', 'update/ratios', 'rollout/episodeReturns']) assert.ok(bytes.includes(tag));
  });
  for (const name of ['gaeLambda', 'hiddenSizes', 'CartPole-v1', '[4]']) assert.ok(events[1].includes(name), name);
  for (const made of [result, plain.result]) made.learner.dispose();
});

test('to leave a run early, to resume it and to write any record work as everywhere', async () => {
  const log = tensorboardLog(folder);
  const training = log.train(options, 'early');
  for await (const { iteration } of training) if (iteration === 2) break;
  const { checkpoint, iterations } = await training.result;
  assert.equal(iterations, 2);
  const rest = await log.train({ resume: checkpoint, learner: compiledLearner }, 'early').whole();
  assert.deepEqual(
    rest.records.map(({ iteration }) => iteration),
    [3],
  );
  log.write('other', { timesteps: 64, meanReturn: 3.5, solved: true, algorithm: 'sac' });
  log.close();
  assert.equal((await eventsOf('early')).length, 1 + (1 + 2 + 1) + (1 + 1 + 1)); // one log, one file
  const [, other] = await eventsOf('other');
  assert.ok(other.includes(scalar('train/meanReturn', 3.5)) && other.includes(scalar('train/solved', 1)));
  assert.ok(!other.includes('algorithm'));
});

test('what cannot be written is refused by name, and what is refused leaves no file', async () => {
  const log = tensorboardLog(folder);
  await assert.rejects(log.train({ ...options, seed: 7, stopAt: { iterations: 0 } }).result, /stopAt.iterations/);
  assert.throws(() => log.train({}, '../up'), /run: got "..\/up", expected a name without slashes/);
  assert.throws(() => log.write('a', null as never), /record: got null/);
  assert.throws(() => log.write('a', { timesteps: 1.5 }), /record.timesteps: got 1.5/);
  assert.throws(() => tensorboardLog(''), /directory: got ""/);
  assert.ok(!(await readdir(folder)).includes('seed-7'));
  log.close();
});
