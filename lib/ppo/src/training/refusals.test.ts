import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Adam, annealedRate, clipGlobalNorm, globalNorm } from '../networks/adam';
import { orthogonalInit } from '../networks/orthogonal';
import { parameterManifest } from '../networks/parameters';
import { fingerprint } from '../numbers/fingerprint';
import { Random } from '../numbers/random';
import { mean, sum } from '../numbers/stats';
import { Categorical } from '../distributions/distributions';
import { ActorCritic } from '../tfjs/actorCritic';
import { useBackend } from '../tfjs/backend';
import { ppoLoss, valueLossTensor } from '../tfjs/losses';
import { mlp } from '../tfjs/networks';
import { tf } from '../tfjs/tensors';
import { RolloutBuffer } from './buffer';
import { toEnvActions } from './environment';

before(async () => void (await useBackend()));

/** One bad value after another, and what is said of it: nothing that a reader calls makes nonsense of nonsense without a word. */
const refusals: readonly (readonly [call: () => unknown, says: RegExp])[] = [
  // sums and draws
  [() => sum('abc' as never), /values: expected an array or typed array of numbers, got "abc"/],
  [() => sum(['1', '2'] as never), /values\[0\]: expected a number, got "1"/],
  [() => sum(5 as never), /values: expected an array or typed array of numbers, got 5/],
  [() => sum([NaN, 1]), /values\[0\]: got NaN/],
  [() => mean([Infinity]), /values\[0\]: got Infinity/],
  [() => new Random(1).uniform('3' as never, 4), /low: expected a number, got "3"/],
  [() => new Random(1).uniform(4, 3), /high: got 3, must not lie below low = 4; swap the two/],
  [() => new Random(1).uniform(NaN), /low: expected a finite number, got NaN/],
  [() => new Random(1).uniform(-1.5e308, 1.5e308), /high: got 1.5e\+308, too far from low = -1.5e\+308/],
  [() => new Random(1).normal(NaN), /mean: expected a finite number, got NaN/],
  [() => new Random(1).normal('2' as never), /mean: expected a number, got "2"/],
  [() => new Random(1).normal(0, -1), /std: got -1, must not be negative/],
  [() => new Random(1).normal(0, Infinity), /std: expected a finite number, got Infinity/],
  [() => new Random(1).permutation(1.5), /n: got 1.5, must be a whole number/],
  [() => new Random(1).permutation(1e308), /n: got 1e\+308, must be below 2\^53/],
  [() => fingerprint('abc' as never), /values: expected a Float32Array, got "abc"; use Float32Array.from/],
  [() => fingerprint(Float64Array.of(1) as never), /values: expected a Float32Array, got a Float64Array/],
  [
    () => new Categorical({ logits: [0, 0], numActions: 2 }).sample(undefined as never),
    /random: got undefined, expected/,
  ],
  [() => orthogonalInit({ rows: 2, columns: 2, random: 5 as never }), /random: got 5, expected a Random/],
  // gradients, Adam and its rate
  [() => globalNorm([1, NaN]), /gradient\[1\]: got NaN/],
  [() => clipGlobalNorm(Float32Array.of(3, 4), -1), /maxNorm: got -1, must be positive/],
  [() => clipGlobalNorm(Float32Array.of(3, 4), NaN), /maxNorm: expected a finite number, got NaN/],
  [() => adam({ beta1: 2 }), /beta1: got 2, must lie in \[0, 1\]/],
  [() => adam({ beta2: 1 }), /beta2: got 1, must be below 1/],
  [() => adam({ epsilon: 0 }), /epsilon: got 0, must be positive/],
  [() => new Adam(1.5, options), /size: got 1.5/],
  [() => adam({}).step(pair(), pair(), -1), /learningRate: got -1, must not be negative/],
  [() => adam({}).step(pair(), pair(), '1' as never), /learningRate: expected a number, got "1"/],
  [() => adam({}).step(new Float32Array(3), pair(), 1), /parameters: got 3 elements, expected 2/],
  [() => adam({}).step(pair(), new Float32Array(1), 1), /gradient: got 1 elements, expected 2/],
  [() => adam({}).setState({ steps: 1, m: pair(NaN), v: pair() }), /state.m\[0\]: got NaN/],
  [() => adam({}).setState({ steps: 0.5, m: pair(), v: pair() }), /state.steps: got 0.5/],
  [() => rate({ numIterations: -1 }), /numIterations: got -1, must be a whole number of at least 1/],
  [() => rate({ iteration: 0 }), /iteration: got 0, must be a whole number of at least 1/],
  [() => rate({ learningRate: -1 }), /learningRate: got -1, must not be negative/],
  [() => rate({ annealTo: 2 }), /annealTo: got 2, must lie in \[0, 1\]/],
  [() => rate({ annealTo: null, numIterations: NaN }), /numIterations: expected a finite number, got NaN/],
  // networks
  [
    () => network({ activation: 'thanh' }),
    /activation: got "thanh", must be one of "tanh", "relu"; the nearest is "tanh"/,
  ],
  [() => network({ sharedTrunk: 'no' }), /sharedTrunk: got "no", must be one of true, false/],
  [() => network({ hiddenSizes: 8 }), /hiddenSizes: expected an array/],
  [() => network({ actionSpace: undefined }), /actionSpace: got undefined, expected \{ n \} or a box/],
  [() => network({ actionSpace: { n: 0 } }), /actionSpace: got 0/],
  [() => network({ actionDistribution: 'normal' }), /actionDistribution: got "normal".*the nearest is/],
  [() => network({ initialization: 'xavier' }), /initialization: got "xavier"/],
  [
    () => new ActorCritic({ ...(spec as never as Spec), activation: 'nope' as never, random: new Random(1) }),
    /activation: got "nope"/,
  ],
  [() => tf.tidy(() => mlp(tf.zeros([1, 1]), [], 'gelu' as never)), /activation: got "gelu"/],
  // losses
  ...Object.entries({
    objective: [
      'nope',
      /objective: got "nope", must be one of "clip", "rollback", "spo", "ratio", "policy-gradient"; the nearest is/,
    ],
    clipRange: ['3', /clipRange: expected a number, got "3"/],
    valueCoef: [NaN, /valueCoef: expected a finite number, got NaN/],
    entropyCoef: [null, /entropyCoef: expected a number, got null/],
    klCoef: [-1, /klCoef: got -1, must not be negative/],
    valueClipRange: [0, /valueClipRange: got 0, must be positive/],
  } as const).map(([name, [value, says]]) => [() => loss({ [name]: value }), says] as const),
  [() => loss({ clipRange: null as never }), /clipRange: expected a number, got null/],
  [() => loss({ klCoef: NaN }), /klCoef: expected a finite number, got NaN/],
  [() => valueLoss([0, 1], [[0], [1]]), /returns: expected \[2\], got \[2,1\]/],
  [() => valueLoss([[0], [1]], [0, 1]), /values: expected \[2\], got \[2,1\]/],
  [() => agentJudges([0, 3]), /actions\[1\]: got 3, must be a whole number in \[0, 2\]/],
  [() => agentJudges([-1, 0]), /actions\[0\]: got -1, must be a whole number in \[0, 2\]/],
  // what is stored and what environments get
  [() => buffer().gather([99]), /indices\[0\]: got 99, must be a whole number in \[0, 3\]/],
  [() => buffer().gather([0, -1]), /indices\[1\]: got -1/],
  [() => buffer().gather([0.5]), /indices\[0\]: got 0.5/],
  [() => buffer().order(5 as never), /random: got 5, expected a Random/],
  [
    () => buffer().addOutcome({ ...outcome, terminated: ['yes', 0] as never }),
    /terminated\[0\]: got yes, must be true, false/,
  ],
  [() => buffer().addOutcome({ ...outcome, truncated: [0, NaN] }), /truncated\[1\]: got NaN/],
  ...(['rewards', 'terminated', 'truncated'] as const).flatMap((name): [() => unknown, RegExp][] =>
    [[0], [0, 0, 0]].map((column) => [
      () => buffer().addOutcome({ ...outcome, [name]: column }),
      new RegExp(`${name}: got ${column.length} elements, expected 2`),
    ]),
  ),
  [() => toEnvActions(Int32Array.of(7), { n: 2 }), /actions\[0\]: got 7, must be a whole number in \[0, 1\]/],
  [() => toEnvActions(Float32Array.of(NaN), box), /actions\[0\]: got NaN/],
  [() => toEnvActions(Float32Array.of(1), box, 'nope' as never), /distribution: got "nope", must be one of "gaussian"/],
];

