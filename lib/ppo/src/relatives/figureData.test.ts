/** The committed runs of lessons 12 and 12b, made again in small part: the same bits, or the files and the library have parted. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { PresetName } from '../config/presets';
import { mean } from '../numbers/stats';
import { train } from '../training/train';
import { relatives, type RelativeName } from './algorithms';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, `../../../../data/figures/relatives-${name}.runs.json`), 'utf8'));

interface RelativeFile {
  seeds: number[];
  settings: Record<string, { preset?: PresetName } & Partial<PpoConfig>>;
  runs: { env: string; seed: number; failure: string | null; curve: [timesteps: number, late: number | null][] }[];
}

interface Progress {
  readonly timesteps: number;
  readonly episodeReturns: readonly number[];
}

/** A run of the file's setting up to so many steps. */
function begin(name: string, env: string, settings: RelativeFile['settings'][string], seed: number, timesteps: number) {
  const { preset, ...changes } = settings;
  const shared = { env, seed, stopAt: { timesteps } };
  if (preset !== undefined) return train({ ...shared, config: ppoConfig(preset, changes), learner: compiledLearner });
  const relative = relatives[name as RelativeName] as (options: object) => unknown;
  return relative({ ...shared, config: changes });
}

/** The mean return of the last twenty episodes after each iteration. */
async function curveOf(run: AsyncIterable<Progress>): Promise<Map<number, number | null>> {
  const returns: number[] = [];
  const curve = new Map<number, number | null>();
  for await (const { timesteps, episodeReturns } of run) {
    returns.push(...episodeReturns);
    curve.set(timesteps, returns.length < 20 ? null : Number(mean(returns.slice(-20)).toPrecision(5)));
  }
  return curve;
}

for (const name of ['ppo', 'a2c', 'trpo', 'pqn', 'dqn', 'sac']) {
  test(`relatives-${name}.runs.json: twenty whole runs of each task, the last seed's curve begun again`, async () => {
    const { seeds, settings, runs } = read(name) as RelativeFile;
    assert.equal(seeds.length, 20);
    for (const env of Object.keys(settings)) {
      const own = runs.filter((run) => run.env === env);
      assert.deepEqual(
        own.map(({ seed, failure }) => [seed, failure]),
        seeds.map((seed) => [seed, null]),
      );
    }
    const [env, setting] = Object.entries(settings)[0];
    const { seed, curve } = runs.filter((run) => run.env === env)[19];
    const first = curve.findIndex(([, late]) => late !== null);
    const [timesteps] = curve[first];
    const again = await curveOf(begin(name, env, setting, seed, timesteps) as AsyncIterable<Progress>);
    for (const [moment, late] of curve.slice(0, first + 1)) assert.equal(again.get(moment), late, `${moment} steps`);
  });
}

test('relatives-shapes.runs.json: twenty whole runs of every brake, one of them made again', async () => {
  const { tasks, shapes, leashes, runs } = read('shapes') as {
    tasks: Record<string, { preset: PresetName; totalTimesteps: number }>;
    shapes: Record<string, Partial<PpoConfig>>;
    leashes: Record<string, Partial<PpoConfig>>;
    runs: { env: string; shape: string; seed: number; late: number | null }[];
  };
  const names = Object.keys({ ...shapes, ...leashes });
  assert.equal(runs.length, 20 * Object.keys(tasks).length * names.length);
  const { preset, totalTimesteps } = tasks['Pendulum-v1'];
  const config = ppoConfig(preset, { totalTimesteps, annealTo: null, ...shapes.rollback });
  const { records } = await train({ env: 'Pendulum-v1', config, seed: 20, learner: compiledLearner }).whole();
  const late = records.filter(({ timesteps }) => timesteps > totalTimesteps / 2);
  const again = Number(mean(late.flatMap(({ episodeReturns }) => [...episodeReturns])).toPrecision(5));
  const committed = runs.find((run) => run.env === 'Pendulum-v1' && run.shape === 'rollback' && run.seed === 20);
  assert.equal(committed?.late, again);
});
