import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { CartPoleEnv, register } from 'gymnasium-js';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { fingerprint } from '../numbers/fingerprint';
import { train, type TrainOptions, type TrainRecord } from '../training/train';
import { threadWorkers } from '../workers/threads';
import { WorkersLostError } from '../workers/workers';
import type { RayCluster } from './bridge';
import { rayWorkers, type RayOptions } from './rayWorkers';

// The Python side is the real one; Ray below it is lib/ppo/src/testing/fakeRay.
process.env.PYTHONPATH = join(__dirname, '../../src/testing/fakeRay');

const config = ppoConfig('cleanrl', { numEnvs: 8, numSteps: 32, minibatchSize: 64, totalTimesteps: 256 * 8 });
const shared: TrainOptions = { config, seed: 3, learner: compiledLearner };
const python = process.env.PYTHON ?? 'python3';
const onFakeRay = (options: Partial<RayOptions> = {}): ReturnType<typeof rayWorkers> =>
  rayWorkers({ address: 'auto', python, node: process.execPath, numWorkers: 2, ...options });

async function run(
  options: TrainOptions,
  onRecord: (record: TrainRecord) => void = () => undefined,
): Promise<{ hash: string; records: TrainRecord[] }> {
  const training = train({ ...shared, ...options });
  const records: TrainRecord[] = [];
  for await (const record of training) {
    records.push(record);
    onRecord(record);
  }
  const { checkpoint, learner } = await training.result;
  learner.dispose();
  return { hash: fingerprint(checkpoint.parameters), records };
}

/** Faults by the number of the call in which they happen. An iteration has 8 fragments, and weights for each worker. */
const suffering = (faults: Record<number, string>): void => void (process.env.FAKE_RAY = JSON.stringify(faults));
afterEach(() => suffering({}));

const undisturbed = run({ workers: threadWorkers(2) });

test('a run on Ray is the run on threads, to the last bit, with one, two and four workers', async () => {
  const { hash, records } = await undisturbed;
  for (const numWorkers of [1, 2, 4]) {
    const clusters: RayCluster[] = [];
    const workers = onFakeRay({ numWorkers, onAttach: (cluster) => clusters.push(cluster) });
    const onRay = await run({ workers });
    assert.equal(onRay.hash, hash);
    assert.deepEqual(onRay.records, records);
    assert.equal(workers.fragmentsLost, 0);
    assert.deepEqual(clusters, [{ version: '2.60.0, in name only', nodes: 2, cpus: 4 }]);
  }
});

test('Node processes, actors and a whole node end on the way, and the run is the same', async () => {
  suffering({ 20: 'process', 31: 'process', 40: 'actor', 57: 'node' });
  const workers = onFakeRay({ numWorkers: 4 });
  assert.deepEqual(await run({ workers }), await undisturbed);
  assert.ok(workers.fragmentsLost >= 4, `${workers.fragmentsLost} fragments were lost`);
});

test('answers that come late come twice, or never, and the run is the same', async () => {
  suffering({ 15: 'late', 26: 'silent', 37: 'late', 38: 'late' });
  const workers = onFakeRay({ numWorkers: 4, deadline: 0.1 });
  assert.deepEqual(await run({ workers }), await undisturbed);
});

test('workers that are killed here are replaced there', async () => {
  const workers = onFakeRay();
  const killing = ({ iteration }: TrainRecord): void => void setImmediate(() => workers.kill(iteration % 2));
  assert.deepEqual(await run({ workers }, killing), await undisturbed);
});

test('when the way to Ray breaks, it is made again', async () => {
  suffering({ 33: 'bridge' });
  let attached = 0;
  const onAttach = (): void => {
    attached++;
    suffering({}); // the second time nothing happens
  };
  assert.deepEqual(await run({ workers: onFakeRay({ onAttach }) }), await undisturbed);
  assert.equal(attached, 2);
});

test('large networks travel once for all workers', async () => {
  const large = ppoConfig(config, { hiddenSizes: [160, 160], totalTimesteps: 256 * 3 });
  const onThreads = await run({ config: large, workers: threadWorkers(2) });
  suffering({ 24: 'actor' });
  assert.deepEqual(await run({ config: large, workers: onFakeRay({ numWorkers: 3 }) }), onThreads);
});

