import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ppoConfig } from '../config/config';
import { Random } from '../numbers/random';
import { restoreAgent } from '../relatives/algorithms';
import { sac } from '../relatives/sac';
import { trainMany, type ManyProgress, type ManyResult, type TrainManyOptions } from './trainMany';
import { trainSeed } from './trainSeed';

async function drive(
  options: TrainManyOptions,
  onProgress: (progress: ManyProgress) => void = () => undefined,
): Promise<{ progress: ManyProgress[]; result: ManyResult }> {
  const generator = trainMany(options);
  const progress: ManyProgress[] = [];
  for (;;) {
    const { done, value } = await generator.next();
    if (done) return { progress, result: value };
    progress.push(value);
    onProgress(value);
  }
}

const shared = { config: 'fastSmall', stopAt: { iterations: 12 } } as const;

test('seeds trained on two workers, on none and one by one are the same to the last bit', async () => {
  const seeds = [5, 1, 4];
  const { result: parallel } = await drive({ ...shared, seeds, workers: 2 });
  const { result: inTurn } = await drive({ ...shared, seeds, workers: 0 });
  const alone = [];
  for (const seed of seeds) alone.push(await trainSeed(shared, seed, new AbortController().signal));
  assert.deepEqual(parallel.runs, alone);
  assert.deepEqual(inTurn.runs, alone);
  assert.deepEqual(
    parallel.runs.map((run) => run.seed),
    seeds,
  );
  assert.notDeepEqual(alone[0].checkpoint.parameters, alone[1].checkpoint.parameters);
  assert.deepEqual([parallel.failures, parallel.notStarted, parallel.interrupted], [[], [], false]);
});

test('progress arrives while seeds run, complete and in order for each seed', async () => {
  const { progress, result } = await drive({
    ...shared,
    seeds: [1, 2],
    workers: 2,
    stopAt: { iterations: 120 },
    config: ppoConfig('fastSmall', { totalTimesteps: 10_000_000, hiddenSizes: [64, 64] }),
  });
  assert.ok(progress.filter(({ records }) => records.length > 0).length > 4, 'several parcels');
  for (const { seed, records } of result.runs) {
    const seen = progress.filter((item) => item.seed === seed).flatMap((item) => item.records);
    assert.deepEqual(seen, records);
    assert.deepEqual(
      records.map((record) => record.iteration),
      Array.from({ length: 120 }, (_, i) => i + 1),
    );
  }
  assert.deepEqual(
    progress
      .filter(({ ended }) => ended)
      .map(({ numEnded, numSeeds }) => [numEnded, numSeeds])
      .pop(),
    [2, 2],
  );
});

test('a seed that fails is reported by its number and the others go on', async () => {
  for (const workers of [0, 2]) {
    const { progress, result } = await drive({ ...shared, seeds: [3, -1, 2], workers });
    assert.deepEqual(
      result.runs.map((run) => run.seed),
      [3, 2],
    );
    assert.deepEqual(
      result.failures.map(({ seed }) => seed),
      [-1],
    );
    assert.match(result.failures[0].error.message, /seed: got -1/);
    assert.equal(progress.filter(({ ended }) => ended).length, 3);
  }
  const { result } = await drive({ ...shared, seeds: [1, 2], workers: 1, env: 'No-such-env' });
  assert.deepEqual(
    result.failures.map(({ seed }) => seed),
    [1, 2],
  );
  assert.match(result.failures[1].error.message, /No-such-env/);
});

test('a seed that fails late keeps what it had learned, through a worker thread too, and goes on from there', async () => {
  const config = ppoConfig('pendulum', {
    hiddenSizes: [8],
    learningRate: 250, // it takes a few iterations to blow up
    annealTo: null,
    numSteps: 32,
    minibatchSize: 128,
    numEpochs: 1,
  });
  const options = { env: 'Pendulum-v1', config, seeds: [1], stopAt: { iterations: 60 } };
  const outcomes = [];
  for (const workers of [0, 1]) {
    const { progress, result } = await drive({ ...options, workers });
    const { error, checkpoint } = result.failures[0];
    assert.match(error.message, /diverged/);
    assert.ok(error instanceof RangeError);
    const records = progress.flatMap((item) => item.records);
    assert.equal(checkpoint?.counters.iteration, records.length);
    assert.ok(records.length > 0 && checkpoint.parameters instanceof Float32Array);
    outcomes.push(checkpoint);
  }
  assert.deepEqual(outcomes[0], outcomes[1]);
});

