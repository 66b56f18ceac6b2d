// Runs side by side, one for each processor, each in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * @template Job, Run
 * @param {string} program  beside this file; answers each message, a job, with a message, its run
 * @param {readonly Job[]} jobs
 * @param {(run: Run) => void} onRun  called with each run as it ends
 */
export async function inLanes(program, jobs, onRun) {
  const waiting = [...jobs];
  const lanes = Math.min(availableParallelism(), jobs.length);
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      const child = fork(fileURLToPath(new URL(program, import.meta.url)));
      const ended = once(child, 'exit').then(lost);
      ended.catch(() => undefined); // it ends at last, and then nobody waits
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        child.send(/** @type {import('node:child_process').Serializable} */ (job));
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
