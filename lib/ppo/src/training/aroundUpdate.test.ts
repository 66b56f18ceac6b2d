import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { Learner, LearnerFactory } from '../learner/learner';
import { Random } from '../numbers/random';
import { assertClose, maxDifference } from '../testing/testing';
import { TfjsLearner } from '../tfjs/tfjsLearner';
import { useBackend } from '../tfjs/backend';
import { RolloutBuffer } from './buffer';
import { updatePolicy } from './update';

const SIZE = 16;
const factories: Record<string, LearnerFactory> = {
  tfjs: (setup) => new TfjsLearner(setup),
  compiled: compiledLearner,
};

/** A learner and a made-up rollout, the same for both learners. */
async function example(
  kind: string,
  changes: Partial<PpoConfig>,
): Promise<{ learner: Learner; buffer: RolloutBuffer; config: PpoConfig }> {
  await useBackend('cpu');
  const config = ppoConfig('cleanrl', {
    hiddenSizes: [6],
    numEnvs: 1,
    numSteps: SIZE,
    minibatchSize: SIZE / 2,
    maxGradNorm: null,
    annealTo: null,
    ...changes,
  });
  const setup = { observationSize: 3, actionSpace: { n: 2 }, config, random: new Random(4, 'init') };
  const learner = await factories[kind](setup);
  const random = new Random(5, 'rollout');
  const buffer = new RolloutBuffer({ numSteps: SIZE, numEnvs: 1, observationSize: 3, actionWidth: 1, discrete: true });
  for (let t = 0; t < SIZE; t++) {
    const row = buffer.addObservations(Float32Array.from({ length: 3 }, () => random.normal()));
    learner.actInto(buffer, row, 1, random);
    buffer.addOutcome({ rewards: [random.normal()], terminated: [t === 9 ? 1 : 0], truncated: [0] }, 1);
  }
  learner.valuesInto(buffer.observations, buffer.values);
  buffer.nextValues.set(buffer.values.subarray(1));
  buffer.computeAdvantages(config);
  return { learner, buffer, config };
}

for (const kind of Object.keys(factories)) {
  test(`${kind}: Adam's clock runs on, or begins anew with each rollout while its means stay`, async () => {
    for (const [adamClock, expected] of [
      ['run', [4, 8]],
      ['rollout', [4, 4]],
    ] as const) {
      const { learner, buffer, config } = await example(kind, { adamClock, numEpochs: 2 });
      const random = new Random(6, 'shuffling');
      const steps = [0, 1].map(() => {
        updatePolicy({ learner, buffer, config, learningRate: 1e-3, random });
        return learner.getOptimizerState()[0].steps;
      });
      assert.deepEqual(steps, expected);
      learner.dispose();
    }
  });

  test(`${kind}: the first step of a rollout with a new clock, by Adam's formula`, async () => {
    const { learner, buffer, config } = await example(kind, {
      adamClock: 'rollout',
      numEpochs: 1,
      minibatchSize: SIZE,
    });
    const update = (): unknown =>
      updatePolicy({ learner, buffer, config, learningRate: 1e-3, random: new Random(6, 'shuffling') });
    for (let i = 0; i < 5; i++) update();
    const before = learner.getParameters();
    update();
    const [{ m, v }] = learner.getOptimizerState();
    const expected = before.map(
      (parameter, i) => parameter - (1e-3 * (m[i] / (1 - 0.9))) / (Math.sqrt(v[i] / (1 - 0.999)) + 1e-5),
    );
    assert.ok(maxDifference(learner.getParameters(), expected) < 1e-6);
    assert.ok(maxDifference(before, expected) > 1e-4, 'a step was taken');
    learner.dispose();
  });

  test(`${kind}: an outer step goes its share of the way that the gradient steps went`, async () => {
    const ends: Float32Array[] = [];
    let start!: Float32Array;
    for (const outerStepSize of [1, 0.5, 1.5]) {
      const { learner, buffer, config } = await example(kind, { outerStepSize });
      start = learner.getParameters();
      updatePolicy({ learner, buffer, config, learningRate: 1e-3, random: new Random(6, 'shuffling') });
      ends.push(learner.getParameters());
      learner.dispose();
    }
    const share = (end: Float32Array): Float64Array => Float64Array.from(end, (x, i) => x - start[i]);
    const whole = share(ends[0]);
    assert.ok(Math.max(...whole.map(Math.abs)) > 1e-3);
    assertClose(
      share(ends[1]),
      whole.map((x) => 0.5 * x),
      1e-6,
    );
    assertClose(
      share(ends[2]),
      whole.map((x) => 1.5 * x),
      1e-6,
    );
  });
}
