import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

/** Bytes in use after a collection, at the start and after ten million more steps. */
function growth(body: string): number {
  const code = `
    const { make, makeVec } = require(${JSON.stringify(join(__dirname, '..', 'index.js'))});
    const { setTimeout: pause } = require('node:timers/promises');
    // Array memory is given back in the background some time after a collection.
    async function used() {
      let least = Infinity;
      for (let k = 0; k < 10; k++) {
        gc();
        await pause(20);
        const { heapUsed, external, arrayBuffers } = process.memoryUsage();
        least = Math.min(least, heapUsed + external + arrayBuffers);
      }
      return least;
    }
    ${body}
    (async () => {
      run(500_000);
      const before = await used();
      run(10_000_000);
      console.log((await used()) - before);
    })();`;
  return Number(execFileSync(process.execPath, ['--expose-gc', '-e', code], { encoding: 'utf8' }));
}

const LIMIT = 500_000; // bytes; a leak of one byte in twenty steps would show

test('ten million steps of one environment, half a million episodes, leave memory where it was', () => {
  const body = `
    const env = make('CartPole-v1');
    env.reset({ seed: 1 });
    function run(steps) {
      for (let i = 0; i < steps; i++) {
        const { terminated, truncated } = env.step((i >> 2) & 1);
        if (terminated || truncated) env.reset();
      }
    }`;
  const bytes = growth(body);
  assert.ok(bytes < LIMIT, `${bytes} bytes more`);
});

test('ten million steps of a vector environment leave memory where it was', () => {
  const body = `
    const envs = makeVec('CartPole-v1', { numEnvs: 64, autoresetMode: 'same-step' });
    envs.reset({ seed: 1 });
    const actions = Int32Array.from({ length: 64 }, (_, i) => i & 1);
    function run(steps) { for (let i = 0; i < steps / 64; i++) envs.step(actions); }`;
  const bytes = growth(body);
  assert.ok(bytes < LIMIT, `${bytes} bytes more`);
});
