import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useBackend } from '../tfjs/backend';
import { CompiledLearner, compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { Learner, Minibatch } from '../learner/learner';
import { lectureCsv, lectureRow } from './lecture25';
import { Random } from '../numbers/random';
import { RolloutBuffer } from '../training/buffer';
import { assertClose, golden, maxDifference, storeStep } from '../testing/testing';
import { TfjsLearner } from '../tfjs/tfjsLearner';
import { train, type TrainRecord } from '../training/train';
import { updatePolicy } from '../training/update';

before(async () => void (await useBackend()));

interface Update {
  /** [minibatches][actor loss, critic loss, entropy] as the lecture writes them */
  losses: [number, number, number][];
  advantages: number[];
  sameInEveryPass: boolean;
}
interface Reference {
  width: number;
  parameters: number[];
  observations: number[];
  lastObservation: number[];
  actions: number[];
  rewards: number[];
  oldLogProbs: number[];
  returns: number[];
  gradient: number[];
  ppo: Update;
  a2c: Update;
  moved: { parameters: number[]; ppoGradient: number[]; a2cGradient: number[] };
}
const reference = golden<Reference>('lecture25');
const actionSpace = { low: [-2], high: [2], shape: [1] };
const configOf = (name: 'lecture25' | 'a2c'): PpoConfig =>
  ppoConfig(name, { hiddenSizes: [reference.width, reference.width] });

const makers = {
  'compiled learner': (config: PpoConfig) =>
    new CompiledLearner({ observationSize: 3, actionSpace, config, random: new Random(1) }),
  'tfjs learner': (config: PpoConfig) =>
    new TfjsLearner({ observationSize: 3, actionSpace, config, random: new Random(1) }),
};

/** The learner with the reference's weights, and the reference's episode as a rollout of it. */
function prepare(learner: Learner, config: PpoConfig): RolloutBuffer {
  const { observations, actions, rewards, lastObservation } = reference;
  learner.setParameters(reference.parameters);
  const seen = Float32Array.from(observations);
  const { logProbs, values } = learner.evaluate(seen, Float32Array.from(actions));
  const buffer = new RolloutBuffer({ numSteps: 200, numEnvs: 1, observationSize: 3, actionWidth: 1, discrete: false });
  for (let t = 0; t < 200; t++) {
    const acted = {
      actions: Float32Array.of(actions[t]),
      logProbs: logProbs.slice(t, t + 1),
      values: values.slice(t, t + 1),
    };
    storeStep(buffer, seen.slice(3 * t, 3 * t + 3), acted, {
      rewards: [rewards[t]],
      terminated: [0],
      truncated: [t === 199 ? 1 : 0],
    });
  }
  buffer.nextValues.set(values.subarray(1));
  buffer.nextValues.set(learner.values(Float32Array.from(lastObservation)), 199);
  buffer.computeAdvantages(config);
  return buffer;
}

const minibatches = (buffer: RolloutBuffer): Minibatch[] => [
  ...buffer.minibatches({ minibatchSize: 32, random: null }),
];

/** Differences of at most 1e-5, in units of the largest number where that is above 1. */
function assertSame(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  assert.ok(maxDifference(actual, expected) <= 1e-5 * scale, `${maxDifference(actual, expected)} at scale ${scale}`);
}

for (const [name, make] of Object.entries(makers)) {
  test(`${name}: what the lecture's program works out before its first step`, () => {
    const learner = make(configOf('lecture25'));
    const buffer = prepare(learner, configOf('lecture25'));
    assertSame(buffer.logProbs, reference.oldLogProbs);
    assertSame(buffer.advantages, reference.ppo.advantages);
    assertSame(buffer.returns, reference.returns);
    learner.dispose();
  });

  test(`${name}: its gradients, at ratio 1 and after the update, for both objectives`, () => {
    for (const objective of ['lecture25', 'a2c'] as const) {
      const learner = make(configOf(objective));
      const [first] = minibatches(prepare(learner, configOf(objective)));
      assertSame(learner.lossGradient(first).gradient, reference.gradient);
      learner.setParameters(reference.moved.parameters);
      const { ppoGradient, a2cGradient } = reference.moved;
      assertSame(learner.lossGradient(first).gradient, objective === 'a2c' ? a2cGradient : ppoGradient);
      learner.dispose();
    }
    const { ppoGradient, a2cGradient } = reference.moved;
    assert.ok(maxDifference(ppoGradient, a2cGradient) > 0.1, 'after the update the two objectives differ');
  });

  test(`${name}: the losses of all minibatches of a whole update, PPO's 14 and A2C's 35`, () => {
    for (const objective of ['lecture25', 'a2c'] as const) {
      const config = configOf(objective);
      const learner = make(config);
      const batches = minibatches(prepare(learner, config));
      const { losses } = objective === 'a2c' ? reference.a2c : reference.ppo;
      assert.equal(losses.length, config.numEpochs * batches.length);
      losses.forEach(([actorLoss, criticLoss, entropy], step) => {
        const { learningRate, valueLearningRate } = config;
        const rates = { learningRate, valueLearningRate: valueLearningRate as number };
        const report = learner.update(batches[step % batches.length], rates);
        assertClose(report.policyLoss - 0.01 * report.entropy, actorLoss, 2e-4 * Math.max(1, Math.abs(actorLoss)));
        assertClose(2 * report.valueLoss, criticLoss, 2e-4 * criticLoss);
        assertClose(report.entropy, entropy, 2e-4);
      });
      learner.dispose();
    }
  });
}

test('the critic is frozen for all passes, so working the advantages out once is the same', () => {
  assert.ok(reference.ppo.sameInEveryPass && reference.a2c.sameInEveryPass);
  assert.deepEqual(reference.ppo.advantages, reference.a2c.advantages);
});

test('a row holds what the program logs: the last minibatch of the last pass, with its names', () => {
  for (const objective of ['lecture25', 'a2c'] as const) {
    const config = configOf(objective);
    const learner = makers['compiled learner'](config);
    const buffer = prepare(learner, config);
    const { learningRate, valueLearningRate } = config;
    const random = new Random(1);
    const report = updatePolicy({
      learner,
      buffer,
      config,
      learningRate,
      valueLearningRate: valueLearningRate as number,
      random,
    });
    const record = { ...report, iteration: 1, episodeReturns: [-1234.5] } as unknown as TrainRecord;
    const row = lectureRow(record, config);
    const [actorLoss, criticLoss, entropy] = (objective === 'a2c' ? reference.a2c : reference.ppo).losses.at(
      -1,
    ) as number[];
    assertClose([row.loss_act, row.loss_ent, row.reward], [actorLoss, entropy, -1234.5], 5e-3);
    assertClose(row.loss_v, criticLoss, 2e-4 * criticLoss);
    assert.throws(() => lectureRow({ ...record, episodeReturns: [] }, config), /episodeReturns: got 0 episodes/);
  }
});

test("the file has the lecture's columns in its order, and gives every number back", () => {
  const rows = [
    { loss_v: 0.1 + 0.2, loss_act: -1e-9, loss_ent: 1 / 3, reward: -1500 },
    { loss_v: 1, loss_act: 2, loss_ent: 3, reward: 4 },
  ];
  const lines = lectureCsv(rows).split('\n');
  assert.deepEqual([lines.length, lines[0], lines[2], lines[3]], [4, 'loss_v,loss_act,loss_ent,reward', '1,2,3,4', '']);
  assert.deepEqual(lines[1].split(',').map(Number), [0.1 + 0.2, -1e-9, 1 / 3, -1500]);
});

test('clipped actions are stored with the density that the acting policy gives them; raw ones with their own', async () => {
  for (const storeClippedActions of [true, false]) {
    const config = ppoConfig('lecture25', { storeClippedActions, totalTimesteps: 200 * 60 });
    const checked: number[] = [];
    const factory = (setup: Parameters<typeof compiledLearner>[0]): CompiledLearner => {
      const learner = compiledLearner(setup);
      const update = learner.update.bind(learner);
      learner.update = (minibatch, settings) => {
        const isFirst = checked.push(0) % 14 === 1;
        if (isFirst) {
          const { logProbs } = learner.evaluate(minibatch.observations, minibatch.actions);
          assert.deepEqual(logProbs, minibatch.oldLogProbs);
        }
        checked[checked.length - 1] = Math.max(...minibatch.actions.map(Math.abs));
        return update(minibatch, settings);
      };
      return learner;
    };
    const generator = train({ env: 'Pendulum-v1', config, seed: 1, learner: factory });
    let next = await generator.next();
    for (; !next.done; next = await generator.next()) {
      assert.deepEqual([next.value.firstRatioMin, next.value.firstRatioMax], [1, 1]);
      assert.equal(lectureRow(next.value, config).reward, next.value.episodeReturns[0]);
    }
    assert.equal(Math.max(...checked) > 2, !storeClippedActions);
    assert.ok(Math.max(...checked) >= 2, 'some actions reached the limits');
  }
});
