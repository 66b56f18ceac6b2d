import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EpisodeClock } from './episodeClock.js';

test('any restarts: the episodes found are those a counter per environment finds, at the same steps', () => {
  const restarts = fc.array(fc.array(fc.nat(3), { maxLength: 3 }), { maxLength: 60 });
  fc.assert(
    fc.property(restarts, fc.integer({ min: 1, max: 12 }), fc.boolean(), (steps, limit, saveAndLoad) => {
      let clock = new EpisodeClock(4, limit);
      const counters = [0, 0, 0, 0];
      for (const restarted of steps) {
        const found: number[] = [];
        if (clock.tick()) clock.reached((i) => found.push(i));
        const expected = counters.map((_, i) => i).filter((i) => ++counters[i] >= limit);
        assert.deepEqual(found, expected);
        assert.deepEqual(Array.from(clock.elapsed()), counters);
        for (const i of [...found, ...restarted]) {
          clock.restart(i);
          counters[i] = 0;
        }
        if (!saveAndLoad) continue;
        const copy = new EpisodeClock(4, limit);
        copy.setElapsed(clock.elapsed());
        clock = copy;
      }
    }),
    { seed: 2, numRuns: 300 },
  );
});

test('without a limit there is never anything to look at', () => {
  const clock = new EpisodeClock(2, Infinity);
  for (let t = 0; t < 1000; t++) assert.equal(clock.tick(), false);
});
