import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ppoConfig } from '../config/config';
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

test('options that cannot work are refused before anything starts', async () => {
  await assert.rejects(drive({ seeds: [] }), /seeds: got 0 elements/);
  await assert.rejects(drive({ seeds: [1, 2, 1] }), /seeds: got 1 twice/);
  await assert.rejects(drive({ seeds: [1], workers: -1 }), /workers: got -1/);
  const env = (() => undefined) as unknown as string;
  await assert.rejects(drive({ seeds: [1], env }), /env: got a function/);
});
