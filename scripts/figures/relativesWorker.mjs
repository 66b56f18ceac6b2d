// Makes one run after another in a process of its own, so that the processor's time of a run is that run's alone.
import { measuredRun } from './relativesRun.mjs';

process.on('message', async (/** @type {import('./relativesRun.mjs').Job} */ job) => {
  process.send?.(await measuredRun(job));
});
