import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CategoricalBatch } from '../distributions/categorical/batch';
import { Random } from '../numbers/random';
import { World } from '../relatives/world';
import { FakeEnv } from '../testing/fakeEnv';
import { assertClose } from '../testing/testing';
import { RecurrentAgent } from './agent';
import { recurrentLoss, staleness } from './loss';
import { judge, RecurrentPlayer, type RecurrentRollout } from './rollout';
import { countSequences, gatherSequences, recomputeStates, type Sequences } from './sequences';

/** Two environments whose episodes end after 3 and 4 steps, the second by a time limit. */
function played({ memory = true, rollouts = 2 } = {}): { agent: RecurrentAgent; rollout: RecurrentRollout } {
  const env = new FakeEnv({ terminateAfter: (n) => (n === 0 ? 3 : Infinity), truncateAfter: () => 4 });
  const config = { stateSize: 5, memory };
  const agent = new RecurrentAgent({ observationSize: 3, actionSpace: { n: 2 }, config, random: new Random(1) });
  const random = new Random(2);
  agent.setParameters(agent.getParameters().map((weight) => weight + 0.3 * random.normal()));
  const player = new RecurrentPlayer(new World(env, 1, 1), agent, random);
  let rollout = player.play(7);
  for (let i = 1; i < rollouts; i++) rollout = player.play(7);
  return { agent, rollout };
}

/** Every sequence of a rollout. */
const all = (rollout: RecurrentRollout, length: number): Uint32Array =>
  Uint32Array.from({ length: countSequences(rollout, length) }, (_, i) => i);

/** Smallest and largest ratio before any step. */
function ratios(agent: RecurrentAgent, rollout: RecurrentRollout, sequences: Sequences): [number, number] {
  const settings = { clipRange: 0.2, entropyCoef: 0, valueCoef: 0.5 };
  const columns = { ...rollout, ...judge(rollout, { gamma: 0.9, gaeLambda: 0.8 }) };
  const { report } = recurrentLoss(agent.network, agent.parameters, sequences, columns, settings);
  return [report.ratioMin, report.ratioMax];
}

test('a rollout is cut into sequences of one environment each, in their order, the last ones padded', () => {
  const { rollout } = played();
  assert.equal(countSequences(rollout, 3), 6);
  const { steps, rows, inputs, initial, starts, mask, source } = gatherSequences(rollout, 3, [5, 0, 2]);
  assert.deepEqual([steps, rows], [3, 3]);
  // sequence 5: environment 1 from step 6, one step long; 0: environment 0 from step 0; 2: environment 0 from step 3
  assert.deepEqual([...mask], [1, 1, 1, 0, 1, 1, 0, 1, 1]);
  assert.deepEqual([...source], [13, 0, 6, 0, 2, 8, 0, 4, 10]);
  source.forEach((from, place) => {
    const expected = mask[place] ? [...rollout.observations.subarray(from * 3, from * 3 + 3)] : [0, 0, 0];
    assert.deepEqual([...inputs.subarray(place * 3, place * 3 + 3)], expected);
    assert.equal(starts[place], mask[place] ? rollout.starts[from] : 0);
  });
  const firsts = [13, 0, 6].flatMap((from) => [...rollout.states.subarray(from * 5, from * 5 + 5)]);
  assert.deepEqual([...initial], firsts);
});

test('each step is stored with the state that its action was drawn with, zeros where an episode began', () => {
  const { agent, rollout } = played();
  // The second rollout begins at step 8: environment 0 in the middle of its third episode, environment 1 in its second.
  assert.deepEqual([...rollout.starts], startsByHand());
  for (let i = 0; i < 14; i++) {
    const state = rollout.states.slice(i * 5, i * 5 + 5);
    assert.equal(
      state.every((x) => x === 0),
      rollout.starts[i] === 1,
      `step ${i}`,
    );
    const starts = Uint8Array.of(0);
    const inputs = Float64Array.from(rollout.observations.subarray(i * 3, i * 3 + 3));
    const { pass, logits, values } = agent.network.read(agent.parameters, { inputs, initial: state, starts }, 1, 1);
    const policy = new CategoricalBatch(1, 2);
    policy.outputs.set(logits);
    policy.evaluate(rollout.actions.slice(i, i + 1));
    assert.equal(policy.logProbs[0], rollout.logProbs[i]);
    assert.equal(Math.fround(values[0]), rollout.values[i]);
    if (i < 12 && !rollout.starts[i + 2]) {
      assert.deepEqual([...pass.hidden], [...rollout.states.subarray((i + 2) * 5, (i + 2) * 5 + 5)]);
    }
  }
});

/** Steps 7 to 13 of episodes of 3 and of 4 steps: where one begins. */
function startsByHand(): number[] {
  return Array.from({ length: 7 }, (_, t) => [(t + 7) % 3 === 0 ? 1 : 0, (t + 7) % 4 === 0 ? 1 : 0]).flat();
}

