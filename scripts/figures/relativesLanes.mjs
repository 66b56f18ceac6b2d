// Two runs at a time, each in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** @typedef {Awaited<ReturnType<typeof import('./relativesRun.mjs').measuredRun>>} MeasuredRun */

const program = fileURLToPath(new URL('relativesWorker.mjs', import.meta.url));

/**
 * @param {import('./relativesRun.mjs').Job[]} jobs
 * @param {(run: MeasuredRun) => void} onRun  called with each run as it ends
 */
export async function inTwoLanes(jobs, onRun) {
  const waiting = [...jobs];
  await Promise.all(
    [0, 1].map(async () => {
      const child = fork(program);
      const ended = once(child, 'exit').then(lost);
      ended.catch(() => undefined); // it ends at last, and then nobody waits
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        child.send(job);
        const [run] = await Promise.race([once(child, 'message'), ended]);
        onRun(run);
      }
      child.kill();
    }),
  );
}

/** @returns {never} */
function lost() {
  throw new Error('a process that makes runs ended before its run did');
}
