import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { train, type TrainOptions } from './train';
import { useBackend } from '../tfjs/backend';
import { restoreLearner, type Checkpoint } from './checkpoint';
import { loadCheckpoint, saveCheckpoint } from './checkpointFile';
import { ppoConfig, type PpoConfig } from '../config/config';
import { DriftVec } from '../sources/driftEnv';
import { Random } from '../numbers/random';
import { compiledLearner } from '../compiled/compiledLearner';
import { FakeEnv } from '../testing/fakeEnv';
import { assertClose } from '../testing/testing';
import type { TrainingStep } from './environment';

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

test('every part of a checkpoint that someone keeps stays as it was while the run goes on', async () => {
  const kept: [Checkpoint, Checkpoint][] = [];
  const checkpoints = {
    every: 1,
    begin: () => Promise.resolve(),
    save: (checkpoint: Checkpoint) => Promise.resolve(void kept.push([checkpoint, structuredClone(checkpoint)])),
  };
  const normalizing = ppoConfig('cleanrl', { ...config, normalizeObservations: true, normalizeRewards: true });
  await train({ env: 'CartPole-v1', config: normalizing, seed: 5, learner: compiledLearner, checkpoints }).whole();
  assert.equal(kept.length, 8);
  assert.ok(kept[0][1].recentReturns.length < kept[7][1].recentReturns.length, 'episodes end while it is kept');
  for (const [now, then] of kept) assert.deepEqual(now, then);
});

test('a restored learner acts the same', async () => {
  const { result } = await train({ ...drift, stopAt: { iterations: 2 } }).whole();
  const { optimizer } = result.checkpoint;
  for (const [wrong, says] of [
    [[], /^checkpoint\.optimizer: state: got 0 optimisers, expected 1/],
    [[...optimizer, ...optimizer], /^checkpoint\.optimizer: state: got 2 optimisers, expected 1/],
    [['adam'], /^checkpoint\.optimizer: state\[0\]: got "adam"/],
  ] as const)
    await assert.rejects(restoreLearner({ ...result.checkpoint, optimizer: wrong as never }), { message: says });
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
    saveCheckpoint(path, { ...result.checkpoint, env: new DataView(new ArrayBuffer(8)) }),
    /cannot save a DataView; getState of an environment has to return/,
  );
  assert.equal(await readFile(path, 'utf8'), before);
  await assert.rejects(
    saveCheckpoint(join(folder, 'missing', 'x.json'), result.checkpoint),
    /the folder .*missing does not exist; make it first/,
  );
  await saveCheckpoint(path, { ...result.checkpoint, seed: 9 });
  assert.equal((await loadCheckpoint(path)).seed, 9);
  assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.tmp')));
  result.learner.dispose();
});

test('saves that overlap all succeed, and the file is one of them, whole', async () => {
  const { result } = await train({ ...drift, stopAt: { iterations: 1 } }).whole();
  result.learner.dispose();
  const path = join(folder, 'overlap.json');
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  await Promise.all(seeds.map((seed) => saveCheckpoint(path, { ...result.checkpoint, seed })));
  const { seed, ...rest } = await loadCheckpoint(path);
  assert.ok(seeds.includes(seed));
  assert.deepEqual({ ...rest, seed: result.checkpoint.seed }, result.checkpoint);
  assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.tmp')));
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

test('whatever number type an environment keeps is saved and read back; what would be lost is refused by name', async () => {
  const { result } = await train({ ...drift, stopAt: { iterations: 1 } }).whole();
  result.learner.dispose();
  const path = join(folder, 'types.json');
  const env = {
    bytes: [Int8Array.of(-128, 127), Uint8Array.of(255), Uint8ClampedArray.of(200)],
    words: [Int16Array.of(-32768), Uint16Array.of(65535), Int32Array.of(-5), Uint32Array.of(4294967295)],
    long: [BigInt64Array.of(-(2n ** 63n)), BigUint64Array.of(2n ** 64n - 1n), 2n ** 70n],
    real: [Float32Array.of(0.1, NaN), Float64Array.of(0.1, -Infinity), -0, NaN, Infinity],
  };
  await saveCheckpoint(path, { ...result.checkpoint, env });
  assert.deepEqual((await loadCheckpoint(path)).env, env);
  const lost = [new Map([[1, 2]]), new Set([1]), new Date(), new ArrayBuffer(4), () => 1, Symbol('s')];
  for (const value of lost)
    await assert.rejects(
      saveCheckpoint(path, { ...result.checkpoint, env: { value } }),
      /cannot save a (Map|Set|Date|ArrayB|func|symb)/,
    );
});

/** The same environments with observations of another number type. */
class TypedEnv extends FakeEnv {
  constructor(private readonly type: { from(values: ArrayLike<number>): ArrayLike<number> }) {
    super({ numEnvs: 3, terminateAfter: () => 5, truncateAfter: () => 4 });
  }

  override reset(): ReturnType<FakeEnv['reset']> {
    return { observations: this.typed(super.reset().observations) };
  }

  override step(actions: ArrayLike<number>): TrainingStep {
    const { observations, info, ...rest } = super.step(actions);
    const { finalObservation } = info;
    const typedInfo = finalObservation === undefined ? {} : { finalObservation: this.typed(finalObservation) };
    return { ...rest, observations: this.typed(observations), info: typedInfo };
  }

  private typed(values: Float32Array): Float32Array {
    return this.type.from(values) as Float32Array; // what the types of an environment's author may claim
  }
}

test('observations of any number type train alike with both learners, and are saved and resumed', async () => {
  for (const type of [Int8Array, Uint8Array, Int32Array, Float64Array]) {
    const run = { env: (): TypedEnv => new TypedEnv(type), seed: 1, stopAt: { iterations: 2 } };
    const readable = await train({ ...run, config }).whole();
    const fast = await train({ ...run, config, learner: compiledLearner }).whole();
    assert.equal(readable.records[0].firstRatioMin, 1);
    assertClose(readable.records[0].valueLoss, fast.records[0].valueLoss, 1e-4);
    const path = join(folder, `${type.name}.json`);
    await saveCheckpoint(path, readable.result.checkpoint);
    const resume = await loadCheckpoint(path);
    assert.ok((resume.progress.observations as unknown) instanceof type);
    const more = await train({ ...run, resume, stopAt: { iterations: 3 } }).whole();
    assert.equal(more.records.length, 1);
    for (const { result } of [readable, more]) result.learner.dispose();
  }
});
