// The runs that must give the same bits on every runtime: see scripts/same-bits.test.mjs. Works in Node and bundled into a page.

/** @satisfies {import('ppo-lib').TrainOptions[]} */
const runs = [
  { env: 'CartPole-v1', config: 'fastSmall', seed: 1, stopAt: { iterations: 40 } },
  { env: 'CartPole-v1', config: 'cleanrl', seed: 2, stopAt: { iterations: 6 } },
  { env: 'Pendulum-v1', config: 'masterySeries', seed: 3, stopAt: { iterations: 6 } },
  { env: 'Pendulum-v1', config: 'lecture25', seed: 4, stopAt: { iterations: 2 } },
];

/**
 * Parameters and Adam's memory after each run, as the bytes of one array.
 * @param {Pick<typeof import('ppo-lib/compiled'), 'train' | 'compiledLearner'>} library
 */
export async function trainAll({ train, compiledLearner }) {
  const parts = [];
  for (const run of runs) {
    const { checkpoint } = await train({ ...run, learner: compiledLearner }).result;
    const { parameters, optimizer } = checkpoint;
    parts.push(...parameters, ...optimizer.flatMap(({ m, v }) => [...m, ...v]));
  }
  return new Uint8Array(Float32Array.from(parts).buffer);
}
