// npm run ray -- --address HOST:PORT: CartPole on the cluster that a reader has. Nothing of it is started or stopped here.
import { threadWorkers } from 'ppo-lib';
import { rayWorkers } from 'ppo-lib/ray';
import { Problem } from '../lib/problems.mjs';
import { installedPython } from './install.mjs';
import { learn, solved } from './learn.mjs';

/** @param {{ address: string, workers: number, python?: string }} options */
export async function addressCommand({ address, workers: numWorkers, python = installedPython('ray') ?? 'python3' }) {
  const workers = rayWorkers({
    address,
    numWorkers,
    python,
    onAttach: ({ version, nodes, cpus }) => console.log(`Ray ${version}; machines: ${nodes}, processors: ${cpus}`),
  });
  const began = performance.now();
  const onIteration = (/** @type {number} */ iteration, /** @type {number | null} */ meanReturn) => {
    if (iteration % 10 === 0) console.log(`iteration ${iteration}: mean return ${meanReturn?.toFixed(1) ?? 'not yet'}`);
  };
  const { hash, iterations, meanReturn } = await learn(workers, { onIteration }).catch((error) => {
    throw new Problem(`npm run ray -- --address ${address}: ${error.message}`);
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${meanReturn?.toFixed(1)} of ${solved} after ${iterations} iterations, ${seconds} s with ${numWorkers} workers`,
  );
  const here = await learn(threadWorkers(2));
  console.log(
    here.hash === hash
      ? `The parameters (${hash}) are those of the same run on threads of this machine.`
      : `The parameters (${hash}) are not those of the same run on threads of this machine (${here.hash}).`,
  );
  if (here.hash !== hash) process.exitCode = 1;
}
