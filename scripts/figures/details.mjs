// The runs of lessons 11 and 11c: the details of PPO switched one at a time on four tasks, clip range by learning rate, what the hidden layers are
// used for, and three settings with ten times as many seeds.
import { compiledLearner, defaultConfig, evaluatePolicy, featureDiagnostics, hiddenFeatures } from 'ppo-lib';
import { mean, Normalizers, ppoConfig, restoreLearner } from 'ppo-lib';
import { digits } from '../lib/numbers.mjs';
import { twentySeeds, writeRuns } from './files.mjs';
import { trainSeeds } from './runs.mjs';

/** @typedef {Partial<import('ppo-lib').PpoConfig>} Changes */
/** @typedef {{ changes: Changes, only?: string[] }} Switch `only`: the tasks it is turned on; all of them if left out */

const LAST = 20; // episodes behind a run's one number

/**
 * Every detail on, small networks, 20 or 30 rollouts of 1,024 steps: what the switches are switched from, on all four tasks.
 * @type {Changes}
 */
const common = {
  hiddenSizes: [32, 32],
  learningRate: 0.003,
  totalTimesteps: 30 * 1024,
  numEnvs: 8,
  numSteps: 128,
  minibatchSize: 256,
  normalizeObservations: true,
  normalizeRewards: true,
};

/**
 * Task -> what has to be its own, and how long an episode lasts at most.
 * @type {Record<string, { limit: number, own: Changes }>}
 */
const tasks = {
  'CartPole-v1': { limit: 500, own: { totalTimesteps: 20 * 1024 } },
  'Acrobot-v1': { limit: 500, own: { totalTimesteps: 20 * 1024 } },
  'Pendulum-v1': { limit: 200, own: { gamma: 0.9, numEpochs: 10, entropyCoef: 0 } },
  'MountainCarContinuous-v0': { limit: 999, own: { entropyCoef: 0 } },
};

const onCartPole = ['CartPole-v1'];
const onCartPoleAndPendulum = ['CartPole-v1', 'Pendulum-v1'];

/**
 * Name -> what differs from the default of the task.
 * @type {Record<string, Switch>}
 */
const switches = {
  default: { changes: {} },
  'first weights: PyTorch': { changes: { initialization: 'torchDefault' }, only: onCartPoleAndPendulum },
  'Adam epsilon 1e-8': { changes: { adamEpsilon: 1e-8 }, only: onCartPoleAndPendulum },
  'learning rate: constant': { changes: { annealTo: null } },
  'GAE: lambda 1': { changes: { gaeLambda: 1 } },
  'GAE: lambda 0': { changes: { gaeLambda: 0 } },
  'advantages: as they are': { changes: { normalizeAdvantages: false } },
  'advantages: as they are, epsilon 1e-8': { changes: { normalizeAdvantages: false, adamEpsilon: 1e-8 } },
  'advantages: per rollout': { changes: { normalizeAdvantages: 'batch' }, only: onCartPoleAndPendulum },
  'value loss: not clipped': { changes: { valueClipRange: null } },
  'value loss: coefficient 2': { changes: { valueCoef: 2 }, only: onCartPoleAndPendulum },
  'entropy bonus: none': { changes: { entropyCoef: 0 }, only: onCartPole },
  'entropy bonus: 0.01': { changes: { entropyCoef: 0.01 }, only: ['Pendulum-v1'] },
  'entropy bonus: 0.1': { changes: { entropyCoef: 0.1 }, only: onCartPoleAndPendulum },
  'gradient: not clipped': { changes: { maxGradNorm: null }, only: onCartPole },
  'minibatches: in order': { changes: { shuffle: false }, only: onCartPole },
  'observations: as they are': { changes: { normalizeObservations: false } },
  'rewards: as they are': { changes: { normalizeRewards: false } },
  'time limit: an end': { changes: { bootstrapAtTruncation: false } },
  'activation: relu': { changes: { activation: 'relu' } },
  'layer norm': { changes: { layerNorm: true } },
  'layer norm, relu': { changes: { layerNorm: true, activation: 'relu' } },
  'trunk: shared': { changes: { sharedTrunk: true }, only: onCartPole },
  'clip range 0.1': { changes: { clipRange: 0.1 }, only: onCartPole },
  'clip range 0.4': { changes: { clipRange: 0.4 }, only: onCartPole },
  'no clip': { changes: { objective: 'ratio' } },
  'passes: 1': { changes: { numEpochs: 1 } },
  'passes: three times as many': { changes: {}, only: onCartPole }, // as the task has them
  'one step per rollout': { changes: { numEpochs: 1, minibatchSize: 1024 } },
  'Adam: clock per rollout': { changes: { adamClock: 'rollout' }, only: onCartPole },
  'outer step 1.5': { changes: { outerStepSize: 1.5 }, only: onCartPole },
  'starts: staggered': { changes: {}, only: onCartPoleAndPendulum }, // by the length of the task's episodes
};

const clipRanges = [0.05, 0.1, 0.2, 0.4, 0.8];
const learningRates = [0.001, 0.003, 0.01];

/**
 * The configuration of a task with some changes.
 * @param {string} env
 * @param {string} name of a switch
 * @param {Changes} more
 */
export function configOf(env, name, more = {}) {
  const { own, limit } = tasks[env];
  const byTask = {
    'passes: three times as many': { numEpochs: 3 * (own.numEpochs ?? defaultConfig.numEpochs) },
    'starts: staggered': { staggerSteps: limit },
  }[name];
  return ppoConfig('cleanrl', { ...common, ...own, ...switches[name].changes, ...byTask, ...more });
}

