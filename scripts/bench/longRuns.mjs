// What npm run bench looks at over whole runs: the returns at the end, worker threads, memory.
import { mean, ppoConfig, std, trainMany } from 'ppo-lib';
import driving from '../lib/drive.cjs';
import { rounded, show, spread } from './numbers.mjs';
import { runNode } from './programs.mjs';

/** @param {{ quick: boolean }} options */
export async function learning({ quick }) {
  const seeds = Array.from({ length: quick ? 4 : 20 }, (_, i) => i + 1);
  console.log(`\nSame algorithm: CleanRL's configuration to its full 500,000 steps, ${seeds.length} seeds`);
  const config = ppoConfig('cleanrl', { bootstrapAtTruncation: false });
  const started = performance.now();
  const { runs, failures } = await driving.drive(trainMany({ config, seeds }));
  if (failures.length > 0) throw failures[0].error;
  const finals = runs.map(({ meanReturn100 }) => Number(meanReturn100));
  const reached = runs.flatMap((run) => run.records.find((record) => record.solved)?.timesteps ?? []);
  const result = {
    seeds: seeds.length,
    finalMean: rounded(mean(finals)),
    deviation: rounded(std(finals, 1)),
    reached475: reached.length,
    stepsTo475: reached.length > 0 ? spread(reached) : null,
    seconds: rounded((performance.now() - started) / 1000),
  };
  const after = result.stepsTo475 === null ? '' : `, after ${show(result.stepsTo475, 'steps')}`;
  console.log(`  final mean ${result.finalMean} +- ${result.deviation}; ${result.reached475} reached 475${after}`);
  return result;
}

/** @param {{ quick: boolean }} options */
export function memory({ quick }) {
  console.log('\nMemory over a long run');
  const result = runNode('memory', quick ? 1_000_000 : 10_000_000);
  const [heap, all] = [result.heapMegabytes.join(', '), result.rssMegabytes.join(', ')];
  console.log(`  ${result.steps.toLocaleString('en')} steps: heap ${heap} MB, all ${all} MB`);
  return result;
}

/**
 * Seconds by the number of worker threads.
 * @param {{ quick: boolean }} options
 */
export function workers({ quick }) {
  console.log('\nMany seeds on worker threads (fast, 20 seeds to 475)');
  const seconds = Object.fromEntries([1, 2].map((count) => [count, runNode('many', count, quick ? 6 : 20).seconds]));
  console.log(`  1 worker ${seconds[1]} s, 2 workers ${seconds[2]} s`);
  return seconds;
}
