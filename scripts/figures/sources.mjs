// The training loops of the sources with their own settings, on the real CartPole: what lesson 07 shows beside their printed logs.
import { mean, ppoConfig } from 'ppo-lib';
import { tenSeeds, writeRuns } from './files.mjs';
import { trainSeeds } from './runs.mjs';

/** Preset -> environment steps of its run. */
const programs = /** @type {const} */ ({ deepDive: 204_800, spinningUp: 200_000, masterySeries: 102_400 });

/** @typedef {import('ppo-lib').TrainRecord} TrainRecord */

/**
 * The mean return of the episodes that ended in each piece of a run; null where none did.
 * @param {TrainRecord[]} records
 * @param {number} pieces
 */
function curveOf(records, pieces) {
  const last = records[records.length - 1].timesteps;
  return Array.from({ length: pieces }, (_, piece) => {
    const within = records.filter(({ timesteps }) => Math.ceil((timesteps / last) * pieces) === piece + 1);
    const returns = within.flatMap(({ episodeReturns }) => [...episodeReturns]);
    return returns.length === 0 ? null : Number(mean(returns).toFixed(1));
  });
}

/** @param {TrainRecord[]} records @returns {number | null} the step at which the last 100 episodes had a mean return of 475 */
const solvedAt = (records) => records.find(({ meanReturn100 }) => (meanReturn100 ?? 0) >= 475)?.timesteps ?? null;

export async function sourceLoops() {
  const runs = [];
  for (const [program, totalTimesteps] of Object.entries(programs)) {
    const preset = /** @type {keyof typeof programs} */ (program);
    const results = await trainSeeds({ seeds: tenSeeds, config: ppoConfig(preset, { totalTimesteps }) });
    for (const { seed, records, failure } of results) {
      if (failure !== null) throw new Error(`${program}, seed ${seed}: ${failure}`);
      runs.push({ program, seed, solvedAt: solvedAt(records), returns: curveOf(records, 25) });
    }
    console.log(`  source-loops: ${program} done`);
  }
  const note =
    'CartPole-v1 with the settings of three printed programs, compiled learner: mean return of each twenty-fifth of a run; written by npm run figures';
  writeRuns('source-loops', { note, timesteps: programs, seeds: tenSeeds, runs });
}
