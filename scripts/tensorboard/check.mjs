// npm run tensorboard -- test: two short runs, written by tensorboardLog, against what TensorBoard's own reader finds in their files.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '../lib/problems.mjs';
import { scripts } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { setUp } from '../lib/setup.mjs';
import { ensureTensorboard } from './install.mjs';

export async function checkReading() {
  await setUp();
  const python = await ensureTensorboard();
  const folder = mkdtempSync(join(tmpdir(), 'tensorboard-'));
  try {
    const written = await writeRuns(folder);
    const read = await run(python, [join(scripts, 'tensorboard', 'read_events.py'), folder]);
    if (read.code !== 0) throw explain('reading the runs with TensorBoard', read.output);
    const points = compare(written, JSON.parse(read.stdout));
    console.log(`TensorBoard reads ${Object.keys(written).length} runs and ${points} points as they were written`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function writeRuns(folder) {
  const { compiledLearner } = await import('ppo-lib');
  const { tensorboardLog } = await import('ppo-lib/tensorboard');
  const log = tensorboardLog(folder);
  /** @type {Record<string, { records: readonly any[], config: Record<string, unknown>, lengths: number[] }>} */
  const runs = {};
  for (const seed of [1, 2]) {
    const options = {
      config: /** @type {const} */ ('fast'),
      seed,
      learner: compiledLearner,
      stopAt: { iterations: 4 },
    };
    const { records, result } = await log.train(options).whole();
    const lengths = records.map(({ episodeReturns }) => episodeReturns.length);
    runs[`seed-${seed}`] = { records, config: { ...result.config, seed }, lengths };
    result.learner.dispose();
  }
  log.close();
  return runs;
}

/**
 * How many values there are in all of a histogram's buckets: left edge, right edge, count.
 * @param {number[][]} buckets
 */
const mass = (buckets) => buckets.reduce((total, [, , count]) => total + count, 0);

/**
 * @param {Awaited<ReturnType<typeof writeRuns>>} written
 * @param {Record<string, { scalars: any, histograms: any, session: any }>} read
 */
function compare(written, read) {
  assert.deepEqual(Object.keys(read).sort(), Object.keys(written).sort());
  let points = 0;
  for (const [name, { records, config, lengths }] of Object.entries(written)) {
    const { scalars, histograms, session } = read[name];
    for (const field of Object.keys(records[0])) {
      const told = records.filter((record) => ['number', 'boolean'].includes(typeof record[field]));
      const expected = told.map((record) => [record.timesteps, Math.fround(Number(record[field]))]);
      assert.deepEqual(scalars[`train/${field}`] ?? [], expected, `${name}: ${field}`);
      points += expected.length;
    }
    const size = Number(config.numEnvs) * Number(config.numSteps);
    const counts = (/** @type {string} */ tag) =>
      histograms[tag].map((/** @type {[number, number[][]]} */ [, buckets]) => mass(buckets));
    assert.deepEqual(
      counts('update/ratios'),
      lengths.map(() => size),
    );
    assert.deepEqual(
      counts('rollout/advantages'),
      lengths.map(() => size),
    );
    assert.deepEqual(counts('rollout/episodeReturns'), lengths);
    assert.equal(session.status, 1); // success
    for (const field of ['gamma', 'learningRate', 'numEnvs', 'activation', 'sharedTrunk', 'seed'])
      assert.equal(session.hparams[field], config[field], field);
  }
  return points;
}
