// Valid calls of ppo-lib/recurrent.
import { createRequire } from 'node:module';
import { begun } from '../target.mjs';

export const packageName = 'ppo-lib/recurrent';

const { Random } = createRequire(import.meta.url)('ppo-lib');

const sizes = () => ({ observationSize: 2, stateSize: 3, numActions: 2 });

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  const random = () => new Random(1);
  const tiny = () => ({
    stateSize: 3,
    sequenceLength: 4,
    minibatchSize: 8,
    numEnvs: 2,
    numSteps: 8,
    totalTimesteps: 48,
  });
  const env = () => lib.someObservations('CartPole-v1', [0, 2], 2);
  const setup = () => ({
    observationSize: 2,
    actionSpace: { n: 2 },
    config: { stateSize: 3, memory: true },
    random: random(),
  });
  const agent = () => new lib.RecurrentAgent(setup());
  const world = () => new lib.World(env(), 3, 1);
  const rollout = () => new lib.RecurrentPlayer(world(), agent(), random()).play(8);
  const network = () => new lib.RecurrentNetwork(sizes());
  const parameters = () => network().initialParameters(random());
  const sequences = () => lib.gatherSequences(rollout(), 4, [0, 3]);
  const reading = () => network().read(parameters(), sequences(), 4, 2);
  const columns = () => {
    const { actions, logProbs } = rollout();
    return { actions, logProbs, ...lib.judge(rollout(), { gamma: 0.99, gaeLambda: 0.95 }) };
  };
  const pass = () => new lib.GruPass({ steps: 2, rows: 1, inputs: 2, units: 2 });
  const weights = () => ({
    inputWeights: Float64Array.from({ length: 12 }, (_, i) => Math.sin(i)),
    hiddenWeights: Float64Array.from({ length: 12 }, (_, i) => Math.cos(i)),
    inputBiases: new Float64Array(6),
    hiddenBiases: new Float64Array(6),
  });
  const read = () => ({
    inputs: Float64Array.of(0.1, 0.2, 0.3, 0.4),
    initial: new Float64Array(2),
    starts: Uint8Array.of(1, 0),
  });
  const accepts = ['setup.unknownOption', 'setup.actionSpace.unknownOption', 'setup.config.unknownOption'];
  return {
    recurrentConfig: { args: () => [{ ...lib.recurrentConfig(tiny()) }], names: ['settings'] },
    recurrentPpo: {
      args: () => [{ env, config: tiny(), seed: 3, stopAt: { iterations: 2, timesteps: 32 } }],
      via: ([one]) => begun(lib.recurrentPpo(one)),
      names: ['options'],
      closed: ['config'],
      costly: true,
    },
    someObservations: () => ['CartPole-v1', [0, 2], 2, [1, 10]],
    'new RecurrentAgent': { args: () => [setup()], accepts },
    'RecurrentAgent#firstStates': { on: agent, args: () => [2] },
    'RecurrentAgent#act': {
      on: agent,
      args: () => [new Float32Array(4).fill(0.1), agent().firstStates(2), random(), { deterministic: false }],
    },
    'RecurrentAgent#values': { on: agent, args: () => [new Float32Array(4).fill(0.1), agent().firstStates(2)] },
    'RecurrentAgent#setParameters': { on: agent, args: () => [agent().getParameters()] },
    'new RecurrentNetwork': { args: () => [sizes()], names: ['sizes'] },
    'RecurrentNetwork#initialParameters': { on: network, args: () => [random()] },
    // What sequences hold besides is not read.
    'RecurrentNetwork#read': {
      on: network,
      args: () => [parameters(), sequences(), 4, 2],
      accepts: ['input.unknownOption', 'input.mask', 'input.source', 'input.steps', 'input.rows'],
    },
    'RecurrentNetwork#gradient': {
      on: network,
      args: () => [parameters(), reading(), { logits: new Float64Array(16).fill(0.1), values: new Float64Array(8) }],
      closed: ['1'],
    },
    'new GruPass': { args: () => [{ steps: 2, rows: 1, inputs: 2, units: 2 }], names: ['sizes'] },
    'GruPass#forward': {
      on: pass,
      args: () => [weights(), read()],
      accepts: ['input.unknownOption', 'weights.unknownOption'],
    },
    'GruPass#backward': {
      on: () => {
        const one = pass();
        one.forward(weights(), read());
        return one;
      },
      args: () => [weights(), Float64Array.of(1, 0, 0, 1), weights()],
      accepts: ['weights.unknownOption', 'gradient.unknownOption'], // a network's tensors are more than a GRU's
    },
    'new World': () => [env(), 3, 1],
    'World#step': { on: world, args: () => [[0, 1], [0, 1], () => {}] },
    'new RecurrentPlayer': () => [world(), agent(), random()],
    'RecurrentPlayer#play': { on: () => new lib.RecurrentPlayer(world(), agent(), random()), args: () => [4] },
    // A rollout comes from a player; who makes one by hand gets what is wrong with its columns.
    judge: {
      args: () => [rollout(), { gamma: 0.99, gaeLambda: 0.95 }],
      closed: ['0'],
      names: ['rollout', 'options'],
      accepts: ['options.unknownOption'], // a configuration says more
    },
    countSequences: { args: () => [rollout(), 4], closed: ['0'], names: ['rollout', 'length'] },
    gatherSequences: { args: () => [rollout(), 4, [0, 3], rollout().states], closed: ['0'] },
    recomputeStates: { args: () => [network(), parameters(), rollout()], closed: ['2'] },
    staleness: { args: () => [network(), parameters(), rollout(), 4, rollout().states], closed: ['2'] },
    recurrentLoss: {
      args: () => [
        network(),
        parameters(),
        sequences(),
        columns(),
        { clipRange: 0.2, entropyCoef: 0.01, valueCoef: 0.5, normalizeAdvantages: true },
      ],
      closed: ['2'],
      accepts: ['columns.unknownOption', 'settings.unknownOption'],
    },
  };
}