/** @param {import('./runs.mjs').SeedResult} result */
function finalOf({ records, failure }) {
  const returns = records.flatMap(({ episodeReturns }) => [...episodeReturns]);
  return failure === null ? digits(mean(returns.slice(-LAST)), 4) : null;
}

/**
 * One line of a file: the final return of every seed, null where training broke down, and what the clip had to do.
 * @param {string} env
 * @param {import('ppo-lib').PpoConfig} config
 */
async function trainLine(env, config) {
  const results = await trainSeeds({ env, config, seeds: twentySeeds });
  const finals = results.map(finalOf);
  const records = results.flatMap((result) => result.records);
  const average = (/** @type {'clipFraction' | 'deadFraction' | 'approxKl'} */ name) =>
    digits(mean(records.map((record) => record[name])), 3);
  return { finals, outside: average('clipFraction'), dead: average('deadFraction'), kl: average('approxKl') };
}

const note = (/** @type {string} */ what) =>
  `${what}; final: mean return of the last ${LAST} episodes of training; written by npm run figures`;

async function makeSwitches() {
  const runs = [];
  for (const env of Object.keys(tasks)) {
    for (const [name, { only }] of Object.entries(switches)) {
      if (only !== undefined && !only.includes(env)) continue;
      const line = await trainLine(env, configOf(env, name));
      runs.push({ env, switch: name, ...line });
      console.log(`  details-switches: ${env}, ${name}: ${line.finals.join(', ')}`);
    }
  }
  const settings = { common, tasks, switches };
  writeRuns('details-switches', { note: note('one detail switched at a time'), seeds: twentySeeds, ...settings, runs });
}

async function makeMap() {
  const env = 'CartPole-v1';
  const runs = [];
  for (const learningRate of learningRates) {
    for (const clipRange of clipRanges) {
      const line = await trainLine(env, configOf(env, 'default', { learningRate, clipRange }));
      runs.push({ env, learningRate, clipRange, ...line });
      console.log(`  details-map: ${env}, rate ${learningRate}, clip ${clipRange}: ${line.finals.join(', ')}`);
    }
  }
  const axes = { seeds: twentySeeds, clipRanges, learningRates };
  writeRuns('details-map', { note: note('clip range by learning rate'), ...axes, runs });
}

const STATES = 1000; // from which dead units and rank of a policy are read

/**
 * What the last hidden layer of a finished run's policy makes of the states that it meets.
 * @param {import('./runs.mjs').SeedResult} result
 * @param {string} env
 */
async function featuresOf({ seed, checkpoint }, env) {
  if (checkpoint === null) return { deadUnits: null, rank: null };
  const learner = await restoreLearner(checkpoint, compiledLearner);
  const normalizers = checkpoint.normalizers ? Normalizers.from(checkpoint.normalizers) : null;
  const seen = /** @type {number[]} */ ([]);
  const watched = {
    ...{ observationSize: learner.observationSize, actionSpace: learner.actionSpace, config: learner.config },
    act: (/** @type {Parameters<typeof learner.act>} */ ...args) => {
      seen.push(...args[0]);
      return learner.act(...args);
    },
  };
  await evaluatePolicy({ learner: watched, env, normalizers, episodes: 20, numEnvs: 10, deterministic: false, seed });
  const size = learner.observationSize;
  const every = Math.max(1, Math.floor(seen.length / size / STATES));
  const states = seen.filter((_, i) => Math.floor(i / size) % every === 0);
  const { deadUnits, rank } = featureDiagnostics(hiddenFeatures(learner, states));
  learner.dispose();
  return { deadUnits: digits(deadUnits, 3), rank };
}

const layers = ['default', 'layer norm', 'activation: relu', 'layer norm, relu'];

async function makeFeatures() {
  const runs = [];
  for (const env of Object.keys(tasks)) {
    for (const name of layers) {
      const results = await trainSeeds({ env, config: configOf(env, name), seeds: twentySeeds });
      for (const result of results) {
        runs.push({ env, switch: name, seed: result.seed, final: finalOf(result), ...(await featuresOf(result, env)) });
      }
      console.log(`  details-features: ${env}, ${name}: rank ${runs.slice(-LAST).map(({ rank }) => rank)}`);
    }
  }
  const what = `deadUnits, rank: of the policy's last hidden layer, over about ${STATES} states of 20 new episodes`;
  writeRuns('details-features', { note: note(what), seeds: twentySeeds, runs });
}

/** Enough seeds to stand for all there are, when the lesson draws some of them. */
async function makeMany() {
  const env = 'CartPole-v1';
  const seeds = Array.from({ length: 200 }, (_, i) => i + 1);
  const runs = [];
  for (const name of ['default', 'learning rate: constant', 'GAE: lambda 1']) {
    const results = await trainSeeds({ env, config: configOf(env, name), seeds });
    runs.push({ env, switch: name, finals: results.map(finalOf) });
    console.log(`  details-many: ${name}`);
  }
  writeRuns('details-many', { note: note('three settings, 200 seeds each'), seeds, runs });
}

/**
 * File name, without its ending -> what makes it.
 * @type {[string, () => Promise<void>][]}
 */
export const detailFiles = [
  ['details-switches', makeSwitches],
  ['details-map', makeMap],
  ['details-features', makeFeatures],
  ['details-many', makeMany],
];