const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-5 };
const adam = (change: Partial<typeof options>): Adam => new Adam(2, { ...options, ...change });
const pair = (first = 0): Float32Array => Float32Array.of(first, 0);
const rate = (change: Partial<Parameters<typeof annealedRate>[0]>): number =>
  annealedRate({ learningRate: 1, annealTo: 0, iteration: 1, numIterations: 4, ...change });

type Spec = Parameters<typeof parameterManifest>[0];
const spec: object = { observationSize: 2, actionSpace: { n: 3 }, hiddenSizes: [4], sharedTrunk: false };
const network = (change: object): unknown => parameterManifest({ ...spec, ...change } as Spec);

const column = (...values: number[]): tf.Tensor1D => tf.tensor1d(values);
const loss = (change: object): unknown =>
  tf.tidy(() =>
    ppoLoss({
      logProbs: column(-1, -1),
      oldLogProbs: column(-1, -1),
      advantages: column(1, -1),
      entropies: column(1, 1),
      values: column(0, 0),
      oldValues: column(0, 0),
      returns: column(1, 1),
      clipRange: 0.2,
      valueCoef: 0.5,
      entropyCoef: 0,
      ...change,
    }),
  );
const valueLoss = (values: unknown, returns: unknown): unknown =>
  tf.tidy(() =>
    valueLossTensor({
      values: tf.tensor<tf.Rank.R1>(values as never),
      returns: tf.tensor<tf.Rank.R1>(returns as never),
    }),
  );

