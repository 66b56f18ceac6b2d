// The process in which the calls are made. It gets a plan, makes one call after the other, and says what came of each.
import { allTargets, planCalls } from './plan.mjs';
import { brokenTargets, makeCall } from './oneCall.mjs';

/** @typedef {{ seed: number, count: number, packages?: string[], words?: string[], from: number }} Order */

/** Above this a call has used up the machine, bytes. */
const mostMemory = 3e9;

/** @type {unknown[]} */
const strays = [];
process.on('unhandledRejection', (reason) => strays.push(reason));

process.on('disconnect', () => process.exit(1));
process.on('message', (/** @type {Order} */ order) => {
  void work(order).then(
    () => process.exit(0),
    async (error) => {
      await tell({ problem: error instanceof Error ? error.message : String(error) });
      process.exit(1);
    },
  );
});

/** @param {Order} order */
async function work({ seed, count, packages, words, from }) {
  const calls = planCalls(await allTargets(packages, words), { seed, count });
  if (from === 0) {
    const broken = await brokenTargets(calls.map(({ target }) => target));
    if (broken.length > 0) throw new Error(broken.join('\n'));
  }
  await tell({ total: calls.length });
  for (let i = from; i < calls.length; i++) {
    strays.length = 0;
    let judged = await makeCall(calls[i]);
    await new Promise((resolve) => setImmediate(resolve));
    if (strays.length > 0) judged = { verdict: 'unhandled', why: String(strays[0]) };
    const bytes = process.memoryUsage.rss();
    if (bytes > mostMemory) judged = { verdict: 'crash', why: `${(bytes / 1e9).toFixed(1)} GB of memory` };
    await tell({ index: i, ...judged });
    if (bytes > mostMemory) process.exit(0);
  }
}

/** @param {object} message */
const tell = (message) =>
  new Promise((resolve) => {
    process.send?.(message, undefined, undefined, resolve);
  });
