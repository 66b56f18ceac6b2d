import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Box, Dict, Discrete, MultiBinary, MultiDiscrete, Tuple } from 'gymnasium-js';
import { ppoConfig } from '../config/config';
import { FakeEnv } from '../testing/fakeEnv';
import { assertClose } from '../testing/testing';
import { toEnvActions } from './environment';
import { actionSpaceOf, observationSizeOf, requireReachableActions, requireSameSpaces } from './spaces';

const actionsOf = (singleActionSpace: unknown): unknown => actionSpaceOf({ singleActionSpace });
const sizeOf = (singleObservationSpace: unknown): number => observationSizeOf({ singleObservationSpace });

test('actions are Discrete or a Box of real numbers, whoever wrote the space', () => {
  for (const space of [new Discrete(3), new Discrete(1), new Box(-1, 1), { n: 2 }, { low: [0], high: [1], shape: [1] }])
    assert.equal(actionsOf(space), space);
});

test('any other action space is refused by its name, also where it has an n or a shape', () => {
  const others: [unknown, RegExp][] = [
    [new MultiBinary(1), /got MultiBinary\(1\), training needs Discrete or Box actions/],
    [new MultiBinary([2, 2]), /got MultiBinary\(/],
    [new MultiDiscrete([2, 3]), /got MultiDiscrete\(\[2 3\]\)/],
    [new Tuple([new Discrete(2)]), /got Tuple\(/],
    [new Dict({ a: new Discrete(2) }), /got Dict\(/],
    [new Box(0, 5, { dtype: 'int32' }), /got Box\(0, 5, \(1,\), int32\).*a Box of real numbers/],
    [{ n: 0 }, /got a space with n,/],
    [{ low: [0], shape: [1] }, /got a space with low, shape,/],
    [undefined, /got a space with nothing in it/],
  ];
  for (const [space, says] of others) {
    assert.throws(() => actionsOf(space), TypeError);
    assert.throws(() => actionsOf(space), says);
  }
});

test('observations are a Box; counts, switches and composed spaces are refused by name', () => {
  assert.equal(sizeOf(new Box(0, 1, { shape: [2, 3] })), 6);
  assert.equal(sizeOf(new Box(0, 255, { shape: [4], dtype: 'uint8' })), 4);
  for (const space of [new Discrete(3), new MultiBinary(3), new MultiDiscrete([2, 3]), new Tuple([new Box(0, 1)])])
    assert.throws(() => sizeOf(space), new RegExp(`got ${space.constructor.name}\\(.*FlattenObservation`));
});

test('what was made for other observations or actions is refused with both', () => {
  const env = new FakeEnv(); // 3 numbers, 2 actions
  requireSameSpaces('learner', { observationSize: 3, actionSpace: { n: 2, start: 0 } }, env);
  const refused = (observationSize: number, actionSpace: ReturnType<typeof actionSpaceOf>, says: RegExp): void =>
    assert.throws(() => requireSameSpaces('resume', { observationSize, actionSpace }, env), says);
  refused(4, { n: 2 }, /resume.observationSize: got 4, the environment has 3/);
  refused(3, { n: 3 }, /resume.actionSpace: got 3 actions from 0, the environment has 2 actions from 0/);
  refused(3, { n: 2, start: 1 }, /got 2 actions from 1, the environment has 2 actions from 0/);
  refused(
    3,
    { low: [-2], high: [2], shape: [1] },
    /got a box of shape \[1\], \[-2, 2\], the environment has 2 actions/,
  );
});

test('a Gaussian around 0 needs a box that it reaches; bounded policies and a mean in the middle need not', () => {
  const box = (low: number, high: number) => new Box(low, high, { shape: [2] });
  const gaussian = ppoConfig('cleanrl');
  for (const space of [box(-1, 1), box(0, 300), box(-500, -1), box(-Infinity, Infinity), new Discrete(9)])
    requireReachableActions(space, gaussian);
  for (const [low, high] of [
    [5, 10],
    [300, 500],
    [-9, -3],
  ]) {
    const says = new RegExp(`component 0 lies in \\[${low}, ${high}\\].*squashedGaussian.*RescaleAction`);
    assert.throws(() => requireReachableActions(box(low, high), gaussian), says);
    for (const change of [
      { actionDistribution: 'squashedGaussian' },
      { actionDistribution: 'beta' },
      { meanActivation: 'tanh' },
    ] as const)
      requireReachableActions(box(low, high), ppoConfig('cleanrl', change));
  }
});

test('actions stay inside bounds that float32 cannot hold', () => {
  const space = new Box(0.1, 0.3, { dtype: 'float64' });
  assert.deepEqual([...(toEnvActions(Float32Array.of(-4, 0.25, 4), space) as Float64Array)], [0.1, 0.25, 0.3]);
  for (const distribution of ['squashedGaussian', 'beta'] as const) {
    const ends = distribution === 'beta' ? Float32Array.of(0, 1) : Float32Array.of(-40, 40);
    const actions = toEnvActions(ends, space, distribution);
    assertClose(actions, [0.1, 0.3], 1e-8);
    assert.ok(actions[0] >= 0.1 && actions[1] <= 0.3);
  }
  const single = toEnvActions(Float32Array.of(-4, 4), new Box(-2, 2));
  assert.ok(single instanceof Float32Array);
});
