import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { compiledLearner } from './compiledLearner';
import { ppoConfig } from '../config/config';
import { train, type TrainOptions, type TrainResult } from '../training/train';

async function drive(
  options: TrainOptions,
  onRecord: (iteration: number) => void = () => undefined,
): Promise<TrainResult> {
  const generator = train({ ...options, learner: compiledLearner });
  for (;;) {
    const { done, value } = await generator.next();
    if (done) return value;
    onRecord(value.iteration);
  }
}

test('memory is flat over a million steps', () => {
  const script = `
    const { train, compiledLearner, ppoConfig } = require(${JSON.stringify(join(__dirname, '../compiled.js'))});
    const config = ppoConfig('fastSmall', { totalTimesteps: 1_000_000 });
    const heap = [];
    (async () => {
      const generator = train({ config, seed: 1, learner: compiledLearner });
      for (let step = await generator.next(); !step.done; step = await generator.next()) {
        if (step.value.timesteps < 200_000 * (heap.length + 1) - 2000) continue;
        gc();
        const { heapUsed, external, arrayBuffers } = process.memoryUsage();
        heap.push(heapUsed + external + arrayBuffers);
      }
      console.log(JSON.stringify(heap));
    })();`;
  const heap = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', '-e', script], { encoding: 'utf8' }),
  ) as number[];
  assert.equal(heap.length, 5);
  // One forgotten array in each of the 100,000 calls of step() would be more than 10 MB; compiled code moves it by about 1 MB.
  const grown = heap[4] - heap[0];
  assert.ok(grown < 3e6, `${grown} bytes more after 800,000 further steps: ${heap.join(', ')}`);
});

test('an interrupted run goes on where it stopped and ends like the uninterrupted one, to the last bit', async () => {
  for (const [env, preset] of [
    ['CartPole-v1', 'fastSmall'],
    ['Pendulum-v1', 'masterySeries'],
  ] as const) {
    const config = ppoConfig(preset, { totalTimesteps: 20 * ppoConfig(preset).numEnvs * ppoConfig(preset).numSteps });
    const whole = await drive({ env, config, seed: 4 });
    const interrupt = new AbortController();
    const first = await drive({ env, config, seed: 4, signal: interrupt.signal }, (iteration) => {
      if (iteration === 7) interrupt.abort();
    });
    assert.deepEqual([first.interrupted, first.iterations], [true, 7]);
    const rest = await drive({ resume: first.checkpoint });
    assert.equal(rest.timesteps, whole.timesteps);
    assert.deepEqual(rest.checkpoint, whole.checkpoint);
  }
});