test('what is missing is named: Ray, the cluster, Python, Node', async () => {
  const fails = (options: Partial<RayOptions>, expected: object): Promise<void> =>
    assert.rejects(run({ workers: onFakeRay(options) }), expected);
  suffering({ 0: 'gone' });
  await fails(
    { address: '10.0.0.1:6379' },
    { name: 'RayError', message: /no cluster answers at 10\.0\.0\.1:6379 \(ray\.init\(\) could not find/ },
  );
  suffering({});
  await fails(
    { python: 'no-python' },
    { name: 'RayError', message: /python: got "no-python", which cannot be started/ },
  );
  const withoutNode = run({ workers: onFakeRay({ node: 'no-node' }) });
  await assert.rejects(withoutNode, (error: Error) => {
    assert.ok(error instanceof WorkersLostError);
    assert.match(error.message, /the last one by \[Errno 2\] No such file or directory: 'no-node'/);
    return true;
  });
  suffering({ 0: 'absent' });
  await fails(
    {},
    { name: 'RayError', message: /python3?(\.\d+)? has no Ray \(No module named 'ray'\); give "python"/ },
  );
});

test('modules that register environments go to the workers, which play what threads play', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'modules-'));
  const gymnasium = JSON.stringify(require.resolve('gymnasium-js'));
  const write = async (name: string, required: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(
      path,
      `const { CartPoleEnv, register } = require(${required});
      const { sep } = require('node:path');
      register({ id: 'toy/Sent-v0', entryPoint: () => new CartPoleEnv(), maxEpisodeSteps: sep.length + 12 });`,
    );
    return path;
  };
  try {
    const [here, sent] = [await write('here.cjs', gymnasium), await write('sent.cjs', "'gymnasium-js'")];
    await import(here);
    const env = 'toy/Sent-v0';
    const onThreads = await run({ env, workers: threadWorkers(2, { modules: [here] }) });
    suffering({ 20: 'process', 31: 'actor' }); // who takes their seats gets the modules too
    assert.deepEqual(await run({ env, workers: onFakeRay({ modules: [sent] }) }), onThreads);
    assert.equal(Math.max(...onThreads.records.flatMap(({ episodeLengths }) => [...episodeLengths])), 13);
    const alone = join(folder, 'alone.cjs');
    await writeFile(alone, "require('./neighbour')");
    const missing =
      /modules: .*alone\.cjs fails on a worker \(Cannot find module '\.\/neighbour'\); there it is one CommonJS file/;
    await assert.rejects(run({ workers: onFakeRay({ modules: [alone] }) }), missing);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('an environment that only this process has is named by the workers', async () => {
  register({ id: 'toy/Here-v0', entryPoint: () => new CartPoleEnv(), maxEpisodeSteps: 50 });
  await assert.rejects(run({ env: 'toy/Here-v0', workers: onFakeRay() }), /toy\/Here-v0/);
});

test('wrong options are refused before anything begins', () => {
  const refused = (options: object, message: RegExp): void =>
    assert.throws(() => rayWorkers({ address: 'auto', ...options }), { message });
  for (const address of [undefined, '', 'local', 'ray://10.0.0.1:10001', '10.0.0.1', 6379]) {
    refused({ address }, /address: got .*, expected host:port of a running cluster/);
  }
  refused({ workers: 4 }, /unknown option "workers", did you mean "numWorkers"/);
  refused({ numWorkers: 0 }, /numWorkers: got 0/);
  refused({ deadline: 0 }, /deadline: got 0/);
  refused({ cpusPerWorker: -1 }, /cpusPerWorker: got -1/);
  refused({ python: '' }, /python: got "", expected the name or path of a program/);
  refused({ node: 20 }, /node: got 20/);
  refused({ modules: ['nowhere.cjs'] }, /modules\[0\]: got "nowhere\.cjs", expected the path of a module/);
  refused({ onAttach: 'yes' }, /onAttach: got "yes", expected a function/);
});