test('an interrupt ends running seeds after their iteration and starts no others', async () => {
  for (const workers of [0, 1]) {
    const interrupt = new AbortController();
    const config = ppoConfig('fastSmall', { totalTimesteps: 1_000_000_000, annealTo: null });
    const { result } = await drive({ config, seeds: [1, 2, 3], workers, signal: interrupt.signal }, (progress) => {
      if (progress.records.length > 0) interrupt.abort();
    });
    assert.equal(result.interrupted, true);
    assert.deepEqual(
      result.runs.map((run) => [run.seed, run.interrupted]),
      [[1, true]],
    );
    assert.ok(result.runs[0].timesteps > 0 && result.runs[0].records.length > 0);
    assert.deepEqual(result.notStarted, [2, 3]);
  }
});

test('twelve workers at once give Node no reason to warn', async () => {
  const warnings: Error[] = [];
  const listen = (warning: Error): void => void warnings.push(warning);
  process.on('warning', listen);
  const seeds = Array.from({ length: 12 }, (_, i) => i);
  const { result } = await drive({ config: ppoConfig('fastSmall'), seeds, workers: 12, stopAt: { iterations: 1 } });
  await new Promise(setImmediate); // warnings are told in a later tick
  process.off('warning', listen);
  assert.equal(result.runs.length, 12);
  assert.deepEqual(warnings, []);
});

test('options that cannot work are refused before anything starts', async () => {
  await assert.rejects(drive({ seeds: [] }), /seeds: got 0 elements/);
  await assert.rejects(drive({ seeds: [1, 2, 1] }), /seeds: got 1 twice/);
  await assert.rejects(drive({ seeds: [1], workers: -1 }), /workers: got -1/);
  const env = (() => undefined) as unknown as string;
  await assert.rejects(drive({ seeds: [1], env }), /env: got a function/);
});

test('the relatives train on workers too, the same runs to the last bit, and their agents can be had again', async () => {
  const config = { hiddenSizes: [8], numSteps: 40, learningStarts: 60, minibatchSize: 16, totalTimesteps: 160 };
  const options = { algorithm: 'sac', env: 'Pendulum-v1', config, seeds: [1, 2] } as const;
  const { result: parallel } = await trainMany({ ...options, workers: 2 }).whole();
  const { result: inTurn } = await trainMany({ ...options, workers: 0 }).whole();
  assert.deepEqual(parallel, inTurn);
  const [run] = parallel.runs;
  assert.deepEqual([run.timesteps, run.records.length, run.checkpoint.algorithm], [160, 4, 'sac']);
  assert.ok(run.records[3].temperature > 0);
  const agent = restoreAgent(run.checkpoint);
  const { result } = await sac({ env: 'Pendulum-v1', config, seed: 1 }).whole();
  const observations = Float32Array.of(1, 0, 0.5);
  assert.deepEqual(agent.act(observations, new Random(1)), result.learner.act(observations, new Random(1)));
});

test('every algorithm is known by name, and another one is refused', async () => {
  const tiny = { hiddenSizes: [4], numSteps: 64, minibatchSize: 32, totalTimesteps: 512 };
  for (const algorithm of ['dqn', 'pqn', 'trpo'] as const) {
    const { runs, failures } = await trainMany({
      algorithm,
      config: tiny,
      seeds: [1],
      workers: 0,
      stopAt: { iterations: 1 },
    }).result;
    assert.deepEqual([failures, runs[0].records.length], [[], 1]);
    assert.equal(restoreAgent(runs[0].checkpoint).observationSize, 4);
  }
  await assert.rejects(
    trainMany({ algorithm: 'dqm' as never, seeds: [1] }).result,
    /algorithm: got "dqm".*nearest is "dqn"/,
  );
  await assert.rejects(
    trainMany({ algorithm: 'dqn', learner: 'tfjs', seeds: [1] }).result,
    /learner: got "tfjs" with algorithm "dqn", which has one of its own/,
  );
  assert.throws(() => restoreAgent({ algorithm: 'ppo' } as never), /snapshot.algorithm: got "ppo", known are dqn, pqn/);
  assert.throws(() => restoreAgent(null as never), /snapshot: got null/);
});
