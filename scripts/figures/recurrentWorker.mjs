// Makes one run of lesson 11b after another in a process of its own.
import { arms } from './recurrent.mjs';

process.on('message', async (/** @type {{ arm: string, seed: number }} */ job) => {
  const run = arms.find(([arm]) => arm === job.arm)?.[1];
  if (run === undefined) throw new Error(`no arm is named "${job.arm}"`);
  process.send?.({ ...job, final: await run(job.seed) });
});
