import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { golden } from '../testing/testing';
import { decode, type Received } from './decode';
import { encode, type Sendable } from './encode';
import { EpisodePiece } from './episode';
import { NumpyArray } from './numpyArray';
import { readState, type Activation } from './policy';

/** From Python: scripts/golden/rllib_wire.py. Messages are base64. */
interface Golden {
  networks: { activation: Activation; message: string; logits: number[][] }[];
  networkObservations: number[][];
  episodes: { observations: number[][]; message: string };
  numbers: { values: Sendable[]; message: string; messages: string[] };
  large: Record<'text' | 'bytes' | 'list' | 'map', string>;
  arrays: { kind: string | null; shape: number[]; values: number[]; message: string }[];
  pickled: string;
}
const stored = golden<Golden>('rllib');
const bytes = (message: string): Buffer => Buffer.from(message, 'base64');
const stateIn = (message: string): Received | undefined =>
  (decode(bytes(message)) as Map<string, Received>).get('state');
const cartPole = { observationSize: 4, numActions: 2 };

/** Maps as objects, to compare. */
const plain = (value: Received): unknown =>
  value instanceof Map
    ? Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner as Received)]))
    : Array.isArray(value)
      ? value.map(plain)
      : value;

test('every length and kind of number is written and read as by Python', () => {
  const { values, message, messages } = stored.numbers;
  assert.deepEqual(plain(decode(bytes(message))), values);
  values.forEach((value, i) => {
    assert.deepEqual(plain(decode(encode(value))), value);
    const isNegative = typeof value === 'number' && value < 0; // Python has shorter ways for these
    if (!isNegative) assert.deepEqual(encode(value), bytes(messages[i]), JSON.stringify(value));
  });
});

test('what is long has the length in front that Python writes', () => {
  const length = 70_000;
  const long: Record<keyof Golden['large'], Sendable> = {
    text: 'c'.repeat(length),
    bytes: new Uint8Array(length),
    list: Array.from({ length }, () => 0),
    map: Object.fromEntries(Array.from({ length }, (_, i) => [String(i), i])),
  };
  for (const [name, value] of Object.entries(long) as [keyof Golden['large'], Sendable][]) {
    const written = encode(value);
    assert.equal(createHash('sha256').update(written).digest('hex'), stored.large[name], name);
    assert.deepEqual(plain(decode(written)), name === 'bytes' ? Buffer.alloc(length) : value, name);
  }
});

test('arrays of NumPy of every kind of number are read and written to the byte', () => {
  for (const { kind, shape, values, message } of stored.arrays) {
    const array = decode(bytes(message));
    if (kind === null) {
      assert.equal(array, values[0]);
      continue;
    }
    assert.ok(array instanceof NumpyArray);
    assert.deepEqual([array.kind, array.shape, Array.from(array.values, Number)], [kind, shape, values]);
    assert.deepEqual(encode(array), bytes(message), kind);
  }
});

test('what would have to be unpickled is refused, and so is what is cut off or too long', () => {
  assert.throws(() => decode(bytes(stored.pickled)), /array: got kind .*O.*, expected one of <f4/);
  const message = bytes(stored.episodes.message);
  for (let length = 0; length < message.length; length++) {
    assert.throws(() => decode(message.subarray(0, length)), /message: it ends after \d+ bytes/);
  }
  assert.throws(() => decode(Buffer.concat([message, Buffer.of(0)])), /1 bytes are left over/);
  assert.throws(() => decode(Buffer.of(0xc1)), /code 0xc1 is not understood/);
  assert.throws(() => NumpyArray.of('<f4', [2, 2], new Uint8Array(12)), /got 12 bytes for <f4 \[2,2\], expected 16/);
});

test('a piece of an episode is the bytes that RLlib itself reads as one', () => {
  const [first, ...later] = stored.episodes.observations.map((row) => Float32Array.from(row));
  const begin = new EpisodePiece('gymnasium-js-3-1', 299, first);
  begin.add({ action: 1, logits: new Float32Array(2), logProb: 0, reward: 1, next: first });
  const piece = begin.next();
  piece.add({ action: 1, logits: Float32Array.of(0.25, -0.5), logProb: -1.125, reward: 1, next: later[0] });
  piece.add({ action: 0, logits: Float32Array.of(1.5, 2), logProb: -0.25, reward: -0.5, next: later[1] });
  const message = { type: 'EPISODES_AND_GET_STATE', episodes: [piece.toWire(true, false, 0.5)], timesteps: 2 };
  assert.deepEqual(encode(message), bytes(stored.episodes.message));
});

test("the policy in RLlib's state answers what RLlib's network answers", () => {
  for (const { activation, message, logits } of stored.networks) {
    const { version, policy } = readState(stateIn(message), cartPole, activation);
    assert.equal(version, 7);
    stored.networkObservations.forEach((observation, row) => {
      policy(observation).forEach((logit, action) => {
        const difference = Math.abs(logit - logits[row][action]);
        assert.ok(difference < 1e-6, `${activation}, row ${row}: ${logit}, torch has ${logits[row][action]}`);
      });
    });
  }
});

test('a network of another kind or for another environment is refused with its names', () => {
  const state = stateIn(stored.networks[0].message) as Map<string, Received>;
  const refuses = (broken: Received | undefined, sizes: typeof cartPole, message: RegExp): void =>
    assert.throws(() => readState(broken, sizes, 'tanh'), { name: 'TypeError', message });
  refuses(undefined, cartPole, /no rl_module and weights_seq_no/);
  refuses(state, { observationSize: 3, numActions: 2 }, /a layer of 32 weights after 3; .*It has encoder\.actor/);
  refuses(state, { observationSize: 4, numActions: 3 }, /2 logits for 3 actions/);
  const weights = new Map(state.get('rl_module') as Map<string, Received>);
  weights.delete('pi.net.mlp.0.bias');
  refuses(new Map([...state, ['rl_module', weights]]), cartPole, /no weight and bias in float32 at "pi\.net\.mlp\.0"/);
});