function agentJudges(actions: number[]): unknown {
  const agent = new ActorCritic({ ...(spec as Spec), random: new Random(1) });
  try {
    return tf.tidy(() => agent.evaluate(tf.zeros([2, 2]), tf.tensor1d(actions, 'int32')).logProb.dataSync());
  } finally {
    agent.dispose();
  }
}

const box = { low: [-1], high: [1], shape: [1] };
const outcome = { rewards: [1, 1], terminated: [0, 0], truncated: [0, 0] };
const buffer = (): RolloutBuffer =>
  new RolloutBuffer({ numSteps: 2, numEnvs: 2, observationSize: 1, actionWidth: 1, discrete: true });

test('what makes no sense is refused by name and value, and leaves no tensor', () => {
  const held = tf.memory().numTensors;
  refusals.forEach(([call, says], i) => {
    assert.throws(call, says, `call ${i}, ${String(says)}`);
    assert.equal(tf.memory().numTensors, held, String(says));
  });
});

test('what makes sense at the edge is accepted', () => {
  assert.equal(sum([]), 0);
  assert.equal(new Random(1).uniform(2, 2), 2);
  assert.equal(new Random(1).normal(3, 0), 3);
  assert.equal(rate({ learningRate: 0 }), 0);
  adam({ beta1: 0 }).step(pair(), pair(1), 0);
  assert.equal(toEnvActions(Float32Array.of(-7), box)[0], -1);
  assert.equal(globalNorm([]), 0);
});
