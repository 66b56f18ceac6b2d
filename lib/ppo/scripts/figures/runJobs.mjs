// Runs on worker threads: `run` of a module of this folder, once for every job, at most as many at a time as there are processors.
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** The results in the order of the jobs. @param module such as './pendulumRun.mjs'; it exports `run(job)` */
export async function runJobs(module, jobs) {
  const results = Array(jobs.length);
  let next = 0;
  const takeTurns = async () => {
    for (let i = next++; i < jobs.length; i = next++) results[i] = await inWorker(module, jobs[i]);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, takeTurns));
  return results;
}

function inWorker(module, job) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { module, job } });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}

if (!isMainThread && workerData?.module !== undefined) {
  const { run } = await import(workerData.module);
  parentPort.postMessage(await run(workerData.job));
}
