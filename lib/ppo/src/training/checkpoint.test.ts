import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { train, type TrainOptions } from './train';
import { useBackend } from '../tfjs/backend';
import { restoreLearner } from './checkpoint';
import { loadCheckpoint, saveCheckpoint } from './checkpointFile';
import { ppoConfig, type PpoConfig } from '../config/config';
import { DriftVec } from '../sources/driftEnv';
import { Random } from '../numbers/random';

let folder = '';
before(async () => {
  await useBackend();
  folder = await mkdtemp(join(tmpdir(), 'ppo-checkpoint-'));
});
after(() => rm(folder, { recursive: true }));

const config = ppoConfig('cleanrl', {
  hiddenSizes: [8],
  numEnvs: 3,
  numSteps: 16,
  minibatchSize: 16,
  numEpochs: 2,
  totalTimesteps: 48 * 8,
});
const drift: TrainOptions = { env: () => new DriftVec({ numEnvs: 3 }), config, seed: 5 };

test('stopped, saved, loaded and resumed equals uninterrupted, to the last bit', async () => {
  const whole = await train(drift).whole();
  const firstHalf = await train({ ...drift, stopAt: { iterations: 3 } }).whole();
  const path = join(folder, 'half.json');
  await saveCheckpoint(path, firstHalf.result.checkpoint);
  const secondHalf = await train({ env: drift.env!, resume: await loadCheckpoint(path) }).whole();
  assert.deepEqual([...firstHalf.records, ...secondHalf.records], whole.records);
  assert.deepEqual(secondHalf.result.checkpoint, whole.result.checkpoint);
  for (const { result } of [whole, firstHalf, secondHalf]) result.learner.dispose();
});

test('the same holds for CartPole-v1, in the middle of episodes', async () => {
  const cartPole: TrainOptions = { env: 'CartPole-v1', config, seed: 6 };
  const whole = await train(cartPole).whole();
  const firstHalf = await train({ ...cartPole, stopAt: { iterations: 4 } }).whole();
  const path = join(folder, 'cartpole.json');
  await saveCheckpoint(path, firstHalf.result.checkpoint);
  const resume = await loadCheckpoint(path);
  assert.ok(resume.progress.lengths.some((length) => length > 0));
  const secondHalf = await train({ resume }).whole();
  assert.deepEqual([...firstHalf.records, ...secondHalf.records], whole.records);
  assert.deepEqual(secondHalf.result.checkpoint, whole.result.checkpoint);
  for (const { result } of [whole, firstHalf, secondHalf]) result.learner.dispose();
});

test('a file holds every bit of the checkpoint, and a checkpoint does not change with later training', async () => {
  const { result } = await train({ ...drift, stopAt: { iterations: 2 } }).whole();
  const path = join(folder, 'bits.json');
  const kept = result.checkpoint.parameters.slice();
  await saveCheckpoint(path, result.checkpoint);
  result.learner.setParameters(kept.map((p) => p + 1));
  assert.deepEqual(result.checkpoint.parameters, kept);
  assert.deepEqual(await loadCheckpoint(path), result.checkpoint);
  result.learner.dispose();
});

test('a restored learner acts the same', async () => {
  const { result } = await train({ ...drift, stopAt: { iterations: 2 } }).whole();
  const twin = await restoreLearner(result.checkpoint);
  const observations = Float32Array.from({ length: 40 }, (_, i) => Math.sin(i));
  assert.deepEqual(twin.act(observations, new Random(1)), result.learner.act(observations, new Random(1)));
  twin.dispose();
  result.learner.dispose();
});

test('saving replaces a file whole and leaves nothing else behind; a failed save keeps the old one', async () => {
  const { result } = await train({ ...drift, stopAt: { iterations: 1 } }).whole();
  const path = join(folder, 'again.json');
  await saveCheckpoint(path, result.checkpoint);
  const before = await readFile(path, 'utf8');
  await assert.rejects(
    saveCheckpoint(path, { ...result.checkpoint, env: new BigInt64Array(1) }),
    /cannot save a BigInt64Array/,
  );
  assert.equal(await readFile(path, 'utf8'), before);
  await assert.rejects(saveCheckpoint(join(folder, 'missing', 'x.json'), result.checkpoint), /ENOENT/);
  await saveCheckpoint(path, { ...result.checkpoint, seed: 9 });
  assert.equal((await loadCheckpoint(path)).seed, 9);
  assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.tmp')));
  result.learner.dispose();
});

test('missing, cut, changed and foreign files are told apart', async () => {
  const { result } = await train({ ...drift, stopAt: { iterations: 1 } }).whole();
  const path = join(folder, 'damaged.json');
  await saveCheckpoint(path, result.checkpoint);
  result.learner.dispose();
  const text = await readFile(path, 'utf8');
  await assert.rejects(loadCheckpoint(join(folder, 'nowhere.json')), /there is no checkpoint at/);
  await writeFile(path, text.slice(0, -20));
  await assert.rejects(loadCheckpoint(path), /cut off or changed/);
  await writeFile(path, text.replace('timesteps', 'timestepz'));
  await assert.rejects(loadCheckpoint(path), /cut off or changed/);
  await writeFile(path, '{"format":"something else"}');
  await assert.rejects(loadCheckpoint(path), /is not a checkpoint of ppo-lib/);
  await writeFile(path, text.replace('"version":1', '"version":2'));
  await assert.rejects(loadCheckpoint(path), /version 2, this library reads version 1/);
});

test('policies inside bounds go on exactly, and an older checkpoint without the newer settings is still read', async () => {
  for (const actionDistribution of ['squashedGaussian', 'beta'] as const) {
    const bounded = { env: 'Pendulum-v1', config: ppoConfig(config, { actionDistribution }), seed: 2 };
    const whole = await train(bounded).whole();
    const half = await train({ ...bounded, stopAt: { iterations: 4 } }).whole();
    const rest = await train({ resume: half.result.checkpoint }).whole();
    assert.deepEqual([...half.records, ...rest.records], whole.records);
    for (const { result } of [whole, half, rest]) result.learner.dispose();
  }
  const { result } = await train({ env: 'Pendulum-v1', config, seed: 2, stopAt: { iterations: 1 } }).whole();
  const { objective, actionDistribution, ...older } = result.checkpoint.config;
  assert.deepEqual([objective, actionDistribution], ['clip', 'gaussian']);
  const restored = await restoreLearner({ ...result.checkpoint, config: older as PpoConfig });
  assert.equal(restored.config.actionDistribution, 'gaussian');
  assert.deepEqual(restored.getParameters(), result.learner.getParameters());
  for (const learner of [restored, result.learner]) learner.dispose();
});
