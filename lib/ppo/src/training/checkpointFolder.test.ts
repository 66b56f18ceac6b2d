import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import { threadWorkers } from '../workers/threads';
import type { Checkpoint } from './checkpoint';
import { checkpointFolder } from './checkpointFolder';
import { train, type TrainOptions, type TrainRecord } from './train';

let folder = '';
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'checkpoints-'))));
after(() => rm(folder, { recursive: true }));
let made = 0;
const freshFolder = (): string => join(folder, String(made++));

const small = ppoConfig('cleanrl', {
  hiddenSizes: [4],
  numEnvs: 4,
  numSteps: 16,
  minibatchSize: 32,
  numEpochs: 2,
  totalTimesteps: 64 * 9,
});
const shared: TrainOptions = { config: small, seed: 3, learner: compiledLearner };

async function run(options: TrainOptions): Promise<{ records: readonly TrainRecord[]; checkpoint: Checkpoint }> {
  const { records, result } = await train({ ...shared, ...options }).whole();
  result.learner.dispose();
  return { records, checkpoint: result.checkpoint };
}

async function iterationsIn(directory: string): Promise<number[]> {
  const files = await readdir(directory);
  return files.map((name) => Number(/^iteration-(\d{8})\.json$/.exec(name)?.[1])).sort((a, b) => a - b);
}

test('every n iterations one is written, and one at the end; the last k stay', async () => {
  const directory = freshFolder();
  const seen: number[][] = [];
  const checkpoints = checkpointFolder(directory, { every: 2, keep: 3 });
  const training = train({ ...shared, checkpoints });
  for await (const record of training) {
    assert.equal(record.iteration, seen.length + 1);
    seen.push(await iterationsIn(directory)); // before the record is given out, its checkpoint is there
  }
  const { checkpoint, learner } = await training.result;
  learner.dispose();
  assert.deepEqual(seen, [[], [2], [2], [2, 4], [2, 4], [2, 4, 6], [2, 4, 6], [4, 6, 8], [4, 6, 8]]);
  assert.deepEqual(await iterationsIn(directory), [6, 8, 9]);
  assert.deepEqual(await checkpoints.newest(), checkpoint);
});

test('what is left of the run of a process that was ended goes on to the same bits, with one file damaged too', async () => {
  const whole = await run({});
  const directory = freshFolder();
  const checkpoints = checkpointFolder(directory, { every: 2, keep: 3 });
  await run({ checkpoints, stopAt: { iterations: 6 } });
  const files = await checkpoints.files();
  const text = await readFile(files[2], 'utf8');
  await writeFile(files[2], text.slice(0, text.length / 2)); // iteration 6, cut off
  const resume = await checkpoints.newest();
  assert.equal(resume?.counters.iteration, 4);
  const rest = await run({ checkpoints, resume });
  assert.deepEqual(rest.records, whole.records.slice(4));
  assert.deepEqual(rest.checkpoint, whole.checkpoint);
  assert.deepEqual(await iterationsIn(directory), [6, 8, 9]);
});

/** Everything that a run may carry from one iteration to the next. */
const hardest = ppoConfig(small, {
  normalizeObservations: true,
  normalizeRewards: true,
  staggerSteps: 100,
  annealTo: 0,
});
const ways: Readonly<Record<string, { config: PpoConfig; workers: number[] }>> = {
  'staggered starts, normalised observations and rewards': { config: hardest, workers: [0, 0] },
  'the same on workers, of another number afterwards': { config: hardest, workers: [2, 3] },
};

for (const [name, { config, workers }] of Object.entries(ways)) {
  test(`from a file, a run goes on to the same bits: ${name}`, async () => {
    const withWorkers = (count: number): TrainOptions => (count === 0 ? {} : { workers: threadWorkers(count) });
    for (const env of ['CartPole-v1', 'Pendulum-v1']) {
      const options = { env, config };
      const whole = await run({ ...options, ...withWorkers(workers[0]) });
      const checkpoints = checkpointFolder(freshFolder(), { every: 3 });
      await run({ ...options, ...withWorkers(workers[0]), checkpoints, stopAt: { iterations: 4 } });
      const resume = await checkpoints.newest();
      assert.equal(resume?.counters.iteration, 4);
      const rest = await run({ ...options, ...withWorkers(workers[1]), checkpoints, resume });
      assert.deepEqual(rest.records, whole.records.slice(4));
      assert.deepEqual(rest.checkpoint, whole.checkpoint);
    }
  });
}

test('a run that fails leaves its last whole iteration in the folder', async () => {
  const checkpoints = checkpointFolder(freshFolder(), { every: 5 });
  const workers = threadWorkers(1);
  let rollouts = 0;
  const setWeights = workers.setWeights.bind(workers);
  workers.setWeights = (version, parameters) => {
    if (++rollouts === 4) throw new Error('planted');
    setWeights(version, parameters);
  };
  await assert.rejects(run({ workers, checkpoints }), /planted/);
  assert.equal((await checkpoints.newest())?.counters.iteration, 3);
});

test('a folder of another run, one without a whole file, and wrong options are refused', async () => {
  const directory = freshFolder();
  const checkpoints = checkpointFolder(directory, { every: 2 });
  await run({ checkpoints, stopAt: { iterations: 2 } });
  const [file] = await checkpoints.files();
  await assert.rejects(
    run({ checkpoints }),
    new RegExp(`checkpoints: .*${basename(file)} is of a run that is further`),
  );
  await writeFile(file, '{');
  await assert.rejects(checkpoints.newest(), /has 1 checkpoints and none is whole; remove them/);
  assert.equal(await checkpointFolder(freshFolder()).newest(), undefined);
  assert.throws(() => checkpointFolder(directory, { every: 0 }), /every: got 0/);
  assert.throws(() => checkpointFolder(directory, { keep: 1.5 }), /keep: got 1.5/);
  assert.throws(() => checkpointFolder(''), /directory: got ""/);
  assert.throws(() => checkpointFolder(directory, { evry: 2 } as never), /did you mean "every"/);
  await assert.rejects(run({ checkpoints: directory as never }), /checkpoints: got .*expected what keeps them/);
});
