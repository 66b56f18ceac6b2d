/** The committed results of npm run figures, made again in small part: the same bits, or the file and the library have parted. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import { lectureCsv, lectureRow } from './lecture25';
import type { PresetName } from '../config/presets';
import { mean } from '../numbers/stats';
import { train, type TrainRecord } from '../training/train';

const read = (name: string): string => readFileSync(join(__dirname, '../../../../data', name), 'utf8');

async function firstRecords(config: PpoConfig, seed: number, iterations: number): Promise<TrainRecord[]> {
  const generator = train({ env: 'Pendulum-v1', config, seed, learner: compiledLearner, stopAt: { iterations } });
  const records: TrainRecord[] = [];
  for (let next = await generator.next(); !next.done; next = await generator.next()) records.push(next.value);
  return records;
}

/** A setting that is younger than the file has its default there: the bits of the run show that it changes nothing. */
function assertSameSettings(recorded: PpoConfig, today: PpoConfig): void {
  assert.ok(Object.keys(recorded).length > 20, 'a whole configuration');
  const plain = JSON.parse(JSON.stringify(today)) as PpoConfig;
  assert.deepEqual({ ...plain, ...recorded }, plain);
}

interface LectureFile {
  preset: PresetName;
  changes: Partial<PpoConfig>;
  config: PpoConfig;
  seeds: number[];
  binEpisodes: number;
  runs: { seed: number; episodes: number; failure: string | null; returns: number[]; blocks: { ratioMax: number[] } }[];
}

for (const [file, preset] of [
  ['ppo.csv', 'lecture25'],
  ['a2c.csv', 'a2c'],
] as const) {
  test(`${file}: 3000 episodes of seed 1, the first twenty of them made again`, async () => {
    const config = ppoConfig(preset);
    const records = await firstRecords(config, 1, 20);
    const lines = read(file).trimEnd().split('\n');
    assert.equal(lines.length, 3001);
    const again = lectureCsv(records.map((record) => lectureRow(record, config)));
    assert.deepEqual(lines.slice(0, 21), again.trimEnd().split('\n'));
    for (const line of lines.slice(1)) assert.equal(line.split(',').map(Number).filter(Number.isFinite).length, 4);
  });
}

const experiments = [
  'ppo',
  'a2c',
  'a2c-10',
  'ppo-10',
  'a2c-2',
  'ppo-5',
  'ratio-2',
  'ratio-raw-10',
  'corrected',
  'raw-10',
  'a2c-raw-10',
  'corrected-10',
  'fix-exp',
  'fix-raw',
  'fix-shuffle',
  'fix-normalize',
];
for (const name of experiments) {
  test(`lecture25-${name}.runs.json: whole runs, the last seed's first twenty episodes made again`, async () => {
    const { preset, changes, config, seeds, binEpisodes, runs } = JSON.parse(
      read(`figures/lecture25-${name}.runs.json`),
    ) as LectureFile;
    assertSameSettings(config, ppoConfig(preset, changes));
    assert.deepEqual(
      runs.map(({ seed }) => seed),
      seeds,
    );
    assert.equal(seeds.length, 10);
    for (const { failure, episodes, returns } of runs) {
      if (failure === null) assert.deepEqual([episodes, returns.length], [3000, 3000 / binEpisodes]);
    }
    const { seed, returns } = runs[runs.length - 1];
    const records = await firstRecords(ppoConfig(preset, changes), seed, 2 * binEpisodes);
    const all = records.map(({ episodeReturns }) => episodeReturns[0]);
    const again = [all.slice(0, binEpisodes), all.slice(binEpisodes)].map((x) => Number(mean(x).toPrecision(5)));
    assert.deepEqual(returns.slice(0, 2), again);
  });
}

test('the first seed of lecture25-ppo.runs.json is the run of ppo.csv', () => {
  const { runs, binEpisodes } = JSON.parse(read('figures/lecture25-ppo.runs.json')) as LectureFile;
  const rewards = read('ppo.csv')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[3]));
  const binned = runs[0].returns.map((_, i) => mean(rewards.slice(i * binEpisodes, (i + 1) * binEpisodes)));
  assert.deepEqual(
    runs[0].returns,
    binned.map((x) => Number(x.toPrecision(5))),
  );
});

interface ContinuousFile {
  env: string;
  seeds: number[];
  variants: Record<string, [PresetName, Partial<PpoConfig>]>;
  runs: { variant: string; seed: number; timesteps: number[]; returns: (number | null)[]; entropy: number[] }[];
}

for (const file of ['pendulum-policies', 'pendulum-settings']) {
  test(`${file}.runs.json: every variant's second iteration made again for its last seed`, async () => {
    const { seeds, variants, runs } = JSON.parse(read(`figures/${file}.runs.json`)) as ContinuousFile;
    assert.equal(runs.length, seeds.length * Object.keys(variants).length);
    for (const [variant, [preset, changes]] of Object.entries(variants)) {
      const run = runs.filter((one) => one.variant === variant).at(-1);
      assert.ok(run !== undefined);
      const [, record] = await firstRecords(ppoConfig(preset, changes), run.seed, 2);
      const found = [run.timesteps[1], run.entropy[1], run.returns[1]];
      const { timesteps, entropy, episodeReturns } = record;
      const average = episodeReturns.length === 0 ? null : Number(mean(episodeReturns).toPrecision(5));
      assert.deepEqual(found, [timesteps, Number(entropy.toPrecision(4)), average], variant);
    }
  });
}

test('clip-or-not.runs.json: ten whole runs in every cell, one with the clip and one without made again', async () => {
  interface ClipRun {
    env: string;
    passes: number;
    learningRate: number;
    objective: PpoConfig['objective'];
    seed: number;
    late: number | null;
  }
  const { grids, runs } = JSON.parse(read('figures/clip-or-not.runs.json')) as {
    grids: { env: string; preset: PresetName; steps: number; changes: Partial<PpoConfig>[] }[];
    runs: ClipRun[];
  };
  assert.equal(runs.length, 2 * 10 * grids.flatMap(({ changes }) => changes).length);
  const [{ env, preset, steps }] = grids;
  for (const objective of ['clip', 'ratio'] as const) {
    const setting = { numEpochs: 1, learningRate: 0.003, objective };
    const config = ppoConfig(preset, { totalTimesteps: steps, annealTo: null, ...setting });
    const { records } = await train({ env, config, seed: 10, learner: compiledLearner }).whole();
    const late = records.filter(({ timesteps }) => timesteps > steps / 2);
    const again = Number(mean(late.flatMap(({ episodeReturns }) => [...episodeReturns])).toPrecision(5));
    const [committed] = runs.filter(
      (one) =>
        one.env === env &&
        one.passes === 1 &&
        one.learningRate === 0.003 &&
        one.objective === objective &&
        one.seed === 10,
    );
    assert.equal(committed.late, again, objective);
  }
});
