// What a policy with a memory and its parts refuse, by the name of the argument: one wrong thing at a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import * as lib from '../recurrent';

const any = (value: unknown): never => value as never;
const random = new Random(1);
const setup = { observationSize: 2, actionSpace: { n: 2 }, config: { stateSize: 3, memory: true }, random };
const agent = new lib.RecurrentAgent(setup);
const world = (): lib.World => new lib.World(lib.someObservations('CartPole-v1', [0, 2], 2), 3, 1);
const rollout = new lib.RecurrentPlayer(world(), agent, random).play(8);
const { network, parameters } = agent;
const sequences = lib.gatherSequences(rollout, 4, [0, 3]);
const judged = lib.judge(rollout, { gamma: 0.99, gaeLambda: 0.95 });
const columns = { actions: rollout.actions, logProbs: rollout.logProbs, ...judged };
const settings = { clipRange: 0.2, entropyCoef: 0, valueCoef: 0.5 };
const seen = new Float32Array(4).fill(0.1);
const states = agent.firstStates(2);
const loss = (more: object, of: object = settings): unknown =>
  lib.recurrentLoss(network, parameters, sequences, { ...columns, ...more }, any(of));

const refusals: [string, () => unknown, RegExp][] = [
  [
    'a setup without memory',
    () => new lib.RecurrentAgent({ ...setup, config: any({ stateSize: 3 }) }),
    /^config\.memory: got undefined/,
  ],
  [
    'states of another length',
    () => agent.act(seen, new Float64Array(5), random),
    /^states: got 5 elements, expected 6/,
  ],
  [
    'states that no GRU has',
    () =>
      agent.act(
        seen,
        states.map(() => 2),
        random,
      ),
    /^states\[0\]: got 2, must lie in \[-1, 1\]/,
  ],
  [
    'a misspelt option of act',
    () => agent.act(seen, states, random, any({ greedy: true })),
    /options: unknown option "greedy"/,
  ],
  [
    'sizes of half a unit',
    () => new lib.GruPass({ steps: 1, rows: 1, inputs: 1, units: 0.5 }),
    /^sizes\.units: got 0\.5/,
  ],
  [
    'a misspelt size',
    () => new lib.RecurrentNetwork(any({ observationSize: 2, stateSize: 3, numAction: 2 })),
    /unknown option "numAction"/,
  ],
  [
    'parameters of another network',
    () => network.read(parameters.slice(1), sequences, 4, 2),
    /^parameters: got \d+ elements, expected \d+/,
  ],
  [
    'a flag that is none',
    () => network.read(parameters, { ...sequences, starts: new Uint8Array(8).fill(2) }, 4, 2),
    /^input\.starts\[0\]: got 2/,
  ],
  [
    'inputs with NaN',
    () => network.read(parameters, { ...sequences, inputs: sequences.inputs.map(() => NaN) }, 4, 2),
    /^input\.inputs\[0\]: got NaN/,
  ],
  ['a length of 0', () => lib.countSequences(rollout, 0), /^length: got 0/],
  ['a sequence that is none', () => lib.gatherSequences(rollout, 4, [4]), /^chosen\[0\]: got 4, there are 4 sequences/],
  [
    'a rollout with a short column',
    () => lib.gatherSequences({ ...rollout, values: new Float64Array(3) }, 4, [0]),
    /^rollout\.values: got 3 elements, expected 16/,
  ],
  [
    'states of half a step',
    () => lib.gatherSequences(rollout, 4, [0], new Float64Array(7)),
    /^states: got 7 elements, must be a multiple of the 16 steps/,
  ],
  ['columns of another length', () => loss({ returns: [1] }), /^columns\.returns: got 1 elements, expected 16/],
  ['a clip range of 2', () => loss({}, { ...settings, clipRange: 2 }), /^clipRange: got 2/],
  [
    'a negative coefficient',
    () => loss({}, { ...settings, valueCoef: -1 }),
    /^valueCoef: got -1, must not be negative/,
  ],
  ['a loss that overflows', () => loss({ returns: new Float64Array(16).fill(1e200) }), /^training diverged: the loss/],
  [
    'an agent for another world',
    () => new lib.RecurrentPlayer(world(), new lib.RecurrentAgent({ ...setup, observationSize: 4 }), random),
    /^agent: sees 4 numbers, the world shows 2/,
  ],
  ['no world', () => new lib.RecurrentPlayer(any(null), agent, random), /^world: got null, expected a World/],
  ['half a rollout', () => new lib.RecurrentPlayer(world(), agent, random).play(0.5), /^numSteps: got 0\.5/],
  ['actions of NaN', () => world().step([0, 1], [NaN, 1], () => undefined), /^envActions\[0\]: got NaN/],
  [
    'a scale with a hole',
    () => lib.someObservations('CartPole-v1', [0], 1, new Array<number>(1)),
    /^scale\[0\]: expected a number, got undefined/,
  ],
];
for (const [what, call, message] of refusals) {
  test(`refused: ${what}`, () =>
    assert.throws(call, ({ message: said }: Error) => message.test(said) || assert.fail(said)));
}
