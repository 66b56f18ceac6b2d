// Valid calls of ppo-lib/compiled.
import { createRequire } from 'node:module';

export const packageName = 'ppo-lib/compiled';

const main = createRequire(import.meta.url)('ppo-lib');

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  const shared = Object.keys(lib).filter((name) => name in main);
  const pool = () =>
    new lib.WorkerPool({ numWorkers: 2, deadline: 1, connect: () => ({ send() {}, listen() {}, stop() {} }) });
  return {
    ...Object.fromEntries(
      shared.map((name) => [name, { why: 'called as an export of ppo-lib, from the same source' }]),
    ),
    'new WorkerPool': {
      args: () => [{ numWorkers: 2, deadline: 1, connect: () => ({}) }],
      names: ['options'],
    },
    'WorkerPool#returnsByWorker': { on: pool, args: () => [20], names: ['iterations'] },
    fragmentWorker: { args: () => [async () => undefined], names: ['prepare'] },
  };
}
