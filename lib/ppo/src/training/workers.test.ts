import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import { fingerprint } from '../numbers/fingerprint';
import { Random } from '../numbers/random';
import { FakeEnv } from '../testing/fakeEnv';
import type { WorkerPool } from '../workers/pool';
import { threadWorkers } from '../workers/threads';
import type { FragmentResult } from '../workers/workers';
import { RolloutBuffer } from './buffer';
import type { Checkpoint } from './checkpoint';
import { collectRollout, startEpisodes } from './collect';
import { makeEnv } from './environment';
import type { NormalizerState } from './normalize';
import { makeNormalizers, normalizedEnv } from './normalizedEnv';
import { staggerEpisodes } from './stagger';
import { train, type TrainOptions, type TrainRecord } from './train';

const config = ppoConfig('cleanrl', { numEnvs: 8, numSteps: 32, minibatchSize: 64, totalTimesteps: 256 * 12 });
const shared: TrainOptions = { config, seed: 3, learner: compiledLearner };

async function run(
  options: TrainOptions,
  onRecord: (record: TrainRecord) => void = () => undefined,
): Promise<{ hash: string; records: TrainRecord[]; checkpoint: Checkpoint }> {
  const training = train({ ...shared, ...options });
  const records: TrainRecord[] = [];
  for await (const record of training) {
    records.push(record);
    onRecord(record);
  }
  const { checkpoint, learner } = await training.result;
  learner.dispose();
  return { hash: fingerprint(checkpoint.parameters), records, checkpoint };
}

/** Ends one worker after another, in the middle of what they play. */
const killing = (workers: WorkerPool) => (record: TrainRecord) => {
  const victim = record.iteration % workers.numWorkers;
  setImmediate(() => workers.kill(victim));
};

test('a run is the same to the last bit with one, two and sixteen workers, and whoever of them is killed', async () => {
  const alone = await run({ workers: threadWorkers(1) });
  assert.equal(alone.records.length, 12);
  const two = threadWorkers(2);
  const sixteen = threadWorkers(16);
  for (const other of [
    await run({ workers: two }, killing(two)),
    await run({ workers: sixteen }),
    await run({ workers: threadWorkers(3, { deadline: 0.001 }) }), // everything is late and played twice
  ]) {
    assert.equal(other.hash, alone.hash);
    assert.deepEqual(other.records, alone.records);
  }
  assert.ok(two.fragmentsLost > 0, 'no worker was ended while it played');
  const otherwise = await run({ workers: threadWorkers(2), seed: 4 });
  assert.notEqual(otherwise.hash, alone.hash);
});

test('a run is resumed exactly, with another number of workers, and not without any', async () => {
  const whole = await run({ workers: threadWorkers(2) });
  const half = await run({ workers: threadWorkers(2), stopAt: { iterations: 5 } });
  const rest = await run({ resume: half.checkpoint, workers: threadWorkers(3) });
  assert.equal(rest.hash, whole.hash);
  assert.deepEqual(rest.records, whole.records.slice(5));
  await assert.rejects(run({ resume: half.checkpoint }), /resume: got the checkpoint of a run with workers/);
  const { checkpoint } = await run({ stopAt: { iterations: 1 } });
  await assert.rejects(
    run({ resume: checkpoint, workers: threadWorkers(1) }),
    /got environments of a run without workers/,
  );
});

const odd = ppoConfig(config, { numEnvs: 17, minibatchSize: 17 * 32, totalTimesteps: 17 * 32 });

/** The first rollout of a run of 17 environments, which make one slot, played here. */
async function playedHere(
  given: PpoConfig,
): Promise<{ episodeReturns: number[]; buffer: RolloutBuffer; state: unknown }> {
  const root = new Random(3, 'train');
  const setup = { observationSize: 4, actionSpace: { n: 2 }, config: given, random: root.stream('init') };
  const learner = compiledLearner(setup);
  const bareEnv = await makeEnv('CartPole-v1', 17);
  const normalizers = makeNormalizers(given, bareEnv);
  const env = normalizers === null ? bareEnv : normalizedEnv(bareEnv, normalizers);
  const progress = startEpisodes(env, root.stream('env').integer(2 ** 31));
  if (given.staggerSteps > 0) staggerEpisodes(bareEnv, progress, given.staggerSteps, new Random(3, 'stagger/0'));
  if (normalizers !== null) progress.observations = normalizers.apply(progress.observations);
  const buffer = new RolloutBuffer({ numSteps: 32, numEnvs: 17, observationSize: 4, actionWidth: 1, discrete: true });
  const random = new Random(3, 'sampling/1/0');
  const { episodeReturns } = collectRollout({ env, learner, buffer, progress, random });
  buffer.computeAdvantages(given);
  env.close();
  learner.dispose();
  return { episodeReturns, buffer, state: normalizers?.getState() ?? null };
}

