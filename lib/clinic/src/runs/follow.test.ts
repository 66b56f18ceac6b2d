import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledLearner, train } from 'ppo-lib';
import { PairingProbe } from '../probes/columns';
import { ReusedArrayEnv } from '../defects/environments';
import { follow, type Moment } from './follow';
import { runCase } from './run';
import { clinicTasks, makeTaskEnv } from '../ward/tasks';

const healthy = { bug: 'healthy', task: 'CartPole' } as const;

test('watching a run does not change it, and a healthy case is plain training', async () => {
  const moments: number[] = [];
  const iterations = 3;
  const watched = await follow(
    healthy,
    { seed: 2, iterations },
    { moment: ({ iteration }) => void moments.push(iteration) },
  );
  const { records } = await runCase(healthy, { seed: 2, stopAt: { iterations } }).whole();
  assert.deepEqual(watched, records);
  assert.deepEqual(moments, [1, 2, 3]);
  const task = clinicTasks.CartPole;
  const plain = train({
    env: () => makeTaskEnv(task),
    config: task.config,
    seed: 2,
    learner: compiledLearner,
    stopAt: { iterations },
  });
  assert.deepEqual((await plain.whole()).records, records);
});

test('the witness keeps what the environments showed, with the final observations', async () => {
  let last!: Moment;
  let ends = 0;
  await follow(
    healthy,
    { seed: 2, iterations: 4 },
    {
      moment: (moment) => {
        last = moment;
        moment.steps.forEach((step, t) => {
          const next = moment.steps[t + 1];
          for (let n = 0; next !== undefined && n < 16; n++) {
            const [reached, shown] = [step.reached, next.observations].map((all) => [
              ...all.subarray(4 * n, 4 * n + 4),
            ]);
            if (!step.terminated[n]) assert.deepEqual(reached, shown);
            else assert.ok(Math.abs(reached[2]) > 0.2 && Math.abs(shown[2]) < 0.06, 'fallen, then upright'); // 12 degrees are 0.2094
            ends += step.terminated[n];
          }
        });
      },
    },
  );
  assert.equal(last.steps.length, 64);
  assert.ok(ends > 50);
});

test('a twin has the same parameters and is another learner', async () => {
  await follow(
    { bug: 'entropy-sign', task: 'CartPole' },
    { seed: 1, iterations: 1 },
    {
      moment: ({ learner, makeTwin }) => {
        const twin = makeTwin();
        assert.equal(twin.constructor, learner.constructor);
        assert.deepEqual(twin.getParameters(), learner.getParameters());
        twin.setParameters(twin.getParameters().fill(0));
        assert.notDeepEqual(twin.getParameters(), learner.getParameters());
      },
    },
  );
});

test('a reused array harms only who does not copy', async () => {
  const task = clinicTasks.CartPole;
  const options = { config: task.config, seed: 3, learner: compiledLearner, stopAt: { iterations: 2 } };
  const reused = await train({ ...options, env: () => new ReusedArrayEnv(makeTaskEnv(task)) }).whole();
  const plain = await train({ ...options, env: () => makeTaskEnv(task) }).whole();
  assert.deepEqual(reused.records, plain.records);
});

test('the pairing probe finds a swapped pair in any column', async () => {
  const pairing = new Map<string, PairingProbe>();
  await follow(
    healthy,
    { seed: 1, iterations: 1 },
    {
      moment: () => undefined,
      minibatch: (minibatch, buffer) => {
        if (pairing.size > 0) return;
        for (const name of ['oldLogProbs', 'returns', 'advantages'] as const) {
          const probe = new PairingProbe();
          const swapped = minibatch[name].slice();
          [swapped[0], swapped[1]] = [swapped[1], swapped[0]];
          assert.notEqual(swapped[0], swapped[1]);
          probe.see({ ...minibatch, [name]: swapped }, buffer);
          pairing.set(name, probe);
        }
      },
    },
  );
  for (const [name, probe] of pairing) {
    const { actions, ...shares } = probe.result();
    assert.equal(actions, 1);
    for (const [column, share] of Object.entries(shares)) assert.equal(share, column === name ? 254 / 256 : 1, column);
  }
});