test('the value after a time limit is that of the state it cut at, remembered from the same episode', () => {
  const { agent, rollout } = played();
  const { terminated, truncated, nextValues, values, observations, states } = rollout;
  for (let i = 0; i < 14; i++) {
    if (terminated[i]) continue;
    const [n, t] = [i % 2, observations[i * 3 + 1]];
    const followed = Float64Array.of(n, t + 1, observations[i * 3 + 2] + 1);
    const two = Float64Array.from([...observations.subarray(i * 3, i * 3 + 3), ...followed]);
    const initial = states.slice(i * 5, i * 5 + 5);
    const reading = agent.network.read(agent.parameters, { inputs: two, initial, starts: new Uint8Array(2) }, 2, 1);
    assertClose(nextValues[i], reading.values[1], 1e-6); // stored values are float32
    if (!truncated[i] && i < 12) assert.equal(nextValues[i], values[i + 2]);
  }
  assert.ok(truncated.includes(1) && terminated.includes(1));
});

test('without memory every step is a beginning', () => {
  const { agent, rollout } = played({ memory: false });
  assert.ok(rollout.starts.every((start) => start === 1) && rollout.states.every((x) => x === 0));
  assert.equal(staleness(agent.network, agent.parameters, rollout, 3), 0);
});

test('before any step every ratio is exactly 1 and recomputed states are the stored ones, whatever the length', () => {
  const { agent, rollout } = played();
  for (const length of [1, 2, 3, 7]) {
    assert.deepEqual(ratios(agent, rollout, gatherSequences(rollout, length, all(rollout, length))), [1, 1]);
    assert.equal(staleness(agent.network, agent.parameters, rollout, length), 0);
  }
  assert.deepEqual(recomputeStates(agent.network, agent.parameters, rollout), rollout.states);
});

test('after a step stored states are stale, recomputed ones are not, and a whole rollout begins with its first states', () => {
  const { agent, rollout } = played();
  const random = new Random(5);
  agent.setParameters(agent.getParameters().map((weight) => weight + 0.1 * random.normal()));
  const { network, parameters } = agent;
  const stale = [1, 2, 3].map((length) => staleness(network, parameters, rollout, length));
  assert.ok(stale.every((kl) => kl > 1e-5));
  const recomputed = recomputeStates(network, parameters, rollout);
  for (const length of [1, 2, 3]) assert.ok(staleness(network, parameters, rollout, length, recomputed) < 1e-15);
  assert.ok(staleness(network, parameters, rollout, 7) < 1e-15);
});

/** Planted bugs: the first ratios notice each, as they do in `firstRatioMin` and `firstRatioMax` of a record. */
function notices(agent: RecurrentAgent, rollout: RecurrentRollout, sequences: Sequences): void {
  const [least, largest] = ratios(agent, rollout, sequences);
  assert.ok(least < 0.999 || largest > 1.001, `ratios in [${least}, ${largest}]`);
}

test('planted: no reset at the end of an episode', () => {
  const { agent, rollout } = played();
  const sequences = gatherSequences(rollout, 7, [0, 1]);
  notices(agent, rollout, { ...sequences, starts: new Uint8Array(sequences.starts.length) });
});

test('planted: padding is learned from', () => {
  const { agent, rollout } = played();
  const sequences = gatherSequences(rollout, 4, all(rollout, 4));
  notices(agent, rollout, { ...sequences, mask: new Uint8Array(sequences.mask.length).fill(1) });
});

test('planted: sequences begin with the state after their first step instead of before', () => {
  const { agent, rollout } = played();
  const late = { ...rollout, states: new Float64Array(rollout.states.length) };
  late.states.set(rollout.states.subarray(2 * 5)); // row by row, one step too late
  notices(agent, rollout, gatherSequences(late, 3, all(rollout, 3)));
});

test('planted: steps are shuffled as if they were samples', () => {
  const { agent, rollout } = played();
  const sequences = gatherSequences(rollout, 7, [0, 1]);
  const order = [12, 13, 6, 7, 0, 1, 10, 11, 2, 3, 8, 9, 4, 5]; // pairs of the same step, in another order
  const pick = <T extends Uint8Array | Int32Array>(column: T): T => column.map((_, place) => column[order[place]]) as T;
  const inputs = sequences.inputs.map((_, i) => sequences.inputs[order[Math.floor(i / 3)] * 3 + (i % 3)]);
  const { starts, source } = sequences;
  notices(agent, rollout, { ...sequences, inputs, starts: pick(starts), source: pick(source) });
});

test('planted: the state of another environment', () => {
  const { agent, rollout } = played();
  const sequences = gatherSequences(rollout, 3, [2, 3]);
  const swapped = Float64Array.from([...sequences.initial.subarray(5), ...sequences.initial.subarray(0, 5)]);
  notices(agent, rollout, { ...sequences, initial: swapped });
});