const inOneSlot: Readonly<Record<string, PpoConfig>> = {
  'as they are': odd,
  'staggered and normalised': ppoConfig(odd, {
    normalizeObservations: true,
    normalizeRewards: true,
    staggerSteps: 60,
  }),
};
for (const [name, given] of Object.entries(inOneSlot)) {
  test(`in one slot, workers play what the same rollout gives here: ${name}`, async () => {
    const { records, checkpoint } = await run({ config: given, workers: threadWorkers(1) });
    const { episodeReturns, buffer, state } = await playedHere(given);
    assert.ok(episodeReturns.length > 5);
    assert.deepEqual(records[0].episodeReturns, episodeReturns);
    assert.equal(records[0].explainedVariance, buffer.explainedVariance());
    assert.deepEqual(checkpoint.normalizers ?? null, state);
  });
}

test('workers load the modules that register environments, and play them like any other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'modules-'));
  const path = join(folder, 'register.cjs');
  const gymnasium = JSON.stringify(require.resolve('gymnasium-js'));
  const entryPoint = "() => make('CartPole-v1')";
  await writeFile(
    path,
    `const { make, register } = require(${gymnasium});
    register({ id: 'test/Another-v0', entryPoint: ${entryPoint}, maxEpisodeSteps: 20 });`,
  );
  try {
    await import(path);
    const { records } = await run({ env: 'test/Another-v0', workers: threadWorkers(2, { modules: [path] }) });
    const lengths = records.flatMap(({ episodeLengths }) => [...episodeLengths]);
    assert.equal(Math.max(...lengths), 20);
    await assert.rejects(run({ env: 'test/Another-v0', workers: threadWorkers(1) }), /test\/Another-v0/);
    assert.throws(() => threadWorkers(1, { modules: ['nowhere.cjs'] }), /modules\[0\]: got "nowhere.cjs"/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('slots begin staggered as all environments together would', async () => {
  const changes = { numSteps: 10, minibatchSize: 80, totalTimesteps: 80, staggerSteps: 160 };
  const given = ppoConfig(config, changes);
  const { checkpoint } = await run({ env: 'MountainCar-v0', config: given, workers: threadWorkers(2) });
  assert.deepEqual([...checkpoint.progress.lengths], [10, 30, 50, 70, 90, 110, 130, 150]); // n 160 / 8 + 10
});

test('statistics over slots are those of everything that all of them saw, and nobody else decides about them', async () => {
  const given = ppoConfig(config, { normalizeObservations: true, normalizeRewards: true, staggerSteps: 60 });
  const seen: FragmentResult[] = [];
  const two = threadWorkers(2);
  const collect = two.collect.bind(two);
  two.collect = async function* (fragments) {
    for await (const result of collect(fragments)) {
      seen.push(structuredClone(result));
      yield result;
    }
  };
  const one = await run({ config: given, workers: threadWorkers(1) });
  const other = await run({ config: given, workers: two }, killing(two));
  assert.equal(other.hash, one.hash);
  assert.deepEqual(other.checkpoint, one.checkpoint);
  const { observations, rewards } = one.checkpoint.normalizers as NormalizerState;
  const total = config.numEnvs * config.numSteps * 12;
  assert.ok(Math.abs((observations?.count ?? 0) - total - config.numEnvs) < 0.01); // the first ones of all too
  assert.ok(Math.abs((rewards?.count ?? 0) - total) < 0.01);
  const counts = seen.map(({ share }) => share?.rewards?.count ?? 0);
  const means = seen.map(({ share }) => share?.rewards?.mean[0] ?? 0);
  const mean = counts.reduce((sum, count, i) => sum + count * means[i], 0) / total;
  assert.ok(Math.abs((rewards?.mean[0] ?? 0) / mean - 1) < 1e-6);
});

test('what cannot have workers is refused before any begins', async () => {
  const workers = threadWorkers(1);
  await assert.rejects(run({ workers, env: () => new FakeEnv() }), /env: got a function, which cannot travel/);
  await assert.rejects(run({ workers: 4 as never }), /workers: got 4, expected workers, such as threadWorkers\(4\)/);
  assert.throws(() => threadWorkers(0), /numWorkers: got 0/);
  assert.throws(() => threadWorkers(1, { deadline: -1 }), /deadline: got -1/);
});

test('rows of parts end up where the environments side by side would have put them', () => {
  const [numSteps, numEnvs, numParts] = [3, 6, 2];
  const options = { observationSize: 2, actionWidth: 1, discrete: true, numSteps };
  const whole = new RolloutBuffer({ ...options, numEnvs });
  const parts = Array.from({ length: numParts }, () => new RolloutBuffer({ ...options, numEnvs: numEnvs / numParts }));
  parts.forEach((part, k) => {
    for (let t = 0; t < numSteps; t++) {
      for (let j = 0; j < 3; j++) {
        part.rewards[t * 3 + j] = 100 * t + 3 * k + j; // step and environment
        part.observations.set([t, 3 * k + j], (t * 3 + j) * 2);
      }
    }
  });
  whole.fill(parts);
  for (let t = 0; t < numSteps; t++) {
    for (let n = 0; n < numEnvs; n++) {
      assert.equal(whole.rewards[t * numEnvs + n], 100 * t + n);
      assert.deepEqual([...whole.observations.subarray((t * numEnvs + n) * 2, (t * numEnvs + n + 1) * 2)], [t, n]);
    }
  }
  assert.throws(() => whole.fill([...parts, parts[0]]), /parts\[0\]\.observations: got 18 elements, expected 12/);
});
