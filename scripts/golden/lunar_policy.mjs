// The trained policy of lunar_golden.py, which is an input there and no reference: node scripts/golden/lunar_policy.mjs (in the repository,
// after a build) trains two layers of 16 units on LunarLander-v3 and writes data/golden/lunar_policy.json.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiledLearner, evaluatePolicy, mean, ppoConfig, train } from 'ppo-lib';
import { changes, landers } from '../figures/lunar.mjs';
import driving from '../lib/drive.cjs';
import { root } from '../lib/paths.mjs';

const config = ppoConfig('cleanrl', {
  ...changes,
  hiddenSizes: [16, 16],
  totalTimesteps: 600_000,
  learningRate: 0.002,
});
const training = train({ env: landers(config.numEnvs), config, seed: 1, learner: compiledLearner });
const { learner } = await driving.drive(training, () => {});
const parameters = learner.getParameters();
let offset = 0;
/** @type {{ shape: readonly number[], values: number[] }[]} */
const layers = [];
for (const { name, shape } of learner.manifest) {
  const size = shape.reduce((product, n) => product * n, 1);
  const values = Array.from(parameters.subarray(offset, offset + size), (x) => Number(x.toPrecision(5)));
  if (name.startsWith('policy')) layers.push({ shape, values });
  offset += size;
}
console.log(learner.manifest.map(({ name, shape }) => `${name} [${shape.join(',')}]`).join('; '));
const { episodeReturns } = await evaluatePolicy({ learner, env: landers(10), seed: 1001 });
console.log(`mean of 100 episodes ${mean(episodeReturns).toFixed(1)}`);
const note = 'tanh layers of the policy of LunarLander-v3, row by row; written by scripts/golden/lunar_policy.mjs';
writeFileSync(join(root, 'data', 'golden', 'lunar_policy.json'), `${JSON.stringify({ note, layers })}\n`);
